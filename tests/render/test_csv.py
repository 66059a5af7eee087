"""The shares as CSV."""

import csv
import io

import pytest

from industri40.render.common.results import Results, TextOptions
from industri40.render.data.shares_csv import field
from industri40.render.registry import renderer
from industri40.report.tables import ReportTables


def written(plan, allocation, environments=()):
    report = ReportTables(plan, allocation, environments)
    return renderer("tables", "csv")(Results(report, ()), TextOptions())


def test_every_share_under_its_header(unlike, shared_unlike):
    rows = list(csv.DictReader(io.StringIO(written(unlike, shared_unlike), newline="")))
    assert list(rows[0]) == ["side", "line", "environment", "year", "amount"]
    read = [
        (row["side"], row["line"], row["environment"], int(row["year"]), int(row["amount"]))
        for row in rows
    ]
    assert read == list(shared_unlike.shares())


def test_lines_end_as_on_unix(unlike, shared_unlike):
    text = written(unlike, shared_unlike)
    assert "\r" not in text
    assert text.startswith("side,line,environment,year,amount\n")
    assert text.endswith("\n")


def test_only_some_environments(unlike, shared_unlike):
    text = written(unlike, shared_unlike, ("ost",))
    assert {line.split(",")[2] for line in text.splitlines()[1:]} == {"ost"}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_is_never_a_formula(start):
    [[read]] = csv.reader(io.StringIO(field(f"{start}1+1") + "\n", newline=""))
    assert read == f"'{start}1+1"


@pytest.mark.parametrize("text", ["plain", "a,b", 'say "so"', "two\nlines", "a\r\nb", "søk 東"])
def test_a_text_is_read_back_as_it_was(text):
    assert list(csv.reader(io.StringIO(field(text) + "\n", newline=""))) == [[text]]
