"""The tables that the programme document prints, cell by cell."""

import ast
import csv
from pathlib import Path

import pytest

from industri40.load import read_plan
from industri40.plan.what_if import Asked
from industri40.report.tables import PROGRAMME, ReportTables

ROOT = Path(__file__).parent.parent.parent
PRINTED = sorted((ROOT / "tests" / "data" / "programme").glob("*.csv"))


def figures(path):
    """Every printed figure, as (row, column, figure); a blank is no figure."""
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            row = line.pop("row")
            yield from ((row, column, int(value)) for column, value in line.items() if value)


def test_there_is_something_to_compare():
    assert [path.stem for path in PRINTED] == ["breakdown", "costs", "financing", "phases"]
    assert sum(1 for path in PRINTED for _ in figures(path)) == 90


@pytest.mark.parametrize("path", PRINTED, ids=lambda path: path.stem)
def test_every_printed_figure_comes_out(path, reference):
    table = ReportTables(reference).table(path.stem)
    for row, column, printed in figures(path):
        assert table.by_name()[row][column].amount == printed, (row, column)


@pytest.mark.parametrize("path", PRINTED, ids=lambda path: path.stem)
def test_rows_stand_in_the_order_in_which_they_are_printed(path, reference):
    printed = list(dict.fromkeys(row for row, _, _ in figures(path)))
    shown = [row.id for row in ReportTables(reference).table(path.stem).rows]
    assert [row for row in shown if row in printed] == printed


def test_what_is_rounded_keeps_its_exact_value(reference):
    table = ReportTables(reference).table("breakdown")
    rounded = {
        (row, column): str(cell.exact)
        for row, cells in table.by_name().items()
        for column, cell in cells.items()
        if cell.rounded
    }
    assert rounded == {
        ("participants", "environment_year"): "50/3",
        ("own_effort.hours", "participant"): "39/4",
    }


def test_no_printed_figure_stands_in_the_source():
    printed = {figure for path in PRINTED for _, _, figure in figures(path) if figure > 999}
    printed = {figure for figure in printed if str(figure).strip("0") != "1"}  # limits are such
    numbers = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, int):
                numbers.add(node.value)
    assert numbers, "no number was seen, so nothing was proved"
    assert not printed & numbers


@pytest.mark.parametrize("line", ["county", "company_share", "own_effort"])
def test_a_line_that_is_the_rest_is_what_it_was_in_every_table(line, reference):
    asked = Asked(sets=(f"{line}.rest=true",))
    plan, _ = read_plan(reference.document.text.encode(), reference.file, asked=asked)
    for name in PROGRAMME:
        then, now = (ReportTables(one).table(name).by_name() for one in (plan, reference))
        assert list(then) == list(now)
        for row, cells in now.items():
            assert {key: one.exact for key, one in then[row].items()} == {
                key: one.exact for key, one in cells.items()
            }, row
