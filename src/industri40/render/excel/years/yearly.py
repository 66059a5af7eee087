"""Amounts that the plan writes for all years together, spread over them in whole units.

A year has its exact amount rounded down, and at times a unit more: see :mod:`.strands`. Where the
engine has another amount, the difference stands beside it as a figure, which counts as long as no
input is changed.
"""

from fractions import Fraction

from industri40.plan.model import CostLine, Line, Plan
from industri40.render.excel.input_sheet import CHANGES
from industri40.render.excel.ledger import Ledger
from industri40.render.excel.numbers import in_kroner, in_units
from industri40.render.excel.sheets import Figure, Sheet
from industri40.render.excel.styles import Styles
from industri40.render.excel.words import Say
from industri40.render.excel.years.strand_sheet import write_strands
from industri40.render.excel.years.strands import SPREAD

__all__ = ["SpreadSheet", "enter_years", "has_spread"]

_FIRST_ROW, _TOTAL, _FIRST = 3, 1, 2
_MOST_COLUMNS = 200


def has_spread(plan: Plan) -> bool:
    """Whether any amount is spread over the years."""
    return any(line.written.form in SPREAD for line in _lines(plan))


def _lines(plan: Plan) -> list[Line]:
    return [*plan.costs, *plan.groups, *plan.sources]


def _name(line: Line, year: object) -> str:
    side = "costs" if isinstance(line, CostLine) else "financing"
    return f"{side}.{line.id}.{year}"


def enter_years(plan: Plan, ledger: Ledger) -> None:
    """Enter the amounts of lines that are written year by year, or once for every year."""
    for line in _lines(plan):
        form = line.written.form
        for year in plan.years:
            if form == "yearly":
                ledger.enter(_name(line, year), ledger[f"plan.{line.id}.yearly"])
            elif form == "years":
                ledger.enter(_name(line, year), ledger[f"plan.{line.id}.years.{year}"])


class SpreadSheet:
    """Writes the amounts that are spread; ``steps`` are then the engine's figures among them."""

    def __init__(self, plan: Plan, sheet: Sheet, look: tuple[Styles, Say], ledger: Ledger) -> None:
        self._plan, self._sheet, self._ledger = plan, sheet, ledger
        self._look, (self._styles, self._say) = look, look
        self._lines = [line for line in _lines(plan) if line.written.form in SPREAD]
        self._units: dict[str, Figure] = {}
        self._bits: dict[tuple[str, int], Figure] = {}
        self.steps: list[Figure] = []

    def write(self) -> None:
        """Write all lines, and below them what is left of the years."""
        self._heads()
        for row, line in enumerate(self._lines, start=_FIRST_ROW):
            self._sheet.text(row, 0, line.label, self._styles("line", "indent1"))
            total = in_units(self._whole(line), self._plan.unit)
            value, style = Fraction(line.total), self._styles("figure", "whole")
            self._units[line.id] = self._sheet.formula(row, _TOTAL, total, value, style)
        row = _FIRST_ROW + len(self._lines) + 1
        self._bits = write_strands(self._plan, self._sheet, row, self._units, self._look)
        for row, line in enumerate(self._lines, start=_FIRST_ROW):
            self._write_line(row, line)

    def _heads(self) -> None:
        sheet, styles, say, years = self._sheet, self._styles, self._say, self._plan.years
        sheet.text(0, 0, say("section.yearly"), styles("title"))
        heads = [say("column.what"), say("workings.units"), *map(str, years)]
        for column, head in enumerate(heads):
            sheet.text(2, column, head, styles("head") if column else styles("head", "left"))
        sheet.worksheet.set_column(0, 0, 44)
        sheet.worksheet.set_column(1, _MOST_COLUMNS, 14)

    def _write_line(self, row: int, line: Line) -> None:
        sheet, styles, unit = self._sheet, self._styles, self._plan.unit
        total, years = self._units[line.id], self._plan.years
        for index, amount in enumerate(line.amounts):
            formula, value = f"INT({sheet.fixed(total)}/{len(years)})", line.total // len(years)
            bit = self._bits.get((line.id, index))
            if bit is not None:
                formula, value = f"{formula}+{sheet.at(bit)}", value + bit.value.numerator
            if amount != value:
                formula += self._step(row, index, amount - value)
            if unit != 1:
                formula = in_kroner(f"({formula})", unit)
            style = styles("figure", "money")
            figure = sheet.formula(row, _FIRST + index, formula, unit * amount, style)
            self._ledger.enter(_name(line, years[index]), figure)

    def _step(self, row: int, index: int, step: int) -> str:
        """The engine's step in a year, in units, which counts as long as no input is changed."""
        column = _FIRST + len(self._plan.years) + index
        style = self._styles("figure", "plain", "engine")
        figure = self._sheet.number(row, column, Fraction(step), style)
        self.steps.append(figure)
        return f"+{self._sheet.at(figure)}*({self._sheet.fixed(self._ledger[CHANGES])}=0)"

    def _whole(self, line: Line) -> str:
        """What a line comes to in all years, from what is written."""
        form = line.written.form
        name = self._sheet.at(self._ledger[f"plan.{line.id}.{form}"])
        if form == "total":
            return name
        people = self._sheet.at(self._ledger["plan.participants"])
        if form == "per_participant":
            return f"{name}*{people}"
        rate = self._sheet.at(self._ledger[f"plan.{line.id}.hourly_rate"])
        return f"{name}*{rate}*{people}"
