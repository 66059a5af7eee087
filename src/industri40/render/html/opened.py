"""Figures that open: which they are, and where each of them comes from."""

from typing import NamedTuple

from industri40.render.common.origins import Origin, Origins
from industri40.report.table import Column, Row, Table
from industri40.report.tables import PROGRAMME, ReportTables

_FEW = 300
"""So many environments may a plan have whose shares and frames open: these come from those of all.
"""


class Figure(NamedTuple):
    """A figure of a table as text, and the id of what opens at it, if anything does."""

    text: str
    opens: str = ""


class Opened:
    """Gives figures that come from the same in the same words one of its ``ids``, in their order.

    Those of the programme open, and on a page of one environment its own too: those of many
    environments would be more of a page than its tables.
    """

    def __init__(self, report: ReportTables) -> None:
        self._origins = Origins(report)
        self._environments = {one.id for one in report.environments}
        self._few = len(report.plan.environments) <= _FEW
        self._alone = self._few and len(report.selected) == 1
        self.ids: dict[Origin, str] = {}

    def figure(self, table: Table, row: Row, column: Column, text: str) -> Figure:
        """One figure of a table; a blank opens nothing."""
        if column.key not in row.cells or not self._opens(table, row):
            return Figure(text)
        origin = self._origins.of(table, row, column)
        return Figure(text, self.ids.setdefault(origin, f"origin-{len(self.ids) + 1}"))

    def _opens(self, table: Table, row: Row) -> bool:
        if self._alone or table.id in PROGRAMME:
            return True
        return self._few and table.id == "awards" and row.key[0] not in self._environments
