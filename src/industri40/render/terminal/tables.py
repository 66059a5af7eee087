"""Tables for people, as plain text: in a terminal, in a pipe, or pasted into a case paper.

Everything is laid out as plain lines (a table library takes hundreds of times as long for a row,
and cuts amounts where a terminal is narrow). A line may have a style, for whoever shows it.
"""

from collections.abc import Iterator

from industri40.render.common.figures import same_in
from industri40.render.common.remarks import conclusion
from industri40.render.common.results import Results, TextOptions
from industri40.render.common.styled import BOLD, FAINT, GOOD, PLAIN, WRONG, Styled
from industri40.render.common.text import printable
from industri40.render.terminal.grid import blocks
from industri40.render.terminal.table import Line, paragraph, table_lines
from industri40.report.table import MONEY, Table

_PROSE = 100
"""The widest that text is set, however wide the terminal."""


def render(results: Results, options: TextOptions) -> Styled:
    """The tables, the plan's notes, and a last line that says what was checked."""
    laid = list(lines(results, options))
    texts = same_in("\n".join(line.text for line in laid), options.encoding).split("\n")
    return Styled(
        part
        for line, text in zip(laid, texts, strict=True)
        for part in ((text, line.style), ("\n", PLAIN))
    )


def lines(results: Results, options: TextOptions) -> Iterator[Line]:
    """The same as lines, but for signs that the encoding does not have."""
    words, limit = results.words, options.width
    prose = min(limit, _PROSE)
    yield from paragraph(printable(results.plan.name), prose, style=BOLD)
    yield from paragraph(printable(results.about), prose, style=FAINT)
    alike: dict[object, list[Table]] = {}
    for table in results.tables:
        alike.setdefault(_alike(table), []).append(table)
    grids = {key: blocks(tables, words.language, limit) for key, tables in alike.items()}
    for table in results.tables:
        yield Line("")
        yield from table_lines(table, grids[_alike(table)], words, prose)
        if table.id == "environments":
            from industri40.render.terminal.chart import chart, signs_for

            yield from chart(results, limit, signs_for(options))
    if results.plan.notes:
        yield Line("")
        yield Line(words("notes"), BOLD)
        for note in results.plan.notes:
            yield from paragraph(f"- {printable(note)}", prose, hang=2)
    if remark := conclusion(results):
        yield Line("")
        yield from paragraph(remark.text, prose, style=WRONG if remark.wrong else GOOD)


def _alike(table: Table) -> tuple[object, ...]:
    """What tables have in common that stand on one grid: their columns, and money or none."""
    kinds = {cell.kind for row in table.rows for cell in row.cells.values()}
    return table.columns, MONEY in kinds
