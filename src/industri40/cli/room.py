"""Whether what is asked for has room: tables of each environment are many, and some formats large.

A plan may have more environments than a person reads tables of; where all of these would take
more memory than there is, it is said at once, with what can be asked for instead.
"""

from collections.abc import Sequence

from industri40.cli.writing import TargetError
from industri40.money import group_digits
from industri40.plan.model import Plan

_MOST = {"docx": 75_000, "xlsx": 240_000, "json": 700_000, "html": 900_000}
"""The most figures in tables of environments, by format: a figure takes 11 kB in Word."""

_MOST_ELSEWHERE = 1_200_000


def insist_on_room(
    plan: Plan, form: str, tables: Sequence[str], environments: Sequence[str]
) -> None:
    """Raises TargetError where tables of environments have more figures than a format holds."""
    number = len(environments) or len(plan.environments)
    if form == "xlsx" and not {"environment", "environments", "awards"}.isdisjoint(tables):
        tables = ("environment",)  # in the workings every share has its formula
    figures = number * sum(_figures(plan, name) for name in tables)
    most = _MOST.get(form, _MOST_ELSEWHERE)
    if figures > most:
        raise TargetError(
            f"the tables of {group_digits(number)} environments have about {group_digits(figures)} "
            f"figures, and the format {form} has room for {group_digits(most)}; "
            "ask for some environments with --environment, or for other tables with --table"
        )


def _figures(plan: Plan, table: str) -> int:
    """About how many figures a table has for one environment."""
    years, phases, sources = len(plan.years) + 1, len(plan.phases), len(plan.sources)
    return {
        "environment": (len(plan.costs) + sources) * years,
        "environments": sources + phases + 4,
        "awards": 3 * phases,
        "participants": years,
    }.get(table, 0)
