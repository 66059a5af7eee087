"""How a schedule of participants came about: an even pace, in whole participants."""

from fractions import Fraction

from industri40.explain.step import Step
from industri40.explain.tracer import Tracer
from industri40.report.table import COUNT

_NOTE = "at an even pace; environments round up in different years, so that the years are even too"


def explain_participants(tracer: Tracer, environment: str, year: int) -> Step:
    """How many participants an environment takes in the year with this index."""
    before = _to_date(tracer, environment, year - 1) if year else None
    now = _to_date(tracer, environment, year)
    figure = f"participants.{environment}.{tracer.plan.years[year]}"
    return tracer.yearly(figure, now, before, COUNT)


def _to_date(tracer: Tracer, environment: str, year: int) -> Step:
    figure = f"to_date.participants.{environment}.{tracer.plan.years[year]}"
    everyone = tracer.participants(tracer.environments[environment])
    taken = Fraction(sum(tracer.allocation.schedule[environment][: year + 1]))
    return tracer.to_date(figure, everyone, year, taken, _NOTE, kind=COUNT)
