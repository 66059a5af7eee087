"""Tables as people are shown them, with what stands around them."""

from typing import NamedTuple, Protocol

from industri40.report.headings import Words
from industri40.report.table import Table


class Said(NamedTuple):
    """What a what-if is called, and every change: an input, from, to."""

    title: str
    changes: tuple[str, ...]


class Page(NamedTuple):
    """Tables below a ``title``, sentences ``about`` them and ``what_ifs``, and last ``notes``.

    A page without a title has nothing but these sentences to say.
    """

    words: Words
    title: str
    about: tuple[str, ...]
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    what_ifs: tuple[Said, ...] = ()


class Paged(Protocol):
    """Whatever can be shown as a page: results, scenarios, a difference."""

    @property
    def page(self) -> Page:
        """All that there is to show of it."""
