"""Tables as GitHub Flavoured Markdown, for a job summary, a merge request or a wiki.

Every text of the plan comes out as text: no markup, no HTML, and nothing that GitHub or GitLab
makes a link, a mention or a picture of after the Markdown is read.
"""

import re
from collections.abc import Iterable, Iterator

from industri40.render.common.figures import texts
from industri40.render.common.remarks import conclusion, listed, notes
from industri40.render.common.results import Results, TextOptions
from industri40.render.common.text import printable
from industri40.report.page import Page, Paged
from industri40.report.table import TEXT, Table

_INDENT = "&emsp;"  # a blank as wide as a letter is high, which is kept at the beginning of a cell

_EMPHASIS = {**dict.fromkeys(("heading", "group", "sum", "uncovered", "result"), "**"), "memo": "*"}
"""What is written around the label and the figures of a row, by its role."""

_BREAK = "&#8203;"
"""A space of no width: what stands on either side of it is no reference, link or picture."""

_ESCAPES = {one: f"\\{one}" for one in "\\`*_[]{}~#"} | {
    "&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;", "$": "&#36;",
}  # fmt: skip

_SPECIAL = re.compile(
    r"(?P<reference>@|[#!$&](?=\d)|[%~](?=[\w\"])|\[(?=\w+:)"  # people, issues, milestones
    r"|[\[{](?=[-+])|:(?=[\w+-]+:|//)"  # marked changes; :smile: and https://
    r"|(?i:\bwww(?=\.)|\bGH-(?=\d)))"
    r"|(?P<number>^\d+)(?=[.)](?:\s|$))|^[-+=/]"  # lists, rules, commands: where they begin a line
    r"|[\\`*_\[\]{}~#&<>|$]"
)
_BLANKS = re.compile(r"\s*\n\s*")


def escaped(text: str) -> str:
    r"""A text as Markdown that shows just this text, on one line, wherever it stands.

    >>> escaped("<b> a|b *c* [d](e)")
    '&lt;b&gt; a&#124;b \\*c\\* \\[d\\](e)'
    """
    return _SPECIAL.sub(_escape, printable(_BLANKS.sub(" ", text).strip()))


def _escape(match: re.Match[str]) -> str:
    text = match[0]
    if match["reference"]:
        return _ESCAPES.get(text, text) + _BREAK
    if match["number"]:
        return f"{text}\\"
    return _ESCAPES.get(text, f"\\{text}")


def render(shown: Paged, _options: TextOptions) -> str:
    """The whole document: of results what was found, the tables, and the plan's notes."""
    return document(shown.page, _found(shown) if isinstance(shown, Results) else ())


def document(page: Page, said: Iterable[str] = ()) -> str:
    """A page as a document, with blocks that are ``said`` before its tables."""
    return "\n\n".join(_blocks(page, said)) + "\n"


def _found(results: Results) -> Iterator[str]:
    """What was checked, and what was found."""
    if remark := conclusion(results):
        yield f"**{escaped(remark.text)}**"
    if results.findings:
        findings, more = listed(results)
        lines = [
            f"- **{escaped(one.code)}** {escaped(f'{one.place}: {one.message}')}"
            for one in findings
        ]
        yield "\n".join([*lines, f"- {escaped(more)}"] if more else lines)


def _blocks(page: Page, said: Iterable[str]) -> Iterator[str]:
    """The blocks of the document, which stand apart by a blank line."""
    words = page.words
    if page.title:
        yield f"# {escaped(page.title)}"
    yield from map(escaped, page.about)
    for title, changes in page.what_ifs:
        yield "\n".join((f"**{escaped(title)}**", *(f"- {escaped(one)}" for one in changes)))
    yield from said
    for table in page.tables:
        yield f"## {escaped(table.title)}"
        yield "\n".join(_table(table, words.language))
        yield from map(escaped, notes(table, words))
    if page.notes:
        yield f"## {escaped(words('notes'))}"
        yield "\n".join(f"- {escaped(note)}" for note in page.notes)


def _table(table: Table, language: str) -> Iterator[str]:
    # the heading of a group stands before its columns' own, since no cell is two wide here
    heads = (f"{one.group}: {one.label}" if one.group else one.label for one in table.columns)
    yield _line(["", *map(escaped, heads)])
    yield _line([":---", *("---:" for _ in table.columns)])
    for row, texts_of_row in zip(table.rows, texts(table, language), strict=True):
        around = _EMPHASIS.get(row.role, "")
        moved = _INDENT * row.indent
        is_text = any(cell.kind == TEXT for cell in row.cells.values())
        shown = map(escaped, texts_of_row) if is_text else texts_of_row
        cells = (f"{around}{text}{around}" if text else "" for text in shown)
        yield _line([f"{moved}{around}{escaped(row.label)}{around}", *cells])


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
