"""Tables as people are shown them, with what stands around them."""

from typing import NamedTuple

from industri40.report.headings import Words
from industri40.report.table import Table


class Page(NamedTuple):
    """Tables below a ``title`` and sentences ``about`` them, and last ``notes``.

    A page without a title has nothing but these sentences to say.
    """

    words: Words
    title: str
    about: tuple[str, ...]
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
