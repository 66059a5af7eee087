"""Cases in tests, of plans that are shared out already."""

from industri40.engine.result import Allocation
from industri40.plan.model import Plan
from industri40.report.case import Case


def case_of(plan: Plan, allocation: Allocation) -> Case:
    """A case that does not share the plan out again."""
    case = Case(plan)
    case.allocation = allocation
    return case
