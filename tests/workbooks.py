"""Workbooks in tests: their figures by name, also with inputs changed."""

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from html import escape
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import openpyxl
from xlsxwriter.utility import xl_rowcol_to_cell

from industri40.engine.allocation import allocate
from industri40.engine.keys import UNALLOCATED
from industri40.plan.inputs import Inputs
from industri40.plan.model import Plan
from industri40.render.common.results import Results
from industri40.render.excel.context import Texts
from industri40.render.excel.inputs import sections
from industri40.render.excel.sheets import Spot
from industri40.render.excel.workbook import Book
from industri40.report.table import printed
from industri40.report.tables import TABLES, ReportTables

__all__ = [
    "Built",
    "adds_up",
    "build",
    "changed",
    "changed_inputs",
    "everything",
    "expected",
    "expected_shares",
    "shares",
    "values",
    "wrong",
]

Key = tuple[str, str, str]

SHARED = ("shares.", "awards.", "frames.", "participants.")
"""The names of what sharing gives begin so."""


class Built(NamedTuple):
    """A workbook's file, and where things stand in it.

    ``figures`` are the cells of the tables by table, row and column, ``inputs`` those that may be
    changed and ``shares`` those of what sharing gives, by the figure's name. ``held`` are the cells
    of the tables that are figures where they could be formulas, ``corrections`` the figures by
    which formulas are corrected. ``choice`` is the cell in which an environment is chosen.
    """

    data: bytes
    figures: dict[Key, Spot]
    inputs: dict[str, Spot]
    held: tuple[Spot, ...]
    corrections: tuple[Spot, ...]
    shares: dict[str, Spot]
    choice: Spot | None


def build(results: Results) -> Built:
    book = Book(results)
    data = book.file()
    figures = {
        (each.table.id, printed(row), printed(column)): spot
        for each in book.tables
        for (row, column), spot in each.spots.items()
    }
    held = tuple(figure for each in book.tables for figure in each.held)
    cells = book.context.cells.items()
    shares = {name: one for name, one in cells if name.startswith(SHARED)}
    corrections = tuple(book.context.corrections)
    return Built(data, figures, book.inputs, held, corrections, shares, book.choice)


def everything(
    plan: Plan,
    language: str | None = None,
    allocation: object = None,
    environments: tuple[str, ...] = (),
) -> Results:
    """All tables of a plan, or of some of its environments."""
    report = ReportTables(plan, allocation or allocate(plan), environments, language)
    tables = tuple(table for name in TABLES for table in report.tables(name))
    return Results(report, tables)


def expected(
    plan: Plan, built: Built | None = None, results: Results | None = None
) -> dict[Key, Fraction]:
    """What the JSON says of every cell of every table.

    Of the tables of environments only the one that a workbook shows, where one is chosen.
    """
    shown = {table for table, _, _ in built.figures} if built and built.choice else None
    return {
        (table.id, row, column): cell.amount
        for table in (results or everything(plan)).tables
        if shown is None or table.id in shown
        for row, cells in table.by_name().items()
        for column, cell in cells.items()
    }


def expected_shares(plan: Plan, allocation: object = None) -> dict[str, Fraction]:
    """What sharing gives, by the names that figures have."""
    return dict(_shares(plan, allocation or allocate(plan)))


def _shares(plan: Plan, allocation) -> Iterator[tuple[str, Fraction]]:
    for line in (*(cost for cost in plan.costs if not cost.common), *plan.sources):
        for holder in allocation.holders:
            amounts = allocation.amounts(line.id, holder)
            for year, amount in zip(plan.years, amounts, strict=True):
                yield f"shares.{line.id}.{holder}.{year}", plan.unit * amount
    for award in allocation.awards:
        yield f"awards.{award.phase}.{award.environment}", plan.unit * award.amount
    for frame in allocation.frames:
        for part in ("frame", "given_back", "leftover", "carried", "returned"):
            yield f"frames.{frame.phase}.{part}", plan.unit * getattr(frame, part)
    for holder, schedule in allocation.schedule.items():
        for year, number in zip(plan.years, schedule, strict=True):
            yield f"participants.{holder}.{year}", Fraction(number)


def values(built: Built, data: bytes | Path) -> dict[Key, object]:
    """What stands in the cells of a workbook's tables, as it was computed last."""
    return _read(built.figures, data)


def shares(built: Built, data: bytes | Path) -> dict[str, object]:
    """What stands in the cells of what sharing gives, by the figures' names."""
    return _read(built.shares, data)


def _read(spots, data: bytes | Path):
    """The values of cells; read row by row, which is fast, and each sheet once."""
    source = BytesIO(data) if isinstance(data, bytes) else data
    book = openpyxl.load_workbook(source, data_only=True, read_only=True)
    sheets = defaultdict(list)
    for key, spot in spots.items():
        sheets[spot.sheet].append((key, spot))
    found = {}
    for name, wanted in sheets.items():
        rows = list(book[name].iter_rows(values_only=True))
        for key, spot in wanted:
            row = rows[spot.row] if spot.row < len(rows) else ()
            found[key] = row[spot.column] if spot.column < len(row) else None
    book.close()
    return found


