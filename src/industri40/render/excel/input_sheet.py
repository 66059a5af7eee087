"""The sheet of inputs: one figure of the plan in each row, to be changed in the yellow cells."""

from collections.abc import Iterable
from fractions import Fraction
from os.path import basename

from industri40.findings.finding import OPTION
from industri40.money import HUNDREDTHS, format_amount
from industri40.plan.language.relative import COUNT, HOURS, KRONER, NUMBER, SHARE, Counted
from industri40.plan.model import Plan
from industri40.render.common.remarks import Remark
from industri40.render.common.text import printable
from industri40.render.excel.context import SheetContext
from industri40.render.excel.inputs import Entry, Section
from industri40.render.excel.sheets import Sheet, Spot
from industri40.render.excel.styles import lines_of, share_format
from industri40.render.excel.terms import Term, as_number, fits

CHANGES = "workbook.inputs"  # the figure that counts the inputs which are not as in the plan
# The figure that is 1 as long as every input is as in the plan, else 0: it switches off what makes
# single figures the program's own to the last unit.
AS_PLANNED = "workbook.as_planned"

_STATUS_ROW, _FOUND_ROW, _HEAD_ROW, _FIRST_ROW = 3, 7, 8, 9
_ROWS = {CHANGES: 4, AS_PLANNED: 5}
_LABEL, _FORM, _VALUE, _PLANNED, _CHANGED, _GAP, _PLACE = range(7)
_WIDTHS = (44, 26, 17, 17, 11, 4, 16)
_HEADS = ("what", "form", "value", "planned", "changed", "", "place")

_INDENT = 4  # what an indent takes of a label, and what is beside it, in figures
_DECIMALS = 6  # what decimals take of a figure, and what is beside it
_TYPED = 4  # with so many decimals at most a figure can be typed; any other is a quotient
_FORMATS = {KRONER: "money", COUNT: "whole", HOURS: "hours", NUMBER: "as:General"}  # not of shares


