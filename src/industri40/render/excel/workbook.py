"""The workbook: sheets in order, the looks, and what is written on which of them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import NamedTuple

from xlsxwriter.workbook import Workbook

from industri40.money import format_amount
from industri40.render.excel.about import Account, write_about
from industri40.render.excel.checks import Check, alike_formula, plan_checks
from industri40.render.excel.input_sheet import ALIKE, InputSheet
from industri40.render.excel.inputs import sections
from industri40.render.excel.ledger import Ledger
from industri40.render.excel.live_rows import with_live_rows
from industri40.render.excel.names import SheetNames
from industri40.render.excel.numbers import fits, money_format, places_for
from industri40.render.excel.sheets import FastWorksheet, Figure, Sheet, Spot
from industri40.render.excel.styles import Styles
from industri40.render.excel.tables import Desk, TableSheet
from industri40.render.excel.words import Say
from industri40.render.excel.workings.bench import Bench
from industri40.render.excel.workings.writing import Worked, WorkingSheets, write_workings
from industri40.render.excel.years.yearly import SpreadSheet, enter_years, has_spread
from industri40.render.formats import Look, Results
from industri40.report.books import Books
from industri40.report.figures import ENGINE
from industri40.report.shared import alike
from industri40.report.table import Cell, Table

__all__ = ["Built", "build", "render"]

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
"""Text stays text, whatever it looks like."""

_MOST_HOLDERS, _MOST_CELLS = 60, 6000
"""Programmes beyond these get no formulas for shares: the workings would be too much to read."""

_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook's time has no zone
"""The same for every workbook, so that the same plan gives the same bytes."""

_NO_PLACES = 6


class Built(NamedTuple):
    """A workbook's file, and where things stand in it.

    ``figures`` are the cells of the tables by table, row and column, ``inputs`` those that may
    be changed, by the figure's name. ``held`` are the cells of the tables that are figures where
    they could be formulas, ``steps`` the engine's figures among the formulas.
    """

    data: bytes
    figures: dict[tuple[str, str, str], Spot]
    inputs: dict[str, Spot]
    held: tuple[Figure, ...]
    steps: tuple[Figure, ...]


def render(results: Results, look: Look) -> bytes:  # noqa: ARG001 - it looks the same everywhere
    """The whole file."""
    return build(results).data


def build(results: Results) -> Built:
    """The workbook, and where its figures stand."""
    return _Builder(results).built()


class _Builder:
    def __init__(self, results: Results) -> None:
        self._results, plan = results, results.plan
        self._plan = plan
        self._say = Say(results.words)
        self._books = Books(plan, results.allocation, results.environments, results.words.language)
        self._tables = [with_live_rows(each, self._books, self._say) for each in results.tables]
        self._largest = plan.unit * max(
            sum(line.total for line in plan.costs), sum(line.total for line in plan.sources)
        )
        self._live = fits(self._largest * 10)
        self._buffer = BytesIO()
        self._workbook = Workbook(self._buffer, _OPTIONS)
        self._names, self._ledger = SheetNames(), Ledger()
        self._styles = self._looks()
        self._figures: dict[tuple[str, str, str], Spot] = {}
        self._steps: list[Figure] = []
        self._holding: list[Figure] = []

    def built(self) -> Built:
        """Write all sheets."""
        plan, say = self._plan, self._say
        input_sheet = self._sheet(say("sheet.inputs"))
        spread = self._sheet(say("sheet.yearly")) if self._live and has_spread(plan) else None
        sheets = [self._sheet(self._name_of(table)) for table in self._tables]
        about = self._sheet(say("sheet.about"))
        workings = self._working_sheets()
        inputs = InputSheet(input_sheet, self._styles, say, self._ledger, live=self._live)
        inputs.write(plan, tuple(sections(plan, say, self._results.environments)))
        checks: list[Check] = []
        if self._live:
            self._enter_plan(spread)
        if self._live and not self._results.environments:
            formula = alike_formula(plan, self._ledger, input_sheet)
            inputs.write_alike(formula, alike=alike(plan))
        if workings is not None:
            worked = self._write_workings(workings, about)
            self._steps += worked.steps
            checks = worked.checks
        for sheet, table in zip(sheets, self._tables, strict=True):
            self._write_table(sheet, table)
        if self._live:
            checks = [*plan_checks(self._books, self._ledger, about, say), *checks]
        off = write_about(
            about, self._account(shared=workings is not None), checks, self._styles, say
        )
        if off is not None:
            inputs.write_status(off, held=bool(self._holding))
        self._finish()
        return Built(
            self._buffer.getvalue(),
            self._figures,
            inputs.spots,
            tuple(self._holding),
            tuple(self._steps),
        )

    def _looks(self) -> Styles:
        decimals = 0 if self._plan.unit.denominator == 1 else 2
        money = money_format(self._largest, decimals, self._say.language)
        units = max(self._largest, self._largest / self._plan.unit)
        whole = money_format(units, 0, self._say.language)
        places = "0" * (self._places() or _NO_PLACES)
        groups = "#,##0" if self._say.language == "en" else "[$-414]#\\ ###\\ ##0"
        exact = f"{groups}.{places}"
        return Styles(self._workbook, money=money, whole=whole, exact=exact)

    def _places(self) -> int | None:
        return places_for((self._largest / self._plan.unit).numerator)

    def _sheet(self, wanted: str) -> Sheet:
        name = self._names.take(wanted)
        worksheet = self._workbook.add_worksheet(name, FastWorksheet)
        worksheet.set_landscape()
        worksheet.set_paper(9)
        worksheet.fit_to_pages(1, 0)
        worksheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        worksheet.set_footer(self._say("page"))
        worksheet.hide_gridlines(2)
        return Sheet(name, worksheet)

    def _name_of(self, table: Table) -> str:
        if table.id.startswith("environment."):
            identifier = table.id.partition(".")[2]
            return next(each.name for each in self._plan.environments if each.id == identifier)
        return self._say(f"sheet.{table.id}")

    def _held(self) -> str:
        """Why what sharing gives stands there as figures; empty where it does not."""
        if not self._live:
            return "about.dead"
        if not _needs_sharing(self._tables):
            return ""
        if self._results.environments:
            return "about.held_selected"
        plan = self._plan
        size = len(plan.environments) + 1
        cells = size * (len(plan.costs) + len(plan.sources)) * len(plan.years)
        large = size > _MOST_HOLDERS or cells > _MOST_CELLS or self._places() is None
        return "about.held_large" if large else ""

    def _working_sheets(self) -> WorkingSheets | None:
        if self._held() or not _needs_sharing(self._tables):
            return None
        awards = None
        if self._plan.grant is not None:
            awards = self._sheet(self._say("sheet.award_workings"))
        shares = self._sheet(self._say("sheet.share_workings"))
        swaps, chains = (self._sheet(self._say(f"sheet.{key}")) for key in ("swaps", "chains"))
        return WorkingSheets(shares, swaps, chains, awards)

    def _enter_plan(self, spread: Sheet | None) -> None:
        """Enter the plan's figures under the names that tables have for them."""
        plan, ledger = self._plan, self._ledger
        enter_years(plan, ledger)
        ledger.enter("breakdown.participants.total", ledger["plan.participants"])
        for each in plan.environments:
            name = f"plan.environments.{each.id}.participants"
            if name in ledger:
                ledger.enter(f"environments.{each.id}.participants", ledger[name])
        if spread is not None:
            writer = SpreadSheet(plan, spread, (self._styles, self._say), ledger)
            writer.write()
            self._steps += writer.steps

    def _write_workings(self, sheets: WorkingSheets, home: Sheet) -> Worked:
        allocation = self._results.allocation
        if allocation is None:
            raise ValueError("tables of what sharing gives need the allocation")
        bench = Bench(
            self._plan,
            allocation,
            self._books,
            self._ledger,
            self._styles,
            self._say,
            self._places() or _NO_PLACES,
        )
        return write_workings(bench, sheets, home)

    def _write_table(self, sheet: Sheet, table: Table) -> None:
        desk = Desk(
            self._ledger,
            self._styles,
            self._say,
            self._books,
            self._places() or _NO_PLACES,
            self._title(),
            self._live,
        )
        writer = TableSheet(desk, sheet, table)
        writer.write(*self._said(sheet, table))
        self._holding += writer.held
        self._figures |= {
            (table.id, row, column): spot for (row, column), spot in writer.spots.items()
        }

    def _title(self) -> str:
        owner = f". {self._plan.owner}" if self._plan.owner else ""
        currency = self._say.words("currency", currency=self._plan.currency)
        return f"{self._plan.name}{owner}. {currency}"

    def _said(
        self, sheet: Sheet, table: Table
    ) -> tuple[dict[str, tuple[str, str]], list[tuple[str, str]]]:
        """Headings and notes of a table, as formulas where an input may change what they say."""
        notes = [("", note) for note in table.notes]
        if table.id != "breakdown" or not self._live:
            return {}, notes
        words, same, headings = self._say.words, alike(self._plan), {}
        if ALIKE not in self._ledger:
            return {}, notes
        at = sheet.at(self._ledger[ALIKE])
        for column in ("environment", "environment_year"):
            said = words(f"column.{column}"), words(f"column.mean_{column}")
            formula = f'IF({at}=1,"{said[0]}","{said[1]}")'
            headings[column] = (formula, said[not same])
        notes = [("", note) for note in self._common_notes()]
        mean = words("note.mean")
        notes.append((f'IF({at}=1,"","{mean}")', "" if same else mean))
        return headings, notes

    def _common_notes(self) -> Iterator[str]:
        """What is common, without the amounts, which may change."""
        sources = {source.id: source.label for source in self._plan.sources}
        for line in self._plan.costs:
            if line.common and line.financed_by is not None:
                source = sources[line.financed_by]
                yield self._say("note.common", label=line.label, source=source)

    def _account(self, *, shared: bool) -> Account:
        plan, unit = self._plan, format_amount(self._plan.unit, self._say.language)
        errors = [finding.message for finding in self._results.findings]
        return Account(
            self._title(),
            self._say("sheet.inputs"),
            f"{unit} {plan.currency}",
            self._places() or _NO_PLACES,
            self._held(),
            self._steps,
            shared,
            plan.notes,
            errors,
        )

    def _finish(self) -> None:
        plan = self._plan
        properties = {"title": plan.name, "author": plan.owner or "", "created": _MADE}
        properties["comments"] = self._say("about.properties")
        self._workbook.set_properties(properties)
        self._workbook.close()


def _needs_sharing(tables: Sequence[Table]) -> bool:
    """Whether any figure of the tables is what sharing gives."""
    return any(
        _shared(cell) for table in tables for row in table.rows for cell in row.cells.values()
    )


def _shared(cell: Cell) -> bool:
    return cell.operation == ENGINE or any(map(_shared, cell.inputs))
