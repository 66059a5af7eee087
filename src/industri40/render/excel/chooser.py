"""One sheet for all environments: a list to choose one from, and the table of that one."""

from collections.abc import Sequence

from industri40.render.excel.context import SheetContext
from industri40.render.excel.shares.layout import FIRST
from industri40.render.excel.sheets import Sheet, Spot
from industri40.render.excel.tables import TableSheet
from industri40.render.excel.terms import Term
from industri40.report.table import Table

MOST_SHEETS = 12  # of more environments there is one sheet to choose on, not a sheet each
_CHOICE_ROW, _NAME, _NUMBER, _HINT = 2, 0, 1, 2


class ChooserSheet(Sheet):
    """A sheet whose formulas call the chosen environment's row of the workings.

    ``workings`` are the names of the sheets of workings, ``size`` is how many environments there
    are.
    """

    def __init__(self, sheet: Sheet, workings: Sequence[str], size: int) -> None:
        super().__init__(sheet.name, sheet.worksheet, sheet.styles)
        self.workings, self.size = workings, size
        self.choice = Spot(self.name, _CHOICE_ROW, _NAME)
        self._number = self.fixed(Spot(self.name, _CHOICE_ROW, _NUMBER))

    def at(self, spot: Spot) -> str:
        """As of any sheet; a row of an environment in the workings is that of the chosen one."""
        if spot.sheet not in self.workings or not FIRST <= spot.row < FIRST + self.size:
            return super().at(spot)
        return f"INDEX({self.rows(spot.sheet, spot.column)},{self._number})"

    def rows(self, sheet: str, column: int) -> str:
        """What a formula calls the rows of all environments, in a column of the workings."""
        ends = [Spot(sheet, row, column) for row in (FIRST, FIRST + self.size - 1)]
        return self.span(ends, fixed=True)


def write_chooser(
    context: SheetContext, page: Sheet, table: Table, workings: Sequence[str]
) -> tuple[TableSheet, Spot]:
    """Write the table of the chosen environment; give also the cell in which it is chosen.

    The sheets of ``workings`` list all environments. No other table is in the index of cells, since
    there the rows are not the workings'.
    """
    environment, label = table.key[1], context.holder_labels()
    sheet = ChooserSheet(page, workings, len(context.report.plan.environments))
    before, after = context.texts("environment", name="\n").split("\n")
    chosen, title = label[environment], f'"{before}"&{sheet.at(sheet.choice)}&"{after}"'
    writer = TableSheet(context, sheet, table)
    writer.write({}, title)
    listed = sheet.rows(sheet.workings[0], 0)
    # a name that looks like a formula stays text when it is chosen
    sheet.text(_CHOICE_ROW, _NAME, chosen, "line", "input", "as:@")
    rule = {"validate": "list", "source": f"={listed}"}
    sheet.worksheet.data_validation(_CHOICE_ROW, _NAME, _CHOICE_ROW, _NAME, rule)
    # not MATCH, which takes an asterisk in a name for any letters
    formula = f"SUMPRODUCT(EXACT({listed},{sheet.fixed(sheet.choice)})*(ROW({listed})-{FIRST}))"
    number = Term(f"MAX(1,{formula})", list(label).index(environment) + 1)
    sheet.formula(_CHOICE_ROW, _NUMBER, number, "figure", "plain", "planned")
    sheet.text(_CHOICE_ROW, _HINT, context.texts("choose"), "about")
    return writer, sheet.choice
