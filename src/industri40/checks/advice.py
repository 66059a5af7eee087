"""What is not wrong but deserves a second look."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from industri40.findings import Finding, Place, finding
from industri40.money import format_amount
from industri40.plan.model import Line, Plan, Source

__all__ = ["carried_by_promises", "unlike_its_neighbours"]

_TIMES = 10
"""A year this many times its neighbours, or this small a part of them, is likely a slip."""

_PAIR = 2
"""With two years only, the larger one is named: nothing says which of them is the slip."""


def carried_by_promises(plan: Plan) -> Iterator[Finding]:
    """Each source that is only indicated, and without which costs of a year have no financing.

    In a group with a rest nothing is missing when another of its sources falls away, since the
    rest is what fills the group.
    """
    filled = {source.group for source in plan.sources if source.rest}
    years = range(len(plan.years))
    costs = [sum(line.amounts[year] for line in plan.costs) for year in years]
    financing = [sum(source.amounts[year] for source in plan.sources) for year in years]
    needed = [cost - money for cost, money in zip(costs, financing, strict=True)]
    for source in plan.sources:
        if source.indicated and (source.rest or source.group is None or source.group not in filled):
            yield from _carries(plan, source, needed)


def _carries(plan: Plan, source: Source, needed: Sequence[int]) -> Iterator[Finding]:
    """A source of which something is needed; ``needed`` is what each year lacks with it."""
    # What would lack is not all of the source where the year has a surplus, and more than it
    # where the year lacks something already.
    lacking = {
        year: amount + lack
        for year, amount, lack in zip(plan.years, source.amounts, needed, strict=True)
        if amount and amount + lack > 0
    }
    if not lacking:
        return
    most = format_amount(max(lacking.values()) * plan.unit)
    yield finding(
        "A601",
        source.place,
        f"`{source.id}` is only indicated, and without it {_listed(list(lacking))} "
        f"{'does' if len(lacking) == 1 else 'do'} not balance: "
        f"up to {most} a year would have no financing.",
        subject=source.id,
    )


def unlike_its_neighbours(plan: Plan) -> Iterator[Finding]:
    """Each year of a line that is ten times the years beside it, or a tenth between them."""
    for line in (*plan.costs, *plan.sources, *plan.groups):
        if line.written.form != "years":
            continue
        figures = line.written.values
        for index, (figure, place) in enumerate(figures):
            beside = [value for value, _ in _beside(figures, index)]
            if not figure or not beside or not all(beside) or len(figures) < len(plan.years):
                continue
            if all(figure >= _TIMES * other for other in beside):
                yield _slip(line, plan.years[index], figure, place, max(beside))
            elif _is_inside(figures, index) and all(figure * _TIMES <= other for other in beside):
                yield _slip(line, plan.years[index], figure, place, min(beside))


def _beside(
    figures: tuple[tuple[Fraction, Place], ...], index: int
) -> list[tuple[Fraction, Place]]:
    """The years before and after; the first and the last year have two on their one side."""
    if len(figures) <= _PAIR:
        return [figure for other, figure in enumerate(figures) if other != index]
    first = min(max(index - 1, 0), len(figures) - 3)
    return [figures[other] for other in range(first, first + 3) if other != index]


def _is_inside(figures: tuple[tuple[Fraction, Place], ...], index: int) -> bool:
    """Whether there are years on both sides: a programme may well begin or end small."""
    return 0 < index < len(figures) - 1


def _slip(line: Line, year: int, figure: Fraction, place: Place, neighbour: Fraction) -> Finding:
    if figure > neighbour:
        compared, digit = "ten times or more", "many"
    else:
        compared, digit = "a tenth or less of", "few"
    return finding(
        "A602",
        place,
        f"`{line.id}` has {format_amount(figure)} in {year}, {compared} what the years beside it "
        f"have ({format_amount(neighbour)}): a digit too {digit}?",
        subject=f"{line.id}.{year}",
    )


def _listed(years: list[int]) -> str:
    *first, last = map(str, years)
    return f"{', '.join(first)} and {last}" if first else last
