"""Every command and every format over plans at the edges of the language, and random ones.

No plan that is valid makes the program fail, every format has the figures of the JSON, a run
changes nothing but what it is asked to write, and writes the same however often and in whatever
order it is asked.
"""

import json
import os
import re
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from grids import Shown, grids, sheets
from program import Ran, program
from random_plans import Limits, with_claims, yaml_bytes
from same_figures import (
    apart,
    differences,
    figures_of,
    not_in_workbook,
    not_printed,
    put_together,
    shown_in_workbook,
    wanted_grid,
)
from strategies import fixed_plan

from industri40.engine.allocation import allocate
from industri40.findings.catalogue import RULES
from industri40.load import read_plan
from industri40.plan.what_if import AS_IT_IS, Asked
from industri40.render.registry import FORMATS
from industri40.report.table import Table
from industri40.report.tables import TABLES, ReportTables

ROOT = Path(__file__).parents[1]
EDGES = sorted((ROOT / "tests" / "data" / "edge").glob("*.yaml"))
STARTERS = (ROOT / "src/industri40/plan").glob("starter.*.yaml")
SHIPPED = sorted([*(ROOT / "budgets").rglob("*.yaml"), *STARTERS])
SEEDS = range(5)
_ALONE, _SOME = 2, 5  # another choice of formats for each of the plans
WIDE = {"COLUMNS": "5000"}
"""A terminal in which every row is one line."""


class View(NamedTuple):
    """What is asked for of a plan: options of ``allocate``, the language, which tables, what if."""

    options: tuple[str, ...]
    language: str
    tables: tuple[str, ...] = tuple(TABLES)
    environments: tuple[str, ...] = ()
    asked: Asked = AS_IT_IS

    def arguments(self, form: str) -> tuple[str, ...]:
        """The options for a format: one without tables takes no names of any."""
        chosen = [("--table", name) for name in self.tables if FORMATS["tables"][form].tables]
        ids = [("--environment", one) for one in self.environments]
        what_if = [("--scenario", one) for one in self.asked.scenarios]
        what_if += [("--set", one) for one in self.asked.sets]
        return (*self.options, *chain.from_iterable([*chosen, *ids, *what_if]))


