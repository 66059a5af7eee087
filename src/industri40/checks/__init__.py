"""What is wrong in a plan that can be understood, and what is worth a second look.

Each check is a small function that takes the plan and yields findings. None of them changes
anything, none depends on another, and all of them run, so that everything is found at once.
"""

from collections.abc import Callable, Iterator

from industri40.checks.advice import (
    caps_and_applications,
    carried_by_promises,
    keys_that_nearly_add_up,
    unlike_its_neighbours,
)
from industri40.checks.balance import balance
from industri40.checks.limits import fee_per_participant, grant_per_environment, grant_share
from industri40.checks.stated import stated_figures
from industri40.findings.finding import Finding
from industri40.plan.model import Plan

TYPE_CHECKING = False  # most plans are checked without being shared out
if TYPE_CHECKING:
    from industri40.engine.result import Allocation

CHECKS: tuple[Callable[[Plan], Iterator[Finding]], ...] = (
    balance,
    grant_share,
    fee_per_participant,
    carried_by_promises,
    unlike_its_neighbours,
    keys_that_nearly_add_up,
    caps_and_applications,
)
"""Every check of the plan alone, in the order of findings at one place; those of shares follow."""


def check(plan: Plan, allocation: "Allocation | None" = None) -> tuple[Finding, ...]:
    """Everything that is found in a plan, sorted by place; errors and advice.

    ``allocation`` spares sharing the plan out where that is done already. Reads no file and prints
    nothing. A plan without findings gives an empty tuple.
    """
    found = [finding for look in CHECKS for finding in look(plan)]
    found += grant_per_environment(plan, allocation)
    found += stated_figures(plan, allocation)
    found = [one._replace(language=plan.language) for one in found]
    found.sort(key=lambda finding: finding.place)
    if len(found) > 1:
        from industri40.checks.causes import with_causes  # what is right needs no explanation

        return with_causes(plan, found)
    return tuple(found)
