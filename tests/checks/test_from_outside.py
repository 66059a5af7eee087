"""A new check is one function of a case and one entry: it sees the plan, its shares and inputs."""

from industri40 import checks
from industri40.checks.balance import balance
from industri40.report.case import Case

UNEVEN = """\
name: Uneven
years: [2024]
participants: 3
environments: 2
costs: {work: {yearly: 100}}
financing: {county: {yearly: 90}}
grant: county
"""


def test_a_check_is_added(monkeypatch, plan_of):
    seen = []

    def again(case: Case):
        shares = [share.amount for share in case.allocation.shares() if share.side == "financing"]
        seen.append((sum(shares), case.inputs["costs", "work", "yearly"].value))
        yield from balance(case)

    plan = plan_of(UNEVEN)
    before = checks.check(plan)
    monkeypatch.setattr(checks, "CHECKS", (*checks.CHECKS, again))
    assert [one.code for one in checks.check(plan)] == [one.code for one in before * 2]
    assert seen == [(90, 100)]
