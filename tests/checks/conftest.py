"""Plans for the checks, as a person writes them."""

from collections.abc import Callable

import pytest

from industri40.plan.load import read_plan
from industri40.plan.model import Plan


@pytest.fixture
def plan_of() -> Callable[[str], Plan]:
    """The plan of a text that must be understood."""

    def plan_of(text: str) -> Plan:
        plan, findings = read_plan(text.encode(), "plan.yaml")
        assert plan is not None, findings
        assert findings == ()
        return plan

    return plan_of
