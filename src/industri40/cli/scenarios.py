"""What ``allocate --compare`` writes: a plan and its scenarios side by side."""

from collections.abc import Sequence
from contextlib import closing
from itertools import chain

from industri40.checks import found_in
from industri40.checks.advice import relaxed
from industri40.checks.scenarios import under
from industri40.cli.progress import over
from industri40.cli.results import Order, insist_on_sums
from industri40.cli.streams import Streams
from industri40.cli.writing import deliver
from industri40.cli.wrong_use import WrongUseError
from industri40.findings.finding import Finding
from industri40.load import plan_with
from industri40.plan.model import Plan
from industri40.plan.what_if import AS_IT_IS, Asked
from industri40.render.common.results import Results
from industri40.render.registry import renderer
from industri40.report.case import Case
from industri40.report.scenarios import Scenarios, build
from industri40.report.table import Column
from industri40.report.tables import ReportTables


def write_scenarios(order: Order, plan: Plan, streams: Streams) -> tuple[tuple[Finding, ...], bool]:
    """Share out the plan and each scenario with what is set, and write the table.

    Gives what is found in the plan as far as it is wanted. Where a scenario cannot be understood
    it is what is found in that, False, and nothing is written. Raises as ``allocate`` does,
    and WrongUseError where there is nothing to compare with.
    """
    forms = {form: renderer("scenarios", form) for form, _ in order.outputs}  # all that there are
    cases, wrong, whats = list[Case](), dict[Finding, list[str]](), _asked(order, plan)
    with closing(over([AS_IT_IS, *whats], "comparing", streams.language)) as every:
        for asked in every:
            changed, found = plan_with(plan, asked, plan.language) if any(asked) else (plan, ())
            for one in found:
                wrong.setdefault(one, []).extend(asked.scenarios)
            if changed:
                cases.append(Case(changed))
                insist_on_sums(cases[-1].allocation)
    if wrong:
        of_some = {one: names for one, names in wrong.items() if 0 < len(names) < len(whats)}
        told = ([under(name, one) for name in of_some.get(one, ())] or [one] for one in wrong)
        return order.choose(chain.from_iterable(told), None), False
    shown = dict.fromkeys(forms, _side_by_side(cases))
    deliver("scenarios", order.outputs, [order.path], shown, streams)
    findings = (*found_in(cases[0]), *relaxed(cases[0].allocation))
    return order.choose(sorted(findings, key=lambda one: one.place), plan), True


def _asked(order: Order, plan: Plan) -> list[Asked]:
    """Every scenario, or those that are asked for, with what is set; or that alone."""
    names = order.asked.scenarios or tuple(one.id for one in plan.scenarios)
    alone = [order.asked] if order.asked.sets else []
    asked = [Asked((name,), order.asked.sets) for name in names] or alone
    if not asked:
        raise WrongUseError("--compare", "nothing_to_compare", path=order.path)
    return asked


def _side_by_side(cases: Sequence[Case]) -> Scenarios:
    """The cases with a column each, below what is said of every what-if."""
    report = cases[0].report()
    told = [said for case in cases for said in Results(case.report(), ()).what_ifs]
    columns = [_column(case.plan, report) for case in cases]
    page = Results(report, (build(columns, cases),)).page
    return Scenarios(tuple(cases), page._replace(notes=(), what_ifs=tuple(told)))


def _column(plan: Plan, report: ReportTables) -> Column:
    """What heads a plan's column; its currency too, where that is not the one of all others."""
    if plan.what_if is None:
        return Column(("plan",), report.words("column.plan"))
    names = plan.what_if.asked.scenarios
    label = "; ".join(plan.what_if.labels) or report.words("column.what_if")
    if plan.currency != report.plan.currency:
        label = f"{label} ({plan.currency})"
    return Column(("scenario", *names) if names else ("what_if",), label)
