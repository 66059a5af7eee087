"""Where each figure of a table comes from, in short: its label, its formula, lines of the plan."""

from typing import NamedTuple

from industri40.explain.account import Accounts
from industri40.explain.cells import from_cell
from industri40.explain.labels import text_of
from industri40.explain.trace import tracer_of
from industri40.record import replace
from industri40.render.common.formulas import Formula, lines_of
from industri40.report.case import Case
from industri40.report.table import Column, Row, Table
from industri40.report.tables import ReportTables


class Origin(NamedTuple):
    """The origin of one figure, as text for people.

    ``label`` is what it is called, such as ``County grant, per participant``; ``formula``
    is ``10 500 = 4 200 000 ÷ 400``, or the amount where the plan writes it; ``lines`` are those of
    the plan that it comes from, such as ``budget.yaml:18, 34, 43``.
    """

    label: str
    formula: str
    lines: str


class Origins:
    """The origins of the figures in a plan's tables, in the language of these.

    Made once for all of them: ``Origins(results.report).of(table, row, column)``.
    """

    def __init__(self, report: ReportTables) -> None:
        case = Case(replace(report.plan, language=report.words.language))
        case.allocation = report.allocation
        self._accounts, self._tracer = Accounts(case), tracer_of(case)
        self._formula = Formula(report.words.language)

    def of(self, table: Table, row: Row, column: Column) -> Origin:
        """The origin of the figure in a row and a column. Raises KeyError where there is none."""
        step = from_cell(self._tracer, row.cells[column.key])
        label = text_of(self._accounts.labels.of_cell(table, row, column))
        formula = self._formula.of(self._accounts.of(step))
        return Origin(label, formula, lines_of(self._accounts.places(step)))
