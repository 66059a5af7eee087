"""What is not wrong but deserves a second look."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Literal

from industri40.findings.facts import Id, Names, Verbatim, mixed, one_year, term
from industri40.findings.finding import Finding, finding
from industri40.money import HUNDREDTHS, round_half_away
from industri40.plan.model import Key, Line, Phase, Plan
from industri40.plan.paths import at_path
from industri40.report.case import Case

TYPE_CHECKING = False  # most plans are checked without being shared out
if TYPE_CHECKING:
    from industri40.engine.allocation import Allocation

_TIMES = 10  # a year this many times its neighbours, or this small a part of them, is likely a slip

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
    sharing: dict[int, list[tuple[Line, Key]]] = {}
    for line in (*plan.sources, *plan.costs):
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
        above = (groups[one] for one in {first.group} & groups.keys())
        lines: list[Line] = [*(line for line, _ in several), *above]
        owner = lines[-1 if len(several) > 1 else 0].id
        amounts = (one for line in lines for one in _amounts(plan, line, paid.get(line.id, ())))
        yield from _nearly(plan, key, owner, amounts)
    for phase in plan.phases if plan.grant else ():
        path = ("phases", phase.id, "shared_by")
        if phase.key.name == "mapping" and at_path(plan.document.value, path):
            both = (base_of(plan, phase), frame_of(case, phase))
            there_is = ((round_half_away(one / plan.unit), ("to_award", "", "")) for one in both)
            yield from _nearly(plan, phase.key, phase.id, there_is, plan.unit)


def _amounts(plan: Plan, line: Line, paid: Sequence[tuple[int, ...]]) -> Iterator[_Amount]:
    """What a line's key may total, in units: its amounts, and these when common costs are paid."""
    left = [amount - sum(parts) for amount, *parts in zip(line.amounts, *paid, strict=True)]
    for what, amounts in (("amount", line.amounts), ("what_is_left", left)):
        for year, amount in zip(plan.years, amounts, strict=True):
            yield amount, (what, line.id, str(year))
        yield sum(amounts), (what, line.id, _IN_ALL)


def _nearly(
    plan: Plan, key: Key, owner: str, amounts: Iterable[_Amount], slack: Fraction = _HUNDREDTH
) -> Iterator[Finding]:
    """Whether a key totals nearly one of the amounts or 100; ``slack`` is from where it is off."""
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


def bounds_of_awards(case: Case) -> Iterator[Finding]:
    """Each application and floor above the cap, decided award above the ceiling, cap above all.

    A cap that nobody reaches may be reached when the plan changes; one above the frame cannot be.
    """
    plan = case.plan
    for phase in plan.phases:
        for one, want in phase.applications.items():
            yield from _above("A605", plan, phase, f"applications.{one}", (want, phase.cap_of(one)))
        for one, units in phase.awarded.items():
            yield from _above("A608", plan, phase, f"awarded.{one}", (units, phase.ceiling_of(one)))
        for name, least, cap in _floors(phase):
            yield from _above("A607", plan, phase, name, (least, cap))
        if not phase.awarded:
            yield from _caps(case, phase)


def _floors(phase: Phase) -> Iterator[tuple[str, int | None, int | None]]:
    """Each floor and the cap that goes with it, by the name of that which is written for one."""
    floor, cap = phase.floor, phase.cap
    if isinstance(floor, dict):
        for one, units in floor.items():
            yield f"floor.{one}", units, phase.cap_of(one)
    elif isinstance(cap, dict):
        for one, units in cap.items():
            yield f"cap.{one}", floor, units
    else:
        yield "floor", floor, cap


def _above(
    code: Literal["A605", "A606", "A607", "A608"],
    plan: Plan,
    phase: Phase,
    name: str,
    bounded: tuple[int | None, int | Fraction | None],
) -> Iterator[Finding]:
    """Whether what there is of a name is above its bound, where there are both."""
    (units, bound), environment = bounded, name.partition(".")[2]
    if units is not None and bound is not None and units > bound:
        yield finding(
            code,
            "above",
            plan.document.place(("phases", phase.id, *name.split("."))),
            expected=bound * plan.unit,
            found=units * plan.unit,
            subject=f"{phase.id}.{name}",
            environment=Id(environment) if environment else term("each_environment"),
            phase=Id(phase.id),
        )


def _caps(case: Case, phase: Phase) -> Iterator[Finding]:
    """Each cap above all that there is to award."""
    unit, cap = case.plan.unit, phase.cap
    caps = cap if isinstance(cap, dict) else {} if cap is None else {"": cap}
    # the plan is shared out only where a cap may be above all that there is
    if not caps or max(caps.values()) * unit <= base_of(case.plan, phase):
        return
    frame = frame_of(case, phase)
    for environment, units in caps.items():
        if frame and units * unit - frame >= unit:
            name = f"cap.{environment}" if environment else "cap"
            yield from _above("A606", case.plan, phase, name, (units, frame / unit))


def relaxed(allocation: "Allocation") -> Iterator[Finding]:
    """Each share to date that is a unit or more from its exact value, in the order of the years.

    Unlike other findings it is about what was made of a plan, so it needs the allocation.
    """
    plan = allocation.plan
    places = {line.id: line.place for line in (*plan.costs, *plan.sources)}
    for cell in allocation.relaxed:
        exact, amount = cell.exact * plan.unit, cell.amount * plan.unit
        yield finding(
            "A603",
            "smallest" if plan.unit * HUNDREDTHS == 1 else "off",
            places[cell.line],
            expected=exact,
            found=amount,
            subject=f"to_date.{cell.line}.{cell.environment}.{cell.year}",
            language=plan.language,
            year=cell.year,
            environment=Id(cell.environment),
            line=Id(cell.line),
            off=mixed(abs(amount - exact)),
            direction=term("more") if amount > exact else term("less"),
            exact=mixed(exact),
        )
