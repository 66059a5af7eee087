"""A difference between two plans as Markdown, for a comment that has just so much room."""

from industri40.comparing.difference import Difference
from industri40.render.common.results import TextOptions
from industri40.render.common.text import printable
from industri40.render.markdown import document
from industri40.report.page import Page

_MOST = 60_000  # the characters that the Markdown stays below: GitHub takes 65 536 in a comment


def render(difference: Difference, _options: TextOptions) -> str:
    """The page, below a hidden line that names the plan, so that it can be found.

    It stays below a length: a table that has no room by itself is left out, and then the last
    ones; it is said which.
    """
    shown = difference.page
    marker = f"<!-- industri40 diff: {_hidden(difference.new.plan.name)} -->\n"
    if len(text := marker + document(shown)) < _MOST:
        return text
    room = _MOST - len(marker + document(_of(shown, [])))
    sizes = [len(document(Page(shown.words, "", (), (one,)))) + 1 for one in shown.tables]
    kept = [at for at, size in enumerate(sizes) if size < room]
    while sum(sizes[at] for at in kept) >= room:
        kept.pop()
    return marker + document(_of(shown, kept))


def _of(shown: Page, kept: list[int]) -> Page:
    """A page with some of its tables, which says what is left out."""
    left_out = [one.title for at, one in enumerate(shown.tables) if at not in kept]
    said = shown.words("diff.left_out", tables=", ".join(left_out))
    tables = tuple(shown.tables[at] for at in kept)
    return shown._replace(about=(*shown.about, said), tables=tables)


def _hidden(text: str) -> str:
    """A text as it may stand in a comment, which nothing in it can end."""
    text = printable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("--", "&#45;&#45;")
