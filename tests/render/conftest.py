"""Plans and results that the tests of every format look at."""

from collections.abc import Callable
from pathlib import Path

import pytest

from industri40.engine.allocation import allocate
from industri40.load import load_plan
from industri40.plan.model import Plan
from industri40.render.common.results import Results
from industri40.report.tables import TABLES, ReportTables

NASTY = (
    "=1+1",
    "+47 73 00 00 00",
    "-rest-",
    "@naboer",
    "<b>fet</b>",
    "<img src=x onerror=alert(1)>",
    "</td></table><script>alert(1)</script>",
    "a|b || c\\|d",
    "[red]a[/red] [x](http://a.no) ![y](z)",
    "*a* _b_ __c__ ~d~ ~~e~~ `f` ``g``",
    "# h #1 !2 $3$ %4 &amp; &5 ~x GH-6",
    ":smile: :+1: {+ny+} {-gammel-}",
    "https://a.no www.b.no c@d.no",
    "1. punkt",
    "{{ 7 * 7 }} {% if %} {# x #}",
    "\"'><svg/onload=alert(1)>",
    "Blåbær & «Ørret» ≈ ½ 東京",
    "{{ 'a' }}\\",
)
"""Names that one format or another would take for something else."""


@pytest.fixture(scope="session")
def uneven() -> Plan:
    """A plan in which nothing divides evenly."""
    plans = Path(__file__).parent.parent / "data" / "plans"
    return load_plan(str(plans / "uneven.yaml"))


@pytest.fixture(scope="session")
def decided() -> Plan:
    """A plan with groups of participants, and awards that are decided or came back."""
    plans = Path(__file__).parent.parent / "data" / "edge"
    return load_plan(str(plans / "decided-awards.yaml"))


@pytest.fixture(scope="session")
def twelve() -> Plan:
    """A plan of twelve environments with long names."""
    return load_plan(str(Path(__file__).parent.parent / "data" / "plans" / "twelve.yaml"))


@pytest.fixture(scope="session")
def nasty(plan_of: Callable[[str], Plan]) -> Plan:
    """A plan in which every text is one of NASTY, in turn."""
    texts = [name.replace("'", "''") for name in NASTY]

    def text(number: int) -> str:
        return f"'{texts[number % len(texts)]}'"

    environments = "\n".join(f"  e{n}: {{name: {text(n)}}}" for n in range(len(texts)))
    costs = "\n".join(f"  c{n}: {{label: {text(n)}, yearly: 180}}" for n in range(len(texts)))
    sources = "\n".join(
        f"  s{n}: {{label: {text(n)}, yearly: 180, status: indicated}}"
        for n in range(1, len(texts))
    )
    notes = "\n".join(f"  - {text(n)}" for n in range(len(texts)))
    return plan_of(f"""
name: {text(5)}
owner: {text(6)}
currency: NOK
years: [2030, 2031]
participants: 90
environments:
{environments}
costs:
{costs}
financing:
  s0: {{label: {text(0)}, yearly: 180}}
  group:
    label: {text(15)}
    sources:
{chr(10).join("    " + line for line in sources.splitlines())}
grant: s0
phases:
  p1: {{label: {text(7)}, share: 1/2, cap: 11}}
  p2: {{label: {text(14)}, share: 1/2}}
notes:
{notes}
""")


@pytest.fixture(scope="session")
def results_of() -> Callable[..., Results]:
    """Everything that there is to write of a plan: all its tables unless some are named."""

    def make(plan: Plan, *names: str, language: str | None = None, **more: object) -> Results:
        allocation = allocate(plan)
        report = ReportTables(plan, allocation, more.pop("environments", ()), language)
        tables = tuple(table for name in names or TABLES for table in report.tables(name))
        return Results(report, tables, **more)

    return make
