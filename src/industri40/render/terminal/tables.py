"""Tables for people, as plain text: in a terminal, in a pipe, or pasted into a case paper.

Everything is laid out as plain lines (a table library takes hundreds of times as long for a row,
and cuts amounts where a terminal is narrow). A line may have a style, for whoever shows it. A table
has headings, rules, rows, and below them what has to be said.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, zip_longest
from operator import itemgetter
from typing import NamedTuple

from industri40.render.common.figures import same_in
from industri40.render.common.remarks import conclusion, notes
from industri40.render.common.results import Results, TextOptions
from industri40.render.common.styled import BOLD, FAINT, GOOD, MARK, PLAIN, WRONG, Part, Styled
from industri40.render.common.text import printable, width, wrapped
from industri40.render.terminal.grid import GAP, Block, Slot, blocks
from industri40.report.figures import CHANGE
from industri40.report.headings import Words
from industri40.report.page import Page, Paged
from industri40.report.table import MONEY, TEXT, Row, Table
from industri40.report.tables import NO_BREAK

_PROSE = 100  # the widest that text is set, however wide the terminal

_STYLES = {"heading": BOLD, "memo": FAINT, "sum": BOLD, "result": BOLD, "uncovered": WRONG}
_RULE = "─"
_CHANGE = re.compile("(?<= )([+\N{MINUS SIGN}][0-9]+(?:[ ,.][0-9]+)*)")


class Line(NamedTuple):
    """One line, and the style of all of it but for changes, if it has any."""

    text: str
    style: str = PLAIN
    has_changes: bool = False


def render(shown: Paged, options: TextOptions) -> Styled:
    """A page, and of results a last line that says what was checked."""
    laid = list(_lines(shown, options))
    texts = same_in("\n".join(line.text for line in laid), options.encoding).split("\n")
    looks = ((line.style, line.has_changes) for line in laid)
    runs = groupby(zip(looks, texts, strict=True), key=itemgetter(0))
    return Styled(part for look, run in runs for part in _parts(look, [text for _, text in run]))


def _parts(look: tuple[str, bool], texts: list[str]) -> Iterator[Part]:
    """The parts of lines that look alike; those without a style are taken as one."""
    style, has_changes = look
    for text in texts if style else ["\n".join(texts)]:
        for number, part in enumerate(_CHANGE.split(text) if has_changes else [text]):
            yield part, MARK if number % 2 else style
        yield "\n", PLAIN


def _lines(shown: Paged, options: TextOptions) -> Iterator[Line]:
    """The same as lines, but for signs that the encoding does not have."""
    page, prose = shown.page, min(options.width, _PROSE)
    results = shown if isinstance(shown, Results) else None
    yield from _heading(page, prose)
    yield from _tables(page, options, results)
    if page.notes:
        yield Line("")
        yield Line(page.words("notes"), BOLD)
        for note in page.notes:
            yield from paragraph(f"- {printable(note)}", prose, hang=2)
    if results and (remark := conclusion(results)):
        yield Line("")
        yield from paragraph(remark.text, prose, style=WRONG if remark.wrong else GOOD)


def _heading(page: Page, prose: int) -> Iterator[Line]:
    """The title of a page, if it has one, and what it is about, with what was changed."""
    titles = [(page.title, BOLD)] if page.title else []
    for text, style in (*titles, *((one, FAINT) for one in page.about)):
        yield from paragraph(printable(text), prose, style=style)
    for title, changes in page.what_ifs:
        yield from paragraph(printable(title), prose, style=BOLD)
        for change in changes:
            yield from paragraph(f"- {printable(change)}", prose, hang=2)


def _tables(page: Page, options: TextOptions, results: Results | None) -> Iterator[Line]:
    """The tables of a page; below that of environments a chart, if they are of ``results``."""
    words, limit = page.words, options.width
    alike: dict[object, list[Table]] = {}
    for table in page.tables:
        alike.setdefault(_alike(table), []).append(table)
    grids = {key: blocks(tables, words.language, limit) for key, tables in alike.items()}
    for table in page.tables:
        yield Line("")
        yield from _table(table, grids[_alike(table)], words, min(limit, _PROSE))
        if results and table.id == "environments":
            from industri40.render.terminal.chart import chart, signs_for

            yield from chart(results, limit, signs_for(options))


def _alike(table: Table) -> tuple[object, ...]:
    """What tables have in common that stand on one grid: their columns, and money or none.

    One of changes, whose columns are many, stands on its own.
    """
    if any(column.key[-1] == "change" for column in table.columns):
        return table.key
    kinds = {cell.kind for row in table.rows for cell in row.cells.values()}
    return table.columns, MONEY in kinds


def _table(table: Table, drawn: Sequence[Block], words: Words, limit: int) -> Iterator[Line]:
    title = printable(table.title)
    for part, block in enumerate(drawn, start=1):
        shown = title
        if len(drawn) > 1:
            shown = words("part", title=title, part=part, parts=len(drawn))
            if part > 1:
                yield Line("")
        yield from paragraph(shown, limit, style=BOLD)
        yield from _head(block)
        yield from _body(table.rows, block)
    for number, note in enumerate(notes(table, words)):
        if not number:
            yield Line("")
        yield from paragraph(printable(note), limit, hang=2, style=FAINT)


def paragraph(text: str, limit: int, hang: int = 0, style: str = PLAIN) -> Iterator[Line]:
    """Text in lines within the limit; all but the first are moved in by ``hang``."""
    for number, line in enumerate(wrapped(text, limit - hang)):
        yield Line(" " * (hang if number else 0) + line.replace(NO_BREAK, " "), style)


def _head(block: Block) -> Iterator[Line]:
    if any(slot.column.group for slot in block.slots):
        yield from _group_heads(block)
    heads = [wrapped(printable(slot.column.label), slot.width) for slot in block.slots]
    for texts in _on_the_rule(heads):
        yield Line(block.line(map(Slot.aligned, block.slots, texts)))
    yield Line(_RULE * block.width)


def _on_the_rule(heads: Sequence[list[str]]) -> Iterator[tuple[str, ...]]:
    """Headings line by line, all ending on the last: a short one leaves its upper lines blank."""
    most = max(map(len, heads), default=0)
    return zip(*([""] * (most - len(head)) + head for head in heads), strict=True)


def _group_heads(block: Block) -> Iterator[Line]:
    """Headings over groups of columns, each over a rule as long as its group."""
    spans = []
    for group, members in groupby(block.slots, key=lambda slot: slot.column.group):
        columns = sum(slot.span for slot in members) - GAP
        spans.append((wrapped(printable(group), columns) if group else [], columns))
    for texts in _on_the_rule([head for head, _ in spans]):
        pairs = zip(texts, spans, strict=True)
        yield Line(block.line(" " * GAP + _centred(text, columns) for text, (_, columns) in pairs))
    rules = (" " * GAP + (_RULE if head else " ") * columns for head, columns in spans)
    yield Line(block.line(rules))


def _body(rows: Sequence[Row], block: Block) -> Iterator[Line]:
    columns = {slot.column.key for slot in block.slots}
    shown: list[Row] = []  # all that others have stands in another block, and so does what is above
    for row in reversed(rows):
        below = shown and _depth(shown[-1]) > _depth(row)
        if not columns.isdisjoint(row.cells) if row.cells else below:
            shown.append(row)
    first = next((row.cells.values() for row in rows if row.cells), ())
    has_changes = any(cell.operation == CHANGE for cell in first)
    shown.reverse()
    figures = zip(*(slot.texts(shown) for slot in block.slots), strict=True)
    for number, (row, texts) in enumerate(zip(shown, figures, strict=True)):
        if row.role == "heading" and number:
            yield Line("")
        elif row.role == "sum":
            yield Line(_RULE * block.width)
        elif row.role == "group":
            rules = (
                slot.aligned((_RULE if slot.column.key in row.cells else " ") * slot.width)
                for slot in block.slots
            )
            yield Line(block.line(rules), FAINT)
        yield from _row(row, block, texts, has_changes=has_changes)


def _depth(row: Row) -> int:
    return -1 if row.role == "heading" else row.indent


def _row(row: Row, block: Block, figures: Iterable[str], *, has_changes: bool) -> Iterator[Line]:
    """A row; where its label takes several lines, the ``figures`` stand on the last of them.

    Texts begin on the first.
    """
    style = _STYLES.get(row.role, PLAIN)
    moved, label = 2 * row.indent, printable(row.label)
    if not row.cells:
        for text in wrapped(label, block.width - moved):
            yield Line(" " * moved + text, style)
        return
    if next(iter(row.cells.values())).kind == TEXT:
        texts = (slot.lines(row.cells.get(slot.column.key)) for slot in block.slots)
        for name, *parts in zip_longest(hanging(label, block.label), *texts, fillvalue=""):
            yield Line(block.line(map(Slot.aligned, block.slots, parts), name), style)
        return
    *above, last = (" " * moved + text for text in hanging(label, block.label - moved))
    for text in above:
        yield Line(text, style)
    yield Line(block.line(figures, last), style, has_changes)


def hanging(label: str, columns: int) -> list[str]:
    """A label in lines; what follows the first is moved in, and has less room."""
    first, *rest = wrapped(label, columns)
    if rest:
        rest = wrapped(label[len(first) :].lstrip(), columns - GAP)
    return [first, *(" " * GAP + text for text in rest)]


def _centred(text: str, columns: int) -> str:
    before = (columns - width(text)) // 2
    return " " * before + text + " " * (columns - width(text) - before)
