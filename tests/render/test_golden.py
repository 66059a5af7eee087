"""How everything looks: files to be read, and compared byte for byte (tests/conftest.py)."""

import pytest

from industri40.render.common.results import Results, TextOptions
from industri40.render.registry import FORMATS, format_of, renderer
from industri40.report.tables import TABLES, ReportTables


def written(plan, allocation, language, form, columns=80):
    report = ReportTables(plan, allocation, language=language)
    tables = tuple(table for name in TABLES for table in report.tables(name))
    checked = ("balance", "shares", "stated") if plan.stated else ("balance", "shares")
    results = Results(report, tables, (), checked)
    return renderer("tables", form)(results, TextOptions(columns))


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("which", ["reference", "unlike"])
def test_tables(which, language, golden, request):
    plan = request.getfixturevalue(which)
    allocation = request.getfixturevalue(f"shared_{which}")
    golden(f"{which}.{language}.txt", written(plan, allocation, language, "table"))


def test_tables_in_a_wide_terminal(golden, unlike, shared_unlike):
    golden("unlike.nb.120.txt", written(unlike, shared_unlike, "nb", "table", 120))


@pytest.mark.parametrize("form", ["json", "csv"])
def test_files(form, golden, unlike, shared_unlike):
    golden(f"unlike.{form}", written(unlike, shared_unlike, "nb", form))


def test_every_format_is_found_by_its_endings_and_writes_something(unlike, shared_unlike):
    endings = [(ending, name) for name, one in FORMATS["tables"].items() for ending in one.endings]
    assert len(dict(endings)) == len(endings) >= len(FORMATS["tables"])
    for ending, name in endings:
        assert (
            format_of("tables", f"a.b{ending}") == format_of("tables", f"A{ending.upper()}") == name
        )
    for name in FORMATS["tables"]:
        assert written(unlike, shared_unlike, "nb", name)
    assert format_of("tables", "a.odt") is format_of("tables", "json") is None
