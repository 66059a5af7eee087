"""What the sheets of a workbook share: the plan, where figures stand, looks, and texts."""

from collections import Counter
from typing import NamedTuple

from industri40.engine.keys import UNALLOCATED
from industri40.languages import texts_beside
from industri40.plan.inputs import Inputs
from industri40.render.excel.cell_index import CellIndex
from industri40.render.excel.sheets import Spot
from industri40.report.headings import Words
from industri40.report.tables import ReportTables

TEXTS = texts_beside(__name__, "texts.txt")  # braces hold what is filled in


class Texts(Words):
    """The texts of a workbook in a language, and the headings of its tables.

    >>> Texts("nb")("place", line=26)
    'linje 26'
    """

    def __call__(self, key: str, **filled: object) -> str:
        """The text with this key, or the heading of the tables; KeyError where there is neither."""
        if key not in TEXTS:
            return super().__call__(key, **filled)
        text = TEXTS[key][self.language]
        return text.format(**filled) if filled else text


class SheetContext(NamedTuple):
    """The means to write a sheet.

    ``report`` are the tables of the plan, and ``inputs`` what it writes. ``places`` are the
    decimals to which exact values are taken before they are rounded. ``about`` is a line below
    the title of every table. ``live`` says whether formulas are written at all, and
    ``corrections`` are the figures by which they are corrected.
    """

    cells: CellIndex
    texts: Texts
    report: ReportTables
    inputs: Inputs
    places: int
    about: str
    live: bool
    corrections: list[Spot]

    def holder_labels(self) -> dict[str, str]:
        """What each holder is called, in their order; of two with one name the id tells which."""
        environments = self.report.plan.environments
        times = Counter(each.name for each in environments)
        names = {
            each.id: each.name if times[each.name] == 1 else f"{each.name} ({each.id})"
            for each in environments
        }
        names[UNALLOCATED] = self.texts("row.unallocated")
        return {holder: names[holder] for holder in self.report.allocation.holders}
