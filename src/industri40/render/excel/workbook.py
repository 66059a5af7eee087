"""The workbook: sheets in order, the looks, and what is written on which of them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from fractions import Fraction
from io import BytesIO
from itertools import groupby

from xlsxwriter.workbook import Workbook

from industri40.plan.inputs import Inputs, path_of
from industri40.render.common.remarks import conclusion
from industri40.render.common.results import Results, TextOptions
from industri40.render.excel.about import Check, plan_checks, write_about
from industri40.render.excel.cell_index import CellIndex
from industri40.render.excel.chooser import MOST_SHEETS, write_chooser
from industri40.render.excel.context import SheetContext, Texts
from industri40.render.excel.input_sheet import AS_PLANNED, InputSheet
from industri40.render.excel.inputs import member_names, number_of, sections
from industri40.render.excel.shares.awards import AwardSheet
from industri40.render.excel.shares.costs import CostSheet
from industri40.render.excel.shares.sources import SourceSheet
from industri40.render.excel.sheets import FastWorksheet, Sheet, SheetNames, Spot, cell_names
from industri40.render.excel.styles import Styles, money_format
from industri40.render.excel.tables import Said, TableSheet
from industri40.render.excel.terms import Term, fits, places_for, total
from industri40.render.excel.year_sheet import YearSheet, enter_years, made
from industri40.report.awards import award_cells
from industri40.report.environment import table_of
from industri40.report.figures import ENGINE
from industri40.report.limits import ROOM, title
from industri40.report.lines import shared_units
from industri40.report.shared import alike
from industri40.report.table import Table, made_of
from industri40.report.tables import LIMITS

# text stays text, whatever it looks like
_OPTIONS = dict.fromkeys(("strings_to_formulas", "strings_to_numbers", "strings_to_urls"), False)
_ONE = "environment"  # what the key of a table of one environment begins with
_HEADROOM = 10  # so many times the plan's amounts can be typed before digits are lost
# so many lines of a side a formula has room for, and a sheet of them times their years
_MOST_LINES, _MOST_COLUMNS = 90, 3000
_FEWEST_PLACES, _SHOWN_PLACES = 2, 4
# the same for every workbook, so that the same plan gives the same bytes
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook's time has no zone


def render(results: Results, _options: TextOptions) -> bytes:
    """The whole file."""
    return Book(results).file()


class Book:
    """A workbook in the making, and where things stand in it.

    ``context`` has the cells of all figures, ``tables`` those of each table. ``inputs`` are the
    cells that may be changed, by the figure's name. ``choice`` is the cell in which an environment
    is chosen, if there is one.
    """

    def __init__(self, results: Results) -> None:
        self._results, self._plan, what_ifs = results, results.plan, results.what_ifs
        self._texts, plan = Texts(results.words.language), results.plan
        self._report = results.report.with_every()
        largest = max(sum(line.total for line in side) for side in (plan.costs, plan.sources))
        self._largest = max(largest * plan.unit, Fraction(largest))
        lines = max(len(plan.costs), len(plan.sources))
        room = lines <= _MOST_LINES and lines * (len(plan.years) + 1) <= _MOST_COLUMNS
        self._buffer = BytesIO()
        self._workbook = Workbook(self._buffer, {**_OPTIONS, "in_memory": True})
        self._names, self._styles = SheetNames(), self._looks(plan.unit * largest)
        self.context = SheetContext(
            CellIndex(),
            self._texts,
            self._report,
            Inputs(plan),
            max(_FEWEST_PLACES, places_for(int(plan.unit * largest))),
            ". ".join((plan.name, results.about.rstrip("."), *(one.title for one in what_ifs))),
            fits(self._largest * _HEADROOM) and room,
            [],
        )
        self._held = ""  # why what sharing gives stands as figures, by the text's key
        if not self.context.live:
            self._held = "dead"
        elif self._report.selected and _needs_sharing(results.tables):
            self._held = "held_selected"
        self._chosen = ""
        self._all = list(self._all_tables())
        self.tables: list[TableSheet] = []
        self.inputs: dict[str, Spot] = {}
        self.choice: Spot | None = None
        self._workings: list[str] = []

    def _all_tables(self) -> Iterator[Table]:
        """The tables with all that they may come to need; one for many environments alike."""
        single = [table.id for table in self._results.tables if table.key[0] == _ONE]
        if len(single) > MOST_SHEETS and not self._held:
            self._chosen = single[0]
        for one in self._results.tables:
            if one.id == self._chosen:
                yield self._any_environment(one.key[1])
            elif not (self._chosen and one.id in single):
                live = self._report.tables(one.key[0])
                yield next(each for each in live if each.key == one.key)

    def _any_environment(self, environment: str) -> Table:
        """The table of an environment, with a row for every phase that there is."""
        plan, report = self._plan, self._report
        nothing = {
            (phase.id, *part): shared_units(report, ("awards", phase.id, environment, *part), 0)
            for phase in plan.phases
            for part in ((), ("returned",))
            if phase.returned or not part
        }
        one = next(each for each in plan.environments if each.id == environment)
        return table_of(report, one, {**nothing, **award_cells(report)[environment]})

    def file(self) -> bytes:
        """The whole file, when all sheets are written."""
        plan, texts, context = self._plan, self._texts, self.context
        input_sheet = self._sheet(texts("sheet.inputs"))
        sheets = [self._sheet(self._name_of(table)) for table in self._all]
        about = self._sheet(texts("sheet.about"))
        inputs = InputSheet(input_sheet, context)
        self.inputs = inputs.spots
        inputs.write(plan, sections(plan, context.inputs, texts, self._results.report.selected))
        for name, figure in cell_names(self.inputs).items():
            self._workbook.define_name(name, f"={about.fixed(self.inputs[figure])}")
        if context.live:
            self._enter_plan()
        shared = not self._held and _needs_sharing(self._all)
        checks = tuple(self._share(about)) if shared else ()
        self._computed = CellIndex(context.cells)
        for sheet, table in zip(sheets, self._all, strict=True):
            self._write_table(sheet, table)
        if context.live:
            checks = (*plan_checks(context, about), *checks, *self._limit_checks(about))
        found = [f"{one.code} {one.place}: {one.message}" for one in self._results.findings]
        said = {one.title: one.changes for one in self._results.what_ifs} | {
            texts("findings"): found
        }
        off = write_about(about, context, checks, said, self._held, shared=shared)
        if found and (remark := conclusion(self._results)):
            inputs.write_found(remark, about.name)
        if off is not None:
            inputs.write_status(off, held=any(each.held for each in self.tables))
        told = {"title": plan.name, "author": plan.owner or "", "created": _MADE}
        self._workbook.set_properties(told | {"comments": texts("about.properties")})
        self._workbook.close()
        return self._buffer.getvalue()

    def _looks(self, largest: Fraction) -> Styles:
        texts, decimals = self._texts, 0 if self._plan.unit.denominator == 1 else 2
        groups = "#,##0" if texts.language == "en" else "[$-414]#\\ ###\\ ##0"
        formats = {
            "money": money_format(largest, decimals, texts.language),
            "whole": money_format(self._largest, 0, texts.language),
            "hours": "0.00" if texts.language == "en" else "[$-414]0.00",
            "exact": f"{groups}.{'0' * _SHOWN_PLACES}",
            "yes": f'"{texts("yes")}";;"{texts("no")}"',
        }
        return Styles(self._workbook, formats)

    def _sheet(self, wanted: str) -> Sheet:
        name = self._names.take(wanted)
        worksheet = self._workbook.add_worksheet(name, FastWorksheet)
        worksheet.set_landscape()
        worksheet.set_paper(9)
        worksheet.fit_to_pages(1, 0)
        worksheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        worksheet.set_footer(self._texts("page"))
        worksheet.hide_gridlines(2)
        return Sheet(name, worksheet, self._styles)

    def _name_of(self, table: Table) -> str:
        if table.key[0] != _ONE:
            return self._texts(f"sheet.{table.id}")
        if table.id == self._chosen:
            return self._texts("sheet.environment")
        return next(each.name for each in self._plan.environments if each.id == table.key[1])

    def _enter_plan(self) -> None:
        """Enter the plan's figures under the names that tables have for them."""
        plan, cells = self._plan, self.context.cells
        enter_years(self.context)
        for source in plan.sources:
            if source.hourly_rate is not None:
                name = ".".join(("plan", *path_of(source), "hourly_rate"))
                cells[f"plan.{source.id}.hourly_rate"] = cells[name]
        groups = ["", *(group.id for group in plan.participant_groups)]
        for group in groups if plan.participants is not None else ():
            whole = f"participants.{group}" if group else "participants"
            cells[f"plan.{whole}"] = cells[f"breakdown.{whole}.total"] = cells[number_of(group)]
            for name in member_names(plan, group):
                if name in cells:
                    cells[name.removeprefix("plan.")] = cells[name]
        if any(made(plan, every=True)):
            YearSheet(self.context, self._sheet(self._texts("sheet.yearly"))).write()

    def _share(self, home: Sheet) -> Iterator[Check]:
        """Write the sheets that share out, as they need each other; their checks, for ``home``."""
        texts, context = self._texts, self.context
        kinds = ("award", "source", "cost") if self._plan.grant else ("source", "cost")
        *before, for_sources, for_costs = (
            self._sheet(texts(f"sheet.{kind}_workings")) for kind in kinds
        )
        self._workings = [sheet.name for sheet in (*before, for_sources, for_costs)]
        awards = AwardSheet(context, before[0]) if before else None
        if awards is not None:
            awards.write()
        sources = SourceSheet(context, for_sources, awards)
        sources.write()
        costs = CostSheet(context, for_costs, sources)
        costs.write()
        off = sources.off_by(home) + costs.off_by(home)
        yield texts("check.lines"), off.rounded(2)
        yield texts("check.environments"), costs.gap_check(home)
        below = sources.negative(sources.least, home) + costs.negative(costs.least, home)
        yield texts("check.negative"), below
        if kept := [each for each in (sources, costs) if each.checked]:
            yield texts("check.short"), total(each.beyond(home) for each in kept)
        if awards is not None:
            yield texts("check.frames"), awards.off_by(home).rounded(2)
            bounds = awards.negative(awards.least, home) + awards.beyond(home)
            yield texts("check.ceilings"), bounds + awards.negative(awards.left, home)

    def _limit_checks(self, home: Sheet) -> Iterator[Check]:
        """How often each limit is not kept, where the table of them is written."""
        for written in self.tables:
            rows = written.table.rows if written.table.key == (LIMITS,) else ()
            for limit, members in groupby(rows, key=lambda row: row.key[0]):
                rooms = {written.spots[row.key, ROOM]: row.cells[ROOM].amount for row in members}
                off = sum(room < 0 for room in rooms.values())
                term = Term(f'COUNTIF({home.span(list(rooms))},"<0")', off)
                label = title(self._plan, self._texts, limit)
                yield self._texts("check.limit", label=label), term

    def _write_table(self, sheet: Sheet, table: Table) -> None:
        if table.id == self._chosen:
            context = self.context._replace(cells=self._computed)
            writer, self.choice = write_chooser(context, sheet, table, self._workings)
        else:
            writer = TableSheet(self.context, sheet, table)
            writer.write(self._headings(sheet, table))
        self.tables.append(writer)

    def _headings(self, sheet: Sheet, table: Table) -> dict[str, Said]:
        """Headings of a table by formulas, where an input may change what they say.

        After a change environments may differ, and a mean is right in any case.
        """
        texts, headings = self._texts, {}
        if self.context.live and table.id == "breakdown" and alike(self._plan):
            at = sheet.at(self.context.cells[AS_PLANNED])
            for column in ("environment", "environment_year"):
                said, mean = texts(f"column.{column}"), texts(f"column.mean_{column}")
                headings[column] = said, f'IF({at}=1,"{said}","{mean}")'
        return headings


def _needs_sharing(tables: Sequence[Table]) -> bool:
    """Whether any figure of the tables is what sharing gives."""
    cells = (cell for table in tables for row in table.rows for cell in row.cells.values())
    return any(part.operation == ENGINE for part in made_of(cells))
