"""What the sheets of workings share: the plan, where figures stand, and how things look."""

from typing import NamedTuple

from industri40.engine.result import UNALLOCATED, Allocation
from industri40.money import format_amount
from industri40.plan.model import Plan
from industri40.render.excel.input_sheet import CHANGES
from industri40.render.excel.ledger import Ledger
from industri40.render.excel.sheets import Sheet
from industri40.render.excel.styles import Styles
from industri40.render.excel.words import Say
from industri40.report.books import Books

__all__ = ["Bench"]


class Bench(NamedTuple):
    """The means to write workings; exact values are kept to so many ``places``."""

    plan: Plan
    allocation: Allocation
    books: Books
    ledger: Ledger
    styles: Styles
    say: Say
    places: int

    @property
    def holders(self) -> tuple[str, ...]:
        """The environments in natural order, and what nobody is awarded."""
        return self.allocation.holders

    def holder_label(self, holder: str) -> str:
        """What a holder is called."""
        if holder == UNALLOCATED:
            return self.say.words("row.unallocated")
        return next(each.name for each in self.plan.environments if each.id == holder)

    def unit_words(self) -> str:
        """What a unit is called."""
        plan = self.plan
        if plan.unit == 1:
            return "kroner" if plan.currency == "NOK" else plan.currency
        return f"{format_amount(plan.unit, self.say.language)} {plan.currency}"

    def snap(self, formula: str) -> str:
        """A formula without the noise of floats."""
        return f"ROUND({formula},{self.places})"

    def as_planned(self, home: Sheet) -> str:
        """A formula that is true as long as no input is changed."""
        return f"({home.fixed(self.ledger[CHANGES])}=0)"

    def heads(self, sheet: Sheet, row: int, heads: dict[int, str]) -> None:
        """Headings over columns."""
        for column, text in heads.items():
            parts = ("head", "left") if column <= 1 else ("head",)
            sheet.text(row, column, text, self.styles(*parts))

    def names(self, sheet: Sheet, row: int) -> None:
        """The holders' numbers and names below each other, in the first two columns."""
        for number, holder in enumerate(self.holders, start=1):
            sheet.worksheet.write_number(row + number - 1, 0, number, self.styles("plain"))
            sheet.text(row + number - 1, 1, self.holder_label(holder), self.styles("line"))
