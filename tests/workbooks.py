"""Workbooks in tests: their figures by table, row and column, also with an input changed."""

import re
import zipfile
from collections.abc import Mapping
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import openpyxl
from xlsxwriter.utility import xl_rowcol_to_cell

from industri40.engine.allocation import allocate
from industri40.plan.model import Plan
from industri40.render.excel.workbook import Built
from industri40.render.formats import Results
from industri40.report.books import TABLES, Books

__all__ = ["changed", "everything", "expected", "values", "wrong"]

Key = tuple[str, str, str]


def everything(plan: Plan, language: str | None = None) -> Results:
    """All tables of a plan."""
    books = Books(plan, allocate(plan), (), language)
    tables = tuple(table for name in TABLES for table in books.tables(name))
    return Results(plan, tables, books.words, books.allocation)


def expected(plan: Plan) -> dict[Key, Fraction]:
    """What the JSON says of every cell of every table."""
    return {
        (table.id, row.id, column): cell.amount
        for table in everything(plan).tables
        for row in table.rows
        for column, cell in row.cells.items()
    }


def values(built: Built, data: bytes | Path) -> dict[Key, object]:
    """What stands in the cells of a workbook's tables, as it was computed last."""
    source = BytesIO(data) if isinstance(data, bytes) else data
    book = openpyxl.load_workbook(source, data_only=True)
    return {
        key: book[spot.sheet].cell(spot.row + 1, spot.column + 1).value
        for key, spot in built.figures.items()
    }


def wrong(found: Mapping[Key, object], wanted: Mapping[Key, Fraction]) -> dict[Key, object]:
    """The figures that are not as they should be: what is left out in the tables is nothing."""
    off: dict[Key, object] = {key: "missing" for key in wanted if key not in found}
    for key, value in found.items():
        amount = wanted.get(key, Fraction(0))
        number = amount.numerator if amount.denominator == 1 else float(amount)
        if not isinstance(value, (int, float)) or value != number:
            off[key] = (value, amount)
    return off


def changed(built: Built, name: str, value: str) -> bytes:
    """The workbook with another number in one input, and all else as it was."""
    spot = built.inputs[name]
    cell = re.escape(xl_rowcol_to_cell(spot.row, spot.column))
    pattern = re.compile(rf'(<c r="{cell}"[^>]*>)(?:<f>[^<]*</f>)?<v>[^<]*</v>')
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(built.data)) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                text, count = pattern.subn(rf"\g<1><v>{value}</v>", data.decode())
                assert count == 1, name
                data = text.encode()
            new.writestr(entry.filename, data)
    return target.getvalue()
