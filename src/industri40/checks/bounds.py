"""Caps, floors, applications and decided awards of which one takes the effect of another."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from industri40.checks.advice import base_of, frame_of
from industri40.findings.facts import Id, term
from industri40.findings.finding import Finding, finding
from industri40.plan.model import Phase, Plan
from industri40.report.case import Case


def bounds_of_awards(case: Case) -> Iterator[Finding]:
    """Each application and floor above the cap, decided award above the ceiling, cap above all.

    A cap that nobody reaches may be reached when the plan changes; one above the frame cannot be.
    """
    plan = case.plan
    for phase in plan.phases:
        for one, units in phase.applications.items():
            bounded = (units, phase.cap_of(one))
            yield from _above("A605", plan, phase, f"applications.{one}", bounded)
        for one, units in phase.awarded.items():
            bounded = (units, phase.ceiling_of(one))
            yield from _above("A608", plan, phase, f"awarded.{one}", bounded)
        for name, floor, cap in _floors(phase):
            yield from _above("A607", plan, phase, name, (floor, cap))
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
            phase.places[name],
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
