"""One table on one sheet, set up to be read and printed, with a formula in every cell."""

from fractions import Fraction
from itertools import groupby

from industri40.money import format_amount
from industri40.render.common.runs import even_runs
from industri40.render.excel.cell_index import broken, by_share
from industri40.render.excel.context import SheetContext
from industri40.render.excel.sheets import PAGE, Sheet, Spot
from industri40.render.excel.styles import columns_of, lines_of, share_format
from industri40.render.excel.terms import Term, fits
from industri40.report.environments import PER_PARTICIPANT
from industri40.report.limits import ROOM
from industri40.report.lines import uncovered_label
from industri40.report.table import MONEY, SHARE, Cell, CellKey, Column, Row, Table
from industri40.report.tables import LIMITS

Said = tuple[str, str]  # a text, and the formula that gives it; empty where nothing changes it

_TITLE, _ABOUT, _GROUPS, _HEADS, _FIRST = range(5)
_WIDEST_LABEL, _FOLDED_LABEL = 48, 30  # labels are folded sooner where that spares a page
_NARROWEST = 12
_INDENT = 2  # what an indent takes of a label, in characters
_ABOVE = 0.5  # the room above a heading, in lines
_FULL, _SMALLEST = 100, 70  # how far a page is shrunk before columns go on others, in per cent
_GAP, _AIR = 0.7, 1.5  # what is between columns, and beside the words of a heading
_CLOSE = 4  # decimals of a difference that is more than the noise of floats


