"""One table as lines of plain text: headings, rules, rows, and what has to be said below."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from industri40.render.common.remarks import notes
from industri40.render.common.styled import BOLD, FAINT, PLAIN, WRONG
from industri40.render.common.text import printable, width, wrapped
from industri40.render.terminal.grid import GAP, Block, Slot, indent
from industri40.report.headings import Words
from industri40.report.table import Row, Table
from industri40.report.tables import NO_BREAK

_STYLES = {"heading": BOLD, "memo": FAINT, "sum": BOLD, "result": BOLD, "uncovered": WRONG}
_RULE = "─"


class Line(NamedTuple):
    """One line, and the style of all of it."""

    text: str
    style: str = PLAIN


def table_lines(table: Table, blocks: Sequence[Block], words: Words, limit: int) -> Iterator[Line]:
    """A table drawn in its blocks, one below the other, and its notes."""
    title = printable(table.title)
    for part, block in enumerate(blocks, start=1):
        shown = title
        if len(blocks) > 1:
            shown = words("part", title=title, part=part, parts=len(blocks))
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
    for number, row in enumerate(rows):
        if row.cells and columns.isdisjoint(row.cells):
            continue  # all that it has stands in another block
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
        yield from _row(row, block)


def _row(row: Row, block: Block) -> Iterator[Line]:
    """A row; where its label takes several lines, the figures stand on the last of them."""
    style = _STYLES.get(row.role, PLAIN)
    moved = indent(row)
    label = printable(row.label)
    if not row.cells:
        for text in wrapped(label, block.width - moved):
            yield Line(" " * moved + text, style)
        return
    *above, last = (" " * moved + text for text in hanging(label, block.label - moved))
    for text in above:
        yield Line(text, style)
    figures = (slot.text(row.cells.get(slot.column.key)) for slot in block.slots)
    yield Line(block.line(figures, last), style)


def hanging(label: str, columns: int) -> list[str]:
    """A label in lines; what follows the first is moved in, and has less room."""
    first, *rest = wrapped(label, columns)
    if rest:
        rest = wrapped(label[len(first) :].lstrip(), columns - GAP)
    return [first, *(" " * GAP + text for text in rest)]


def _centred(text: str, columns: int) -> str:
    before = (columns - width(text)) // 2
    return " " * before + text + " " * (columns - width(text) - before)
