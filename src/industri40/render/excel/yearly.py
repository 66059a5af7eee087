"""Amounts that the plan writes for all years together, spread over them in whole units.

To the end of each year an amount is its exact part, rounded. The engine rounds all lines of a
year together, so that a plan that balances does so every year; where that gives another krone
than rounding by itself, the difference stands beside it as a figure of the engine. It depends on
what division by the number of years leaves of these amounts, and counts as long as that is so.
"""

from collections.abc import Iterator
from fractions import Fraction

from industri40.money import round_half_away
from industri40.plan.model import CostLine, Line, Plan
from industri40.render.excel.ledger import Ledger
from industri40.render.excel.numbers import in_kroner, in_units, tidy
from industri40.render.excel.sheets import Figure, Sheet
from industri40.render.excel.styles import Styles
from industri40.render.excel.words import Say

__all__ = ["SpreadSheet", "enter_years", "has_spread"]

_SPREAD = ("total", "per_participant", "hours")
_FIRST_ROW, _TOTAL, _FIRST = 3, 1, 2


def has_spread(plan: Plan) -> bool:
    """Whether any amount is spread over the years."""
    return any(line.written.form in _SPREAD for line in _lines(plan))


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

    def __init__(self, plan: Plan, sheet: Sheet, styles: Styles, say: Say, ledger: Ledger) -> None:
        self._plan, self._sheet, self._styles = plan, sheet, styles
        self._say, self._ledger = say, ledger
        self._lines = [line for line in _lines(plan) if line.written.form in _SPREAD]
        self._steps = {line.id: _steps(line, plan) for line in self._lines}
        self._stepped = any(any(steps) for steps in self._steps.values())
        self._totals: list[Figure] = []
        self._as_planned = ""
        self.steps: list[Figure] = []

    def write(self) -> None:
        """Write all lines."""
        self._heads()
        for row, line in enumerate(self._lines, start=_FIRST_ROW):
            self._sheet.text(row, 0, line.label, self._styles("line", "indent1"))
            formula, style = self._whole(line), self._styles("figure", "money")
            value = self._plan.unit * line.total
            self._totals.append(self._sheet.formula(row, _TOTAL, formula, value, style))
        if self._stepped:
            self._write_planned()
        for row, line in enumerate(self._lines, start=_FIRST_ROW):
            self._write_line(row, line)

    def _heads(self) -> None:
        sheet, styles, say, years = self._sheet, self._styles, self._say, self._plan.years
        sheet.text(0, 0, say("section.yearly"), styles("title"))
        heads = [say("column.what"), say("workings.amount_all"), *map(str, years)]
        if self._stepped:
            heads += [f"{say('workings.step')} {year}" for year in years]
            heads.append(say("column.planned"))
        for column, head in enumerate(heads):
            sheet.text(2, column, head, styles("head") if column else styles("head", "left"))
        sheet.worksheet.set_column(0, 0, 44)
        sheet.worksheet.set_column(1, len(heads), 16)

    def _write_planned(self) -> None:
        """What the amounts are in the plan, and below how many leave another remainder now."""
        sheet, styles = self._sheet, self._styles
        column = _FIRST + 2 * len(self._plan.years)
        planned = [
            sheet.number(total.spot.row, column, total.value, styles("figure", "money", "planned"))
            for total in self._totals
        ]
        row = _FIRST_ROW + len(planned)
        sheet.text(row, 0, self._say("check.spread"), styles("about"))
        units = in_units(f"({sheet.span(self._totals)}-{sheet.span(planned)})", self._plan.unit)
        years = len(self._plan.years)
        formula = f"SUMPRODUCT(--(INT({units}/{years})*{years}<>{units}))"
        changed = sheet.formula(row, column, formula, Fraction(0), styles("figure", "plain"))
        self._as_planned = f"({sheet.fixed(changed)}=0)"

    def _write_line(self, row: int, line: Line) -> None:
        sheet, styles, unit = self._sheet, self._styles, self._plan.unit
        total = self._totals[row - _FIRST_ROW]
        units = in_units(sheet.fixed(total), unit)
        for year, amount in enumerate(line.amounts):
            formula = self._formula(units, year)
            if unit != 1:
                formula = in_kroner(f"({formula})", unit)
            step = self._step(row, line, year)
            if step:
                formula = tidy(f"{formula}+{step}*{self._as_planned}", unit)
            style = styles("figure", "money")
            figure = sheet.formula(row, _FIRST + year, formula, unit * amount, style)
            self._ledger.enter(_name(line, self._plan.years[year]), figure)

    def _formula(self, units: str, year: int) -> str:
        """What the running total grows by in a year, in units."""
        count = len(self._plan.years)
        now = f"ROUND({units}*{year + 1}/{count},0)"
        return f"{now}-ROUND({units}*{year}/{count},0)" if year else now

    def _step(self, row: int, line: Line, year: int) -> str:
        """The engine's step in a year, in kroner; empty where there is none."""
        step = self._steps[line.id][year]
        if not step:
            return ""
        column = _FIRST + len(self._plan.years) + year
        style = self._styles("figure", "money", "engine")
        figure = self._sheet.number(row, column, self._plan.unit * step, style)
        self.steps.append(figure)
        return self._sheet.at(figure)

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


def _steps(line: Line, plan: Plan) -> list[int]:
    """Beyond rounding each running total by itself, what the engine added to every year."""
    return list(_beyond(line.amounts, line.total, len(plan.years)))


def _beyond(amounts: tuple[int, ...], total: int, years: int) -> Iterator[int]:
    before = 0
    for year, amount in enumerate(amounts, start=1):
        to_date = round_half_away(Fraction(total * year, years)).numerator
        yield amount - (to_date - before)
        before = to_date