class InputSheet:
    """Writes the sheet; ``spots`` are the cells that may be changed, by the figure's name.

    Where formulas are not ``live`` nothing is to be changed.
    """

    def __init__(self, sheet: Sheet, context: SheetContext) -> None:
        self._sheet, self._texts = sheet, context.texts
        self._index, self._live, self._about = context.cells, context.live, context.about
        self.spots: dict[str, Spot] = {}

    def write(self, plan: Plan, sections: Iterable[Section]) -> None:
        """Write all sections, and enter every figure in the index."""
        self._open(plan)
        row, rows, longest = _FIRST_ROW, [], 0
        for heading, entries in sections:
            self._sheet.text(row, _LABEL, heading, "section")
            row += 1
            for entry in entries:
                rows.append((row, entry))
                if entry.value is not None:
                    spot = Spot(self._sheet.name, row, _VALUE, entry.value)
                    self._index[f"plan.{entry.name}"] = spot
                    longest = max(longest, len(format_amount(Fraction(int(entry.value)))))
                row += 1
            row += 1
        for at, entry in rows:
            self._entry(at, entry)
        if self._live:
            self._count_changes(row - 1)
        self._set_up(row - 1, longest + _DECIMALS)

    def _open(self, plan: Plan) -> None:
        sheet, texts = self._sheet, self._texts
        sheet.text(0, _LABEL, sheet.name, "title")
        file = printable(basename(plan.file))
        sheet.text(1, _LABEL, f"{self._about} ({file})", "about")
        if self._live:
            sheet.text(2, _LABEL, texts("inputs.how"), "about")
        sheet.blank(_HEAD_ROW, [_GAP], "head")
        for column, key in enumerate(_HEADS):
            parts = ("head", "left") if column in (_LABEL, _FORM, _PLACE) else ("head",)
            if key:
                sheet.text(_HEAD_ROW, column, texts(f"column.{key}"), *parts)

    def _entry(self, row: int, entry: Entry) -> None:
        sheet, texts = self._sheet, self._texts
        sheet.text(row, _LABEL, entry.label, "line", "indent1", "wrap")
        sheet.text(row, _FORM, entry.form, "about", "wrap")
        said = ((entry.label, _WIDTHS[_LABEL] - _INDENT), (entry.form, _WIDTHS[_FORM] - 1))
        sheet.height(row, max(lines_of(text, room) for text, room in said))
        if entry.place is not None:
            option = entry.place.file == OPTION
            place = str(entry.place) if option else texts("place", line=entry.place.line)
            sheet.text(row, _PLACE, place, "about")
        if entry.value is None:
            return
        look = _FORMATS.get(entry.kind) or f"as:{share_format(entry.value, texts.language)}"
        if self._live and entry.derived is not None:
            formula = entry.derived(sheet, self._index)
            sheet.formula(row, _VALUE, Term(formula, entry.value), "figure", look)
        elif entry.fixed or not self._live:
            self._figure(row, _VALUE, entry.value, "figure", look)
        else:
            self.spots[entry.name] = value = self._index[f"plan.{entry.name}"]
            self._figure(row, _VALUE, entry.value, "figure", look, "input")
            self._figure(row, _PLANNED, entry.value, "figure", look, "planned")
            planned = sheet.at(value._replace(column=_PLANNED))
            changed = f'IF({sheet.at(value)}={planned},"","{texts("changed")}")'
            sheet.text(row, _CHANGED, "", "figure", "changed", formula=changed)
            self._guard(row, entry.kind)

    def _figure(self, row: int, column: int, value: Fraction, *look: str) -> None:
        """A figure; a fraction that no number of a workbook is stands there as a quotient."""
        if not fits(value) and value.denominator <= HUNDREDTHS:
            self._sheet.text(row, column, format_amount(value, self._texts.language), *look)
        elif Fraction(as_number(value)) == value or (value * 10**_TYPED).denominator == 1:
            self._sheet.number(row, column, value, *look)
        else:
            formula = f"{value.numerator}/{value.denominator}"
            self._sheet.formula(row, column, Term(formula, value), *look)

    def _guard(self, row: int, kind: Counted) -> None:
        """Let only numbers be typed that a plan could hold."""
        rule = {
            "validate": "integer" if kind == COUNT else "decimal",
            "criteria": "between",
            "minimum": 0,
            "maximum": 1 if kind == SHARE else 10**15,
        }
        self._sheet.worksheet.data_validation(row, _VALUE, row, _VALUE, rule)

    def _count_changes(self, last: int) -> None:
        """Count what is changed; as long as nothing is, the corrections count."""
        sheet, texts = self._sheet, self._texts
        changed = [Spot(sheet.name, row, _CHANGED) for row in (_FIRST_ROW, last)]
        formula = f'COUNTIF({sheet.span(changed)},"{texts("changed")}")'
        self._state(CHANGES, Term(formula, 0), "plain")
        self._state(AS_PLANNED, Term(f"IF({sheet.at(self._index[CHANGES])}=0,1,0)", 1), "yes")

    def _state(self, name: str, term: Term, look: str) -> None:
        """Write and enter a figure of the workbook as a whole; 1 and 0 are shown as words."""
        label = self._texts(f"check.{name.partition('.')[2]}")
        self._sheet.text(_ROWS[name], _LABEL, label, "about")
        self._index[name] = self._sheet.formula(_ROWS[name], _VALUE, term, "figure", look)

    def write_status(self, off: Spot, *, held: bool) -> None:
        """Write whether all adds up, from how many checks are off.

        Figures that are ``held`` do not follow an input that is changed, which is said then, as
        is that others may be a step from what the program gives.
        """
        sheet, texts = self._sheet, self._texts
        wrong, good = texts("check.off", sheet=off.sheet), texts("check.all")
        sheet.text(_STATUS_ROW, _LABEL, texts("checks"), "about")
        changes, fine = sheet.at(self._index[CHANGES]), f'"{good}"'
        if held:
            fine = f'IF({changes}>0,"{texts("check.held")}",{fine})'
        formula = f'IF({sheet.at(off)}=0,{fine},"{wrong}")'
        sheet.text(_STATUS_ROW, _VALUE, wrong if off.value else good, "fine", formula=formula)
        status = sheet.fixed(Spot(sheet.name, _STATUS_ROW, _VALUE))
        # the text is wider than its column: white on white where it goes on, but for this
        sheet.mark(_STATUS_ROW, (_VALUE, _CHANGED), f'{status}<>"{good}"')
        formula = f'IF(AND({changes}>0,{status}="{good}"),"{texts("check.changed")}","")'
        sheet.text(_ROWS[AS_PLANNED], _PLANNED, "", "changed", formula=formula)

    def write_found(self, remark: Remark, sheet: str) -> None:
        """Write how much was found in the plan, and which ``sheet`` lists it."""
        text = self._texts("findings.see", said=remark.text, sheet=sheet)
        look = "uncovered" if remark.wrong else "result"
        self._sheet.text(_FOUND_ROW, _LABEL, text, look)

    def _set_up(self, last: int, longest: int) -> None:
        worksheet = self._sheet.worksheet
        figures = (_VALUE, _PLANNED)
        widths = [max(w, longest) if at in figures else w for at, w in enumerate(_WIDTHS)]
        for column, width in enumerate(widths):
            worksheet.set_column(column, column, width)
        worksheet.freeze_panes(_FIRST_ROW, 0)
        worksheet.repeat_rows(_HEAD_ROW)
        worksheet.print_area(0, 0, last, _PLACE)
        self._sheet.fit(sum(widths))