def wrong(found: Mapping, wanted: Mapping[object, Fraction], near: Fraction = Fraction(0)) -> dict:
    """The figures that are not as they should be: what is left out in the tables is nothing.

    Those that are within ``near`` of it are right too.
    """
    off: dict = {key: "missing" for key in wanted if key not in found}
    for key, value in found.items():
        amount = wanted.get(key, Fraction(0))
        number = amount.numerator if amount.denominator == 1 else float(amount)
        fine = isinstance(value, (int, float)) and value == number
        if near and isinstance(value, (int, float)):
            fine = abs(Fraction(value) - amount) <= near + Fraction(1, 1000)
        if not fine:
            off[key] = (value, amount)
    return off


def changed_inputs(plan: Plan, other: Plan) -> dict[str, Fraction]:
    """The inputs of another plan of the same shape that are not as in this one, by name."""
    before, after = (
        {
            entry.name: entry.value
            for _, entries in sections(each, Inputs(each), Texts("nb"))
            for entry in entries
            if entry.value is not None and not entry.derived and not entry.fixed
        }
        for each in (plan, other)
    )
    assert set(before) == set(after), "the plans are not of one shape"
    return {name: value for name, value in after.items() if value != before[name]}


def changed(built: Built, inputs: Mapping[str, object], choice: str = "") -> bytes:
    """The workbook with other numbers in some inputs, and all else as it was.

    ``choice`` is the name of another environment to choose, as it stands in the list.
    """
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(built.data)) as old, zipfile.ZipFile(target, "w") as new:
        sheets = re.findall(r'<sheet name="([^"]*)"', old.read("xl/workbook.xml").decode())
        chosen = sheets.index(built.choice.sheet) + 1 if choice else 0
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                text = data.decode()
                for name, value in inputs.items():
                    text = _with(text, built.inputs[name], f"<v>{value}</v>")
                data = text.encode()
            if entry.filename == f"xl/worksheets/sheet{chosen}.xml":
                said = f"<is><t>{escape(choice)}</t></is>"
                data = _with(data.decode(), built.choice, said, ' t="inlineStr"').encode()
            new.writestr(entry.filename, data)
    return target.getvalue()


def _with(text: str, spot, value: str, kind: str = "") -> str:
    """A sheet's text with something else in one cell."""
    cell = re.escape(xl_rowcol_to_cell(spot.row, spot.column))
    pattern = re.compile(rf'(<c r="{cell}"[^>]*?)(?: t="s")?>(?:<f>[^<]*</f>)?<v>[^<]*</v>')
    text, count = pattern.subn(lambda match: f"{match[1]}{kind}>{value}", text)
    assert count == 1, spot
    return text


def adds_up(
    plan: Plan, found: Mapping[str, float], tables: Mapping[Key, float], *, balanced: bool
) -> Iterator[str]:
    """What does not add up in a workbook, by what it has as shares and as the plan's lines."""
    costs = {cost.id for cost in plan.costs if not cost.common}
    paid = {source.id for source in plan.sources}
    holders = [*(each.id for each in plan.environments), UNALLOCATED]
    for year in map(str, plan.years):
        for line in (*costs, *paid):
            own = [found[f"shares.{line}.{holder}.{year}"] for holder in holders]
            common = [each.id for each in plan.costs if each.financed_by == line]
            total = sum(own) + sum(tables["costs", each, year] for each in common)
            wanted = tables["costs" if line in costs else "financing", line, year]
            if abs(total - wanted) > _NOISE:
                yield f"{line} {year}: {total} of {wanted}"
            if min(own) < -_NOISE:
                yield f"{line} {year}: below zero"
        for holder in holders if balanced else ():
            money, spent = (
                sum(found[f"shares.{line}.{holder}.{year}"] for line in lines)
                for lines in (paid, costs)
            )
            if abs(money - spent) > _NOISE:
                yield f"{holder} {year}: {spent} of {money}"
    yield from _awards_off(plan, found)


def _awards_off(plan: Plan, found: Mapping[str, float]) -> Iterator[str]:
    """Awards beyond their bounds, unless these are decided, and where they are not the grant."""
    for phase in plan.phases if plan.grant else ():
        for each in phase.key.weights if not phase.awarded else ():
            amount = found[f"awards.{phase.id}.{each}"]
            ceiling, floor = phase.ceiling_of(each), phase.floor_of(each) or 0
            most = float("inf") if ceiling is None else float(plan.unit * ceiling)
            if not min(float(plan.unit * floor), most) - _NOISE < amount < most + _NOISE:
                yield f"awards.{phase.id}.{each}: {amount} of {floor} to {ceiling}"
    for each in plan.environments if plan.grant else ():
        awards = sum(
            found[f"awards.{phase.id}.{each.id}"]
            - float(plan.unit * phase.returned.get(each.id, 0))
            for phase in plan.phases
        )
        grant = sum(found[f"shares.{plan.grant}.{each.id}.{year}"] for year in plan.years)
        if abs(awards - grant) > _NOISE:
            yield f"{each.id}: {grant} of {awards} awarded"


_NOISE = 0.001