@pytest.fixture(params=[*EDGES, *SHIPPED, *SEEDS], ids=lambda one: getattr(one, "stem", None))
def path(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan in a file of its own, of which the program must leave every byte as it is."""
    monkeypatch.setattr("os.fsync", lambda _: None)  # no power is cut here
    file = tmp_path / "plan.yaml"
    if isinstance(request.param, Path):
        file.write_bytes(request.param.read_bytes())
    else:
        limits = Limits(environments=13 if request.param % 5 == 0 else 4, years=3)
        written = fixed_plan(request.param, balanced=None, limits=limits)
        if request.param % 2:
            written = with_claims(written, Random(request.param))
        file.write_bytes(yaml_bytes(written))
    os.utime(file, ns=(10**18, 10**18))
    return file


def test_everything_works_and_says_the_same(path: Path) -> None:
    before, rng = path.read_bytes(), Random(path.read_bytes())
    language = "en" if re.search(rb"(?m)^language: en", before) else "nb"
    document = look(path, View((), language), rng, alone=True)
    look(path, other_view(path, document, language, rng), rng)
    if rng.random() < 0.3:
        look_side_by_side(path, rng)
    look_for_findings(path, document, rng)
    look_into(path, document, rng)
    assert path.read_bytes() == before
    assert path.stat().st_mtime_ns == 10**18
    assert [one.name for one in path.parent.iterdir() if one.is_file()] == [path.name]


def ran(*arguments: object, **settings: Any) -> Ran:
    """A run that did what it was asked to; findings are no failure."""
    found = program(*arguments, **settings)
    assert found.code in (0, 1), (arguments, found)
    assert "Traceback" not in found.err
    return found


# every format of one view


def look(path: Path, view: View, rng: Random, *, alone: bool = False) -> Any:
    """Write a view in every format and compare what is in it; the JSON.

    ``alone`` writes some formats by themselves too, which has to be the same, and prints it; else
    some formats are left out.
    """
    order = rng.sample(list(FORMATS["tables"]), len(FORMATS["tables"]))
    order = order if alone else list(dict.fromkeys(("json", "csv", *order)))[:_SOME]
    targets = {
        form: path.parent / "out" / f"plan{FORMATS['tables'][form].endings[0]}" for form in order
    }
    targets["json"].parent.mkdir(exist_ok=True)
    outputs = chain.from_iterable(("--output", targets[form]) for form in order)
    code = ran("allocate", path, *view.arguments("json"), *outputs).code
    written = {form: target.read_bytes() for form, target in targets.items()}
    for form in order[:_ALONE] if alone else ():
        one = written_alone(path, view, form)
        assert (one.code, one.out) == (code, written[form]), f"{form}, in the order {order}"
    document = json.loads(written["json"], parse_float=Decimal)
    what_if = {"nb": "Hva om: ", "en": "What if: "}[view.language].encode()
    for form in {"table", "markdown", "html"}.intersection(order):
        assert (what_if in written[form]) == any(view.asked), form
    tables = asked_for(path, view)
    figures = {
        (name, cell["row"], cell["column"]): Shown(
            Fraction(cell["amount"]), Fraction(cell["amount"]) != Fraction(cell["exact"])
        )
        for name, cells in document["tables"].items()
        for cell in cells
    }
    wanted = [wanted_grid(table, figures) for table in tables]
    held = {
        (table.id, row, column)
        for table in tables
        for row, cells in table.by_name().items()
        for column in cells
    }
    assert set(figures) == held
    for form in {"markdown", "html", "docx"}.intersection(order):
        found = grids(form, written[form], view.language)
        found = put_together(found, wanted) if form == "docx" else found
        assert next(differences(found, wanted), None) is None, form
    if alone:
        printed = ran("allocate", path, *view.arguments("table"), env=WIDE).out.decode()
        assert next(not_printed(printed, wanted, view.language), None) is None
    if "xlsx" in order:
        book = sheets(written["xlsx"])
        report = [table for table in tables if shown_in_workbook(table, tables)]
        assert next(not_in_workbook(book, report, figures, view.language), None) is None
    assert next(apart(document, written["csv"], everybody=not view.environments), None) is None
    return document


def written_alone(path: Path, view: View, form: str) -> Ran:
    """What a format is alone; text for people goes to a file, which has no width of its own."""
    arguments = ("allocate", path, *view.arguments(form), "--format", form)
    if form != "table":
        return ran(*arguments)
    target = path.parent / "alone"
    found = ran(*arguments, "--output", target)._replace(out=target.read_bytes())
    target.unlink()
    return found


def asked_for(path: Path, view: View) -> list[Table]:
    """The neutral tables, for what their rows and columns are called."""
    plan, _ = read_plan(path.read_bytes(), path.name, view.language, view.asked)
    report = ReportTables(plan, allocate(plan), view.environments, view.language)
    return [table for name in view.tables for table in report.tables(name)]


def other_view(path: Path, document: Any, language: str, rng: Random) -> View:
    """Some tables in the other language, perhaps of some environments, of a what-if."""
    ids = [one["id"] for one in document["plan"]["environments"]]
    other = "en" if language == "nb" else "nb"
    tables = rng.sample(list(TABLES), rng.randint(1, 3))
    chosen = rng.sample(ids, min(len(ids), 2)) if rng.random() < 0.5 else []
    asked = Asked(names_of(path), () if names_of(path) else ("owner=Et annet fylke",))
    return View(("--lang", other), other, tuple(tables), tuple(chosen), asked)


def names_of(path: Path) -> tuple[str, ...]:
    """One scenario of a plan, if it has any."""
    plan, _ = read_plan(path.read_bytes(), path.name)
    return tuple(one.id for one in plan.scenarios[:1])


def look_side_by_side(path: Path, rng: Random) -> None:
    """The plan beside its scenarios, or beside itself, in every format: all say the same rows."""
    folder = path.parent / "out"
    outputs = {form: folder / f"all{one.endings[0]}" for form, one in FORMATS["scenarios"].items()}
    options = chain.from_iterable(("-o", outputs[form]) for form in rng.sample(list(outputs), 5))
    ran("allocate", path, "--compare", "--set", "notes=[]", *options)
    figures = json.loads(outputs["json"].read_bytes(), parse_float=Decimal)["figures"]
    lines = outputs["csv"].read_text("utf-8").splitlines()[1:]
    assert [line.split(",")[:2] for line in lines] == [
        [one["row"], one["column"]] for one in figures
    ]
    printed = outputs["markdown"].read_text("utf-8").splitlines()
    assert sum(line.startswith("| ") for line in printed) > len({one["row"] for one in figures})


# check and explain


def look_for_findings(path: Path, document: Any, rng: Random) -> None:
    """Some reports, strict or not, and what its exit code means; one of them twice."""
    severities = {one["severity"] for one in document["findings"]}
    some = rng.sample(list(FORMATS["findings"]), 4)
    again = rng.choice(some)
    for form in some:
        strict = rng.random() < 0.5
        arguments = ("check", path, "--format", form, *(["--strict"] if strict else []))
        first = ran(*arguments)
        assert form != again or first == ran(*arguments)
        if form == "json":
            found = {one["severity"] for one in json.loads(first.out)["findings"]}
            assert found <= severities
            assert first.code == int(bool(found) if strict else "error" in found)


def look_into(path: Path, document: Any, rng: Random) -> None:
    """Figures of the JSON are explained with just their values."""
    figures = dict(figures_of(document)) | {
        f"{table}:{cell['row']}:{cell['column']}": Fraction(cell["amount"])
        for table, cells in document["tables"].items()
        for cell in cells
    }
    names = rng.sample(sorted(figures), min(len(figures), 2))
    for name in names:
        steps = json.loads(ran("explain", path, name, "--format", "json").out, parse_float=Decimal)
        assert Fraction(steps["steps"][0]["amount"]) == figures[name], name
    assert ran("explain", path, names[0]).out


COMMANDS = [("schema",), ("init", "-"), ("rule",), *(("rule", code) for code in RULES)]


@pytest.mark.parametrize("command", COMMANDS, ids="-".join)
def test_what_needs_no_plan_says_the_same_twice(command: tuple[str, ...]) -> None:
    first = ran(*command)
    assert first.out
    assert first == ran(*command)
