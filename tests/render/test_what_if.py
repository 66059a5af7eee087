"""A what-if stands below the heading in every format for people: its name, each input, from, to."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from workbooks import build, everything

from industri40.engine.allocation import allocate
from industri40.explain.trace import explain
from industri40.load import read_plan
from industri40.plan.model import Plan
from industri40.plan.what_if import Asked
from industri40.render.common.results import Results, TextOptions
from industri40.render.excel.inputs import key_names
from industri40.render.registry import FORMATS, renderer
from industri40.report.case import Case
from industri40.report.tables import ReportTables

SCENARIOS = """
scenarios:
  fewer:
    label: Færre | <b>og</b> dyrere
    set: {participants: 320, phases.introduction.floor: 300 000, specialisation.share: 0.25,
      introduction.share: 3/4}
    unset: [limits]
limits: {grant_share_at_most: 50 %}
"""
SAID = [
    "Antall bedrifter (participants): 400 → 320",
    "INTRODUKSJON (introduction.floor): (ingenting) → 300 000",
    "SPESIALISERING (specialisation.share): 1/3 → 0.25",
    "INTRODUKSJON (introduction.share): 2/3 → 3/4",
    "limits: {grant_share_at_most: 50 %} → (ingenting)",
    "Trøndelag fylkeskommune (county.yearly): 1 500 000 → 1 485 000",
    "Egeninnsats bedriftene (own_effort.shared_by): participants → weights",
]


@pytest.fixture(scope="module")
def changed(reference: Plan) -> Plan:
    asked = Asked(("fewer",), ("county.yearly=-1 %", "own_effort.shared_by=weights"))
    plan, findings = read_plan(
        reference.document.text.encode() + SCENARIOS.encode(), "plan.yaml", asked=asked
    )
    assert plan, findings
    return plan


def results_of(plan: Plan) -> Results:
    report = ReportTables(plan, allocate(plan))
    return Results(report, report.tables("costs"))


def plain(written: str | bytes) -> str:
    """All text of a file, in whatever it is packed."""
    if isinstance(written, str):
        return written
    with ZipFile(BytesIO(written)) as packed:
        return "".join(packed.read(name).decode() for name in packed.namelist() if "xml" in name)


@pytest.mark.parametrize(
    "form", [name for name in FORMATS["tables"] if name not in ("json", "csv")]
)
def test_every_format_for_people_says_it_below_the_heading(form: str, changed: Plan) -> None:
    text = plain(renderer("tables", form)(results_of(changed), TextOptions(200)))
    # neither marks of a format nor the spaces that hold a figure together count
    bare = re.sub(r"[\\\xa0 ]|&emsp;", "", text)
    for said in ["Hva om: Færre", *SAID]:
        assert said.replace(" ", "") in bare, said
    assert "<b>og" not in text or form == "table"
    if form in ("table", "markdown"):
        assert bare.index("(county.yearly)") < bare.index("Kostnadsbudsjett")
    if form == "xlsx":  # and a sheet that is printed alone says whose figures these are
        assert bare.count("Hvaom:Færre") == 3


def test_an_arrow_is_plain_where_it_has_to_be(changed: Plan) -> None:
    text = renderer("tables", "table")(results_of(changed), TextOptions(200, "latin-1"))
    assert "(participants): 400 -> 320" in text


def test_what_is_long_is_cut_and_what_is_many_is_counted(reference: Plan) -> None:
    named = ", ".join(f"environment-{n}: {n}" for n in range(1, 9))
    sets = [f"specialisation.shared_by={{{named}}}", f"notes=[{'x' * 500}]"]
    sets += [f"{line}.label=A" for line in ("county", "own_effort", "own_payment", "mobilisation")]
    sets += [f"{line}.yearly=+0" for line in ("county", "own_effort", "mobilisation")]
    sets += ["name=B", "owner=C", "currency=EUR", "language=en"]
    plan, _ = read_plan(reference.document.text.encode(), "plan.yaml", asked=Asked((), tuple(sets)))
    assert plan
    (found,) = results_of(plan).what_ifs
    assert found.title == "What if: changes to the plan"
    assert len(found.changes) == 11
    assert found.changes[-1] == "and 3 more"
    assert max(map(len, found.changes)) < 200


def test_figures_that_one_option_changes_are_told_apart(reference: Plan) -> None:
    sets = ("specialisation.shared_by.environment-2=2", "costs=+0 %")
    plan, _ = read_plan(reference.document.text.encode(), "plan.yaml", asked=Asked((), sets))
    assert plan
    case = Case(plan)
    names = key_names(case.inputs, plan.phases[1].key)
    assert all(name.endswith(f".shared_by.{each}") for each, name in names.items())
    assert len(names) == len(plan.environments)
    assert explain(case, "costs.mobilisation.2019").written == "1 000 000"


def test_a_workbook_has_the_weights_that_only_a_what_if_speaks_of(changed: Plan) -> None:
    assert "environments.environment-8.weight" in build(everything(changed)).inputs


def test_a_plan_as_it_is_says_nothing(reference: Plan) -> None:
    assert not results_of(reference).what_ifs