class TableSheet:
    """Writes one table; ``spots`` are then the cells of its figures by row and column.

    ``held`` are the figures that are no formulas though they are none of the plan's.
    """

    def __init__(self, context: SheetContext, sheet: Sheet, table: Table) -> None:
        self._context, self._sheet, self.table = context, sheet, table
        self._columns = {column.key: at for at, column in enumerate(table.columns, start=1)}
        self.spots: dict[tuple[CellKey, CellKey], Spot] = {}
        self.held: list[Spot] = []
        self._rounded = False
        self._widths = self._all_widths()
        self._pages = _runs(self._widths)
        self._breaks = [page.start for page in self._pages[1:]]

    def write(self, headings: dict[str, Said], title: str = "") -> None:
        """Write the table and what is said below it.

        ``headings`` are those of columns that an input may change; ``title`` is a formula for the
        title, where that may change.
        """
        self._sheet.text(_TITLE, 0, self.table.title, "title", formula=title)
        self._wrapped(_ABOUT, self._context.about, "about")
        self._groups()
        self._heads(headings)
        for row, each in enumerate(self.table.rows, start=_FIRST):
            self._row(row, each)
        self._notes(_FIRST + len(self.table.rows) + 1)
        self._set_up()

    def _groups(self) -> None:
        """What several columns have in common, above them."""
        sheet, lines = self._sheet, 1
        for page in self._pages:
            for group, members in groupby(page, key=lambda at: self.table.columns[at - 1].group):
                columns = list(members)
                if not group:
                    continue
                sheet.merged(_GROUPS, columns, group, "grouped")
                room = sum(self._widths[at] for at in columns) - 1
                lines = max(lines, lines_of(group, room, bold=True))
        sheet.height(_GROUPS, lines)

    def _heads(self, headings: dict[str, Said]) -> None:
        sheet = self._sheet
        sheet.blank(_HEADS, [0], "head")
        lines = 1
        for column in self.table.columns:
            at = self._columns[column.key]
            text, formula = headings.get(column.id, (column.label, ""))
            lines = max(lines, lines_of(column.label, self._widths[at] - 1, bold=True))
            sheet.text(_HEADS, at, text, "head", formula=formula)
        sheet.height(_HEADS, lines, 1)

    def _row(self, row: int, each: Row) -> None:
        sheet = self._sheet
        level = each.indent
        parts = (each.role, f"indent{level}") if level else (each.role,)
        if each.role in ("sum", "group", "uncovered", "check"):
            drawn = [at for key, at in self._columns.items() if key not in each.cells]
            sheet.blank(row, drawn, each.role)
        for column, at in self._columns.items():
            if column in each.cells:
                self._cell(row, at, column, each)
                self.spots[each.key, column] = Spot(sheet.name, row, at)
        room, bold = self._widths[0] - _INDENT * level - 1, each.role not in ("line", "memo")
        lines: float = lines_of(each.label, room, bold=bold)
        if each.role == "heading":
            lines += _ABOVE
        sheet.height(row, lines)
        if each.role == "check":
            self._check(row, each)
        else:
            self._label(row, each, "wrap", *parts)
        if self.table.key == (LIMITS,):
            over = f"{sheet.fixed(self.spots[each.key, ROOM])}<0"
            sheet.mark(row, (0, len(self._columns)), over)

    def _cell(self, row: int, at: int, column: CellKey, each: Row) -> None:
        cell, context = each.cells[column], self._context
        parts = ("figure", self._look(cell), each.role)
        if cell.kind == SHARE:  # which its format rounds
            cell = cell._replace(amount=cell.exact)
        if not fits(cell.amount):
            text = format_amount(cell.amount, context.texts.language)
            self._sheet.text(row, at, text, *parts)
            return
        if not context.live or not context.cells.known(cell):
            figure = self._sheet.number(row, at, cell.amount, *parts, "engine")
            self.held.append(figure)
            if context.live and not cell.inputs:
                context.cells[cell.name] = figure
            return
        rounds = broken(cell) and cell.kind != SHARE
        formula = self._shown(cell, rounds=rounds).text
        if column == PER_PARTICIPANT or (cell.kind == SHARE and cell.inputs):
            formula = f"IF({self._formula(cell.inputs[-1])}=0,0,{formula})"
        figure = self._sheet.formula(row, at, Term(formula, cell.amount), *parts)
        self._rounded |= rounds
        if not rounds:
            context.cells.enter(cell, figure)

    def _look(self, cell: Cell) -> str:
        """The part of a style that is the number format of a figure."""
        if cell.kind == SHARE:
            least = int(bool(cell.inputs))
            return f"as:{share_format(cell.amount, self._context.texts.language, least)}"
        return "money" if cell.kind == MONEY else "whole"

    def _formula(self, cell: Cell) -> str:
        """The formula of a cell's exact value."""
        return self._context.cells.formula(cell, self._sheet).text

    def _shown(self, cell: Cell, *, rounds: bool) -> Term:
        """What a cell shows: where it rounds, half away from zero, as the tables are."""
        term = self._context.cells.formula(cell, self._sheet)
        if cell.kind == SHARE:
            return term
        if not rounds:
            return term.tidy(self._context.report.plan.unit) if cell.inputs else term
        if by_share(cell):
            term = term.rounded(self._context.places)
        for digits in range(-15, 3):
            if cell.step == Fraction(10) ** -digits:
                return term.rounded(digits)
        return term.scaled(1 / cell.step).rounded().scaled(cell.step)

    def _label(self, row: int, each: Row, *look: str) -> None:
        """What a row is called. An hourly rate in it is that of the inputs."""
        context, sheet, text = self._context, self._sheet, ""
        parts = (part for cell in each.cells.values() for part in cell.inputs)
        rates = [part.name for part in parts if part.key[::2] == ("plan", "hourly_rate")]
        if context.live and each.role == "memo" and rates:
            rate = context.cells[rates[0]]
            now, planned = sheet.at(rate), sheet.at(rate._replace(column=rate.column + 1))
            currency = context.texts.currency(context.report.plan.currency, "short")
            before, after = context.texts("row.hours", rate="\n", currency=currency).split("\n")
            points = '",","."' if context.texts.language == "en" else '".",","'
            rate_now = f"SUBSTITUTE({now},{points})"
            text = f'IF({now}={planned},"{each.label}","{before}"&{rate_now}&"{after}")'
        sheet.text(row, 0, each.label, *look, formula=text)

    def _check(self, row: int, each: Row) -> None:
        """Whether the table balances, in words and in colour."""
        context, sheet = self._context, self._sheet
        texts, fine = context.texts, context.texts("balanced")
        off = any(cell.exact for cell in each.cells.values())
        said = uncovered_label(context.report, each.cells.values()) if off else fine
        if not context.live or not all(map(context.cells.known, each.cells.values())):
            sheet.text(row, 0, said, "check")
            return
        exact = ",".join(map(self._formula, each.cells.values()))
        one = f'IF(MIN({exact})<0,"{texts("row.unspent")}","{texts("row.uncovered")}")'
        text = f'IF(MIN({exact})*MAX({exact})<0,"{texts("row.uneven")}",{one})'
        text = f'IF({self._even(each)},"{fine}",{text})'
        sheet.text(row, 0, said, "check", formula=text)
        wrong = f'{sheet.fixed(Spot(sheet.name, row, 0))}<>"{fine}"'
        sheet.mark(row, (0, len(self._columns)), wrong)

    def _even(self, each: Row) -> str:
        """A formula that is true where all figures of a row are nothing, also unrounded."""
        if not any(map(broken, each.cells.values())):
            spots = [self.spots[each.key, column] for column in each.cells]
            return f"COUNTIF({self._sheet.span(spots)},0)={len(spots)}"
        exact = map(self._formula, each.cells.values())
        return f"AND({','.join(f'ROUND({text},{_CLOSE})=0' for text in exact)})"

    def _notes(self, row: int) -> None:
        context = self._context
        told = (("rounded", self._rounded), ("engine", self.held and context.live))
        said = [*self.table.notes, *(context.texts(key) for key, holds in told if holds)]
        for at, text in enumerate(said, start=row):
            self._wrapped(at, text, "note")

    def _wrapped(self, row: int, text: str, look: str) -> None:
        """Write a text in as many lines as it takes.

        Where columns go on other pages it stands on the first, beside what is repeated.
        """
        whole = range(max(1, len(self.table.columns)) + 1)
        columns = range(1, self._breaks[0]) if self._breaks else whole
        self._sheet.merged(row, columns, text, look, "wrap")
        room = sum(self._widths.get(at, 0) for at in columns)
        self._sheet.height(row, lines_of(text, room))

    def _all_widths(self) -> dict[int, float]:
        """The widths of all columns, with room for every word in their headings."""
        balanced = self._context.texts("balanced")
        said = [balanced if row.role == "check" else row.label for row in self.table.rows]
        widths: dict[int, float] = {0: min(_WIDEST_LABEL, max(map(len, said)) + 3)}
        for group, members in groupby(self.table.columns, key=lambda column: column.group):
            own = {self._columns[one.key]: self._width(one) for one in members}
            lacks = columns_of(group) + _AIR - sum(own.values())
            widths |= {at: width + max(0, lacks / len(own)) for at, width in own.items()}
        if len(_runs(widths)) > len(_runs(widths | {0: _FOLDED_LABEL})):
            widths[0] = min(widths[0], _FOLDED_LABEL)
        return widths

    def _set_up(self) -> None:
        worksheet = self._sheet.worksheet
        for at, width in self._widths.items():
            worksheet.set_column(at, at, width)
        worksheet.freeze_panes(_FIRST, 1)
        worksheet.repeat_rows(_GROUPS, _HEADS)
        worksheet.repeat_columns(0, 0)
        if self._breaks:
            widest = max(sum(self._widths[at] + _GAP for at in page) for page in self._pages)
            whole = self._widths[0] + _GAP + widest
            worksheet.fit_page = False
            worksheet.set_print_scale(min(_FULL, int(PAGE * _FULL / whole)))
            worksheet.set_v_pagebreaks(self._breaks)
        else:
            self._sheet.fit(sum(self._widths.values()) + _GAP * len(self._widths))

    def _width(self, column: Column) -> float:
        cells = [row.cells[column.key] for row in self.table.rows if column.key in row.cells]
        figures = [len(format_amount(cell.amount)) for cell in cells]
        return max(_NARROWEST, max(figures, default=0) + 3, columns_of(column.label) + _AIR)


def _runs(widths: dict[int, float]) -> list[range]:
    """The columns on each page; the first column stands on each of them."""
    label, *others = (width + _GAP for _, width in sorted(widths.items()))
    runs = even_runs(others, PAGE * _FULL / _SMALLEST - label)
    return [range(run.start + 1, run.stop + 1) for run in runs]
