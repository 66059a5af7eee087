"""Cases in tests, of plans that are shared out already."""

from industri40.engine.allocation import Allocation
from industri40.plan.model import Plan
from industri40.report.case import Case

_last: list[Case] = []


def case_of(plan: Plan, allocation: Allocation) -> Case:
    """A case that does not share the plan out again, the same as long as it is asked for."""
    if not (_last and _last[0].plan is plan and _last[0].allocation is allocation):
        case = Case(plan)
        case.allocation = allocation
        _last[:] = [case]
    return _last[0]
