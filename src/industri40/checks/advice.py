"""What is not wrong but deserves a second look."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from math import ceil, floor

from industri40.findings.facts import Id, Names, Verbatim, one_year, term
from industri40.findings.finding import Finding, finding
from industri40.money import HUNDREDTHS, round_half_away
from industri40.plan.model import CostLine, Key, Line, Phase, Plan, Source
from industri40.report.case import Case

_TIMES = 10
"""A year this many times its neighbours, or this small a part of them, is likely a slip."""

_NEARLY = 20
"""Numbers that are off by at most this part of an amount were probably meant to total it."""

_Amount = tuple[int | Fraction, tuple[str, str, str]]
"""So many units, and what they are: a kind, perhaps of a line, perhaps in a year or in all."""

_IN_ALL = "in all"
_TOTALS = {
    "percent": "percent_total",
    "to_award": "there_is_to_award",
    "amount": "line_is_in",
    "amount in all": "line_is_in_all",
    "what_is_left": "left_is_in",
    "what_is_left in all": "left_is_in_all",
}
"""What is said of each kind of amount that the numbers of a key nearly total."""

_HUNDREDTH = Fraction(1, HUNDREDTHS)
_PERCENT = Fraction(100)


def carried_by_promises(case: Case) -> Iterator[Finding]:
    """Each source that is only indicated, and without which costs of a year have no financing.

    In a group with a rest nothing is missing when another of its sources falls away, since the
    rest is what fills the group. So it is in the whole plan where something is the rest of it.
    """
    plan = case.plan
    filled = {source.group for source in plan.sources if source.rest and source.group}
    last = {None, *(group.id for group in plan.groups if group.rest)}
    whole = {source.id for source in plan.sources if source.rest and source.group in last}
    needed = [*map(plan.uncovered, range(len(plan.years)))]
    for source in plan.sources:
        bears = source.id in whole if whole else source.rest or source.group not in filled
        if source.indicated and bears:
            # What would lack is not all of the source where the year has a surplus, and more than
            # it where the year lacks something already.
            lacking = {
                year: amount + lack
                for year, amount, lack in zip(plan.years, source.amounts, needed, strict=True)
                if amount and amount + lack > 0
            }
            if lacking:
                yield finding(
                    "A601",
                    "indicated",
                    source.place,
                    subject=source.id,
                    source=Id(source.id),
                    years=Names(tuple(map(one_year, lacking)), len(lacking)),
                    most=max(lacking.values()) * plan.unit,
                )


def unlike_its_neighbours(case: Case) -> Iterator[Finding]:
    """Each year of a line that is ten times the years beside it, or a tenth between them."""
    plan = case.plan
    for line in (*plan.costs, *plan.sources, *plan.groups):
        if line.written.form != "years":
            continue
        figures = line.written.values
        for index, (figure, place) in enumerate(figures):
            # those before and after; the first and the last year have two on their one side
            first = max(min(index - 1, len(figures) - 3), 0)
            near = enumerate(figures[first : first + 3], start=first)
            beside = [one for at, (one, _) in near if at != index]
            if not figure or not beside or not all(beside) or len(figures) < len(plan.years):
                continue
            # A programme may well begin or end small; of two years nothing says which is the slip.
            inside = 0 < index < len(figures) - 1
            large = all(figure >= _TIMES * other for other in beside)
            if large or (inside and all(figure * _TIMES <= other for other in beside)):
                yield finding(
                    "A602",
                    "ten_times" if large else "a_tenth",
                    place,
                    subject=f"{line.id}.{plan.years[index]}",
                    line=Id(line.id),
                    figure=figure,
                    year=one_year(plan.years[index]),
                    beside=max(beside) if large else min(beside),
                )


def nearly_right_keys(case: Case) -> Iterator[Finding]:
    """Each key whose numbers total nearly what is shared by it, or nearly 100 as percent do."""
    plan = case.plan
    groups: dict[str | None, Line] = {group.id: group for group in plan.groups}
    sharing: dict[int, list[tuple[CostLine | Source, Key]]] = {}
    several_lines: tuple[CostLine | Source, ...] = (*plan.sources, *plan.costs)
    for line in several_lines:
        key = line.key
        if key is not None and key.name == "mapping" and sum(key.weights.values()) != key.scale:
            sharing.setdefault(id(key), []).append((line, key))
    paid: dict[str | None, list[tuple[int, ...]]] = {}
    for cost in plan.costs if sharing else ():
        paid.setdefault(cost.financed_by, []).append(cost.amounts)
        # the key of a cost line is that of its cash
        in_kind = (source.amounts for source in plan.sources if source.id in cost.includes)
        paid.setdefault(cost.id, []).extend(in_kind)
    for several in sharing.values():
        first, key = several[0]
        group = first.group if isinstance(first, Source) else None
        above = (groups[one] for one in {group} & groups.keys())
        lines: list[Line] = [*(line for line, _ in several), *above]
        owner = lines[-1 if len(several) > 1 else 0].id
        amounts = (one for line in lines for one in _amounts(plan, line, paid.get(line.id, ())))
        yield from _nearly(plan, key, owner, amounts)
    for phase in plan.phases if plan.grant else ():
        if phase.key.name == "mapping" and "shared_by" in phase.places:
            both = (base_of(plan, phase), frame_of(case, phase))
            there_is = ((round_half_away(one / plan.unit), ("to_award", "", "")) for one in both)
            yield from _nearly(plan, phase.key, phase.id, there_is, plan.unit)


def _amounts(plan: Plan, line: Line, paid: Sequence[tuple[int, ...]]) -> Iterator[_Amount]:
    """What the numbers of a line's key may total, in units.

    Besides its amounts that is what is left of them when it has paid common costs.
    """
    left = [amount - sum(parts) for amount, *parts in zip(line.amounts, *paid, strict=True)]
    for what, amounts in (("amount", line.amounts), ("what_is_left", left)):
        for year, amount in zip(plan.years, amounts, strict=True):
            yield amount, (what, line.id, str(year))
        yield sum(amounts), (what, line.id, _IN_ALL)


def _nearly(
    plan: Plan, key: Key, owner: str, amounts: Iterable[_Amount], slack: Fraction = _HUNDREDTH
) -> Iterator[Finding]:
    """Whether the numbers of a key total nearly one of these amounts, or 100, and none of them.

    ``slack`` is from where on they are off, since frames are rounded to units.
    """
    found = round_half_away(Fraction(sum(key.weights.values()), key.scale), _HUNDREDTH)
    units = found / plan.unit * _NEARLY
    least, most = ceil(units / (_NEARLY + 1)), floor(units / (_NEARLY - 1))
    near = [(one * plan.unit, what) for one, what in amounts if least <= one <= most]
    if found == _PERCENT or any(abs(found - total) < slack for total, _ in near):
        return
    participants = {environment.id: environment.participants for environment in plan.environments}
    if any(number != participants[one] * key.scale for one, number in key.weights.items()):
        near.append((_PERCENT, ("percent", "", "")))
    for off, total, what in sorted((abs(found - total), total, what) for total, what in near)[:1]:
        kind, line, year = what
        name = _TOTALS[f"{kind} {year}" if year == _IN_ALL else kind]
        if off * _NEARLY <= total:
            yield finding(
                "A604",
                "missing" if found < total else "too_much",
                key.place,
                expected=total,
                found=found,
                subject=f"{owner}.shared_by",
                owner=Id(owner),
                total=term(name, total=total, line=Id(line), year=Verbatim(year)),
            )


def base_of(plan: Plan, phase: Phase) -> Fraction:
    """A phase's share of the grant, in kroner and hundredths, without what is carried to it."""
    common = sum(cost.total for cost in plan.costs if cost.financed_by == plan.grant)
    pool = sum(source.total for source in plan.sources if source.id == plan.grant) - common
    return round_half_away(phase.share * pool * plan.unit, _HUNDREDTH)


def frame_of(case: Case, phase: Phase) -> Fraction:
    """The same with what is carried to it; nothing where no grant is awarded."""
    frames = (one.frame for one in case.exact.phases if one.phase is phase)
    return round_half_away(next(frames, Fraction(0)) * case.plan.unit, _HUNDREDTH)
