"""Sharing out a plan for ``industri40 allocate``, and writing what is asked for."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from industri40.checks import found_in
from industri40.checks.advice import relaxed
from industri40.cli.choices import Choose
from industri40.cli.progress import waiting
from industri40.cli.reading import read, report_of, tell_findings
from industri40.cli.streams import FINDINGS, OK, Streams
from industri40.cli.writing import TargetError, deliver
from industri40.cli.wrong_use import WrongUseError
from industri40.engine.allocation import Allocation
from industri40.findings.finding import Finding, Severity
from industri40.findings.said import phrase
from industri40.plan.model import Plan, Year
from industri40.plan.what_if import AS_IT_IS, Asked
from industri40.record import replace
from industri40.render.common.results import Results
from industri40.render.registry import FORMATS, renderer
from industri40.report.case import Case
from industri40.report.tables import LIMITS, PROGRAMME, TABLES

_MOST = {"docx": 75_000, "xlsx": 240_000, "json": 700_000, "html": 900_000}
"""The most figures in tables of environments, by format: a figure takes 11 kB in Word."""

_MOST_ELSEWHERE = 1_200_000


class Order(NamedTuple):
    """What is asked for: names of tables, ids of environments, formats with where they go.

    ``notes`` says whether the plan's own are shown, ``choose`` which findings, and ``compare`` that
    the scenarios that are asked for stand side by side.
    """

    path: str
    tables: tuple[str, ...]
    environments: tuple[str, ...]
    outputs: list[tuple[str, str]]
    notes: bool
    choose: Choose
    asked: Asked
    compare: bool


def _insist_on_one_table(order: Order) -> None:
    """See that nothing is asked for which the one table of scenarios does not have."""
    for option, names in (("--table", order.tables), ("--environment", order.environments)):
        if names:
            raise WrongUseError("--compare", "compares_all", option=option)
    for form, _ in order.outputs:
        if form not in FORMATS["scenarios"]:
            known = ", ".join(FORMATS["scenarios"])
            raise WrongUseError("--compare", "compares_in", form=form, known=known)


def run(order: Order, language: str | None, streams: Streams) -> int:
    """Do what is asked for; the exit code. Raises what reading and writing do, WrongUseError."""
    if order.compare:
        _insist_on_one_table(order)
    asked = AS_IT_IS if order.compare else order.asked
    reading = read(order.path, language=language, asked=asked)
    streams.language = reading.language
    understood = reading.plan is not None
    if reading.plan is None:
        findings = order.choose(reading.findings, None)
    elif order.compare:
        from industri40.cli.scenarios import write_scenarios  # few runs compare

        findings, understood = write_scenarios(order, reading.plan, streams)
    else:
        findings = _write(order, reading.plan, streams)
    if findings:
        report = report_of([reading._replace(findings=findings)], language, order.asked)
        tell_findings(report, streams)
    errors = any(finding.severity is Severity.ERROR for finding in findings)
    return FINDINGS if errors or not understood else OK


def _write(order: Order, plan: Plan, streams: Streams) -> tuple[Finding, ...]:
    """Share out the plan, check it, and write everything that is asked for, computed once.

    Gives what is found in the plan and about its shares, as far as it is wanted, sorted by place.
    Files are replaced when all of them are complete, and what is printed is printed. Raises
    TargetError, OutputError, MissingLibraryError, and WrongUseError for an environment that
    the plan does not have.
    """
    forms = {form: renderer("tables", form) for form, _ in order.outputs}  # all that there are
    _insist_on_environments(order, plan)
    if not order.notes:
        plan = replace(plan, notes=())
    for form in forms:
        insist_on_room(plan, form, _names(form, order), order.environments)
    with waiting("sharing", streams.language, path=order.path):
        case = Case(plan)
        insist_on_sums(case.allocation)
        findings = (*found_in(case), *relaxed(case.allocation))
        found = sorted(findings, key=lambda finding: finding.place)
        wanted, checked = _told(order, plan, found)
        report = case.report(order.environments)
        results = {}
        for form in forms:
            tables = [table for name in _names(form, order) for table in report.tables(name)]
            results[form] = Results(report, tuple(tables), wanted, checked)
    deliver("tables", order.outputs, [order.path], results, streams)
    if "awards" in order.tables and plan.grant is None:
        streams.complain(phrase("no_awards", streams.language, path=order.path))
    if "participants" in order.tables and plan.participants is None:
        streams.complain(phrase("no_participants", streams.language, path=order.path))
    return wanted


def _insist_on_environments(order: Order, plan: Plan) -> None:
    known = [environment.id for environment in plan.environments]
    for asked in order.environments:
        if asked not in known:
            from industri40.findings.facts import Names
            from industri40.nearest import nearest

            meant, named = nearest(asked, known), Names(tuple(known), 10)
            text = "unknown_environment_meant" if meant else "unknown_environment"
            raise WrongUseError("--environment", text, value=asked, meant=meant or "", known=named)


def insist_on_room(plan: Plan, form: str, tables: Sequence[str], some: Sequence[str]) -> None:
    """Raises TargetError where tables of ``some`` environments, or else all, are too large."""
    many = Fraction(len(some) or len(plan.environments))
    if form == "xlsx" and not {"environment", "environments", "awards"}.isdisjoint(tables):
        tables = ("environment",)  # in the workings every share has its formula
    size = many * sum(_figures(plan, name) for name in tables)
    most = Fraction(_MOST.get(form, _MOST_ELSEWHERE))
    if size > most:
        raise TargetError("too_many_figures", form=form, environments=many, figures=size, most=most)


def _figures(plan: Plan, table: str) -> int:
    """About how many figures a table has for one environment."""
    years, phases, sources = len(plan.years) + 1, len(plan.phases), len(plan.sources)
    return {
        "environment": (len(plan.costs) + sources) * years,
        "environments": sources + phases + 4,
        "awards": 3 * phases + sum(bool(one.floor) + bool(one.returned) for one in plan.phases),
        "participants": years if plan.participants is not None else 0,
    }.get(table, 0)


def _names(form: str, order: Order) -> tuple[str, ...]:
    asked = FORMATS["tables"][form]
    if order.tables or not asked.tables:
        return order.tables if asked.tables else ()
    usual = TABLES if asked.everything else PROGRAMME
    return (*(("environment",) if order.environments else usual), LIMITS)


def _told(
    order: Order, plan: Plan, found: Sequence[Finding]
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """The findings that are wanted, and what is right; of the latter nothing if errors are not."""
    wanted = order.choose(found, plan)
    errors = {one.code for one in found if one.severity is Severity.ERROR}
    if errors - {one.code for one in wanted}:
        return wanted, ()
    families = {one.code[:2] for one in found}
    stated = bool(plan.stated) and "S4" not in families
    right = {"balance": "B3" not in families, "shares": True, "stated": stated}
    return wanted, tuple(what for what, is_right in right.items() if is_right)


def insist_on_sums(allocation: Allocation) -> None:
    """See that the shares of every line and year total what the plan has.

    Sharing promises it; a program that prints money looks all the same.
    """
    plan = allocation.plan
    totals: Counter[tuple[str, str, Year]] = Counter()
    for side, name, _, years, by_year in allocation.blocks():
        for year, amounts in zip(years, by_year, strict=True):
            totals[side, name, year] += sum(amounts)
    for side, lines in (("cost", plan.costs), ("financing", plan.sources)):
        for line in lines:
            for year, amount in zip(plan.years, line.amounts, strict=True):
                if (shared := totals[side, line.id, year]) != amount:
                    raise ArithmeticError(f"{line.id} {year}: shares of {amount} total {shared}")
