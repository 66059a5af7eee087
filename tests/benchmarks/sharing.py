"""How fast sharing is, as ratios to a plain way of doing the like, measured in the same run.

    python tests/benchmarks/sharing.py

``apportion`` is compared with the textbook's formulation (a comprehension and ``sorted``), which
must give the same result; the allocation of a whole plan with largest remainder for each line
and year by itself, which adds up neither in an environment nor over the years. Leaves with 1
where something takes longer than it may.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable

from industri40 import apportion
from industri40.engine.allocation import allocate
from industri40.plan.load import read_plan
from industri40.plan.model import Plan

ROUNDS = 5
MANY = 1_000_000
TOTAL = 10**11


def by_sorting(total: int, weights: list[int]) -> list[int]:
    """Largest remainder as a textbook has it."""
    whole = sum(weights)
    shares = [total * weight // whole for weight in weights]
    remainders = [total * weight % whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda index: -remainders[index])
    for index in order[: total - sum(shares)]:
        shares[index] += 1
    return shares


def plan_of(environments: int, rng: random.Random) -> Plan:
    """A plan of 8 lines and 3 years in which nothing divides evenly."""
    named = "".join(
        f"  env-{n}: {{participants: {rng.randint(1, 400)}, weight: {rng.randint(1, 10**6)}}}\n"
        for n in range(1, environments + 1)
    )
    each = [amount * environments + environments // 3 for amount in (31_007, 20_011, 9_001, 7_013)]
    cash, in_kind = sum(each[:3]), each[3]
    first, second = cash // 3, cash // 4
    text = (
        f"name: Many\nyears: [2019, 2020, 2021]\nenvironments:\n{named}"
        f"costs:\n  c1: {{yearly: {first + in_kind}, includes: s4}}\n  c2: {{yearly: {second}}}\n"
        f"  c3: {{yearly: {second}}}\n  c4: {{yearly: {cash - first - 2 * second}}}\n"
        f"financing:\n  s1: {{yearly: {each[0]}, shared_by: weights}}\n"
        f"  s2: {{yearly: {each[1]}, shared_by: participants}}\n  s3: {{yearly: {each[2]}}}\n"
        f"  s4: {{yearly: {in_kind}, in_kind: true, shared_by: participants}}\n"
        "grant: s1\nphases:\n  a: {share: 2/3, leftover: carry, cap: 100 000}\n"
        "  b: {share: 1/3, shared_by: participants}\n"
    )
    plan, findings = read_plan(text.encode(), "many.yaml")
    if plan is None:
        raise ValueError(findings)
    return plan


def by_line(plan: Plan) -> list[list[int]]:
    """Largest remainder for each line and year by itself, with the weights of the plan."""
    weights = [int(environment.weight) for environment in plan.environments]
    return [
        by_sorting(amount, weights)
        for line in (*plan.costs, *plan.sources)
        for amount in line.amounts
    ]


def median(run: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median time of a call, in seconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def report(name: str, ratio: float, most: float) -> bool:
    """Print one row; whether it is within its limit."""
    print(f"{name:<56}{ratio:>7.2f}{most:>9.1f}")
    return ratio <= most


def main() -> int:
    """Measure, print the table, and say by the exit code whether all is within its limits."""
    rng = random.Random(40)
    print(f"{'':<56}{'ratio':>7}{'at most':>9}")
    within = []
    distinct = rng.sample(range(1, 10**9), MANY)
    repeated = [rng.randint(1, 1000) for _ in range(MANY)]
    for name, weights, most in (
        ("apportion, 1 000 000 distinct weights", distinct, 0.6),
        ("apportion, 1 000 000 repeated weights", repeated, 0.4),
    ):
        if apportion(TOTAL, weights) != by_sorting(TOTAL, weights):
            raise ValueError(f"{name}: the results differ")
        plain = median(lambda weights=weights: by_sorting(TOTAL, weights))
        fast = median(lambda weights=weights: apportion(TOTAL, weights))
        within.append(report(name, fast / plain, most))
    del distinct, repeated, weights
    before = 0.0
    for size in (2_500, 5_000, 10_000, 20_000):
        plan = plan_of(size, rng)
        whole = median(lambda plan=plan: allocate(plan))
        if size == 10_000:
            plain = median(lambda plan=plan: by_line(plan))
            ratio = whole / plain
            within.append(report("allocation, 10 000 x 8 x 3, to largest remainder", ratio, 8))
        if before:
            within.append(report(f"allocation, {size} to half as many", whole / before, 2.3))
        before = whole
    return 0 if all(within) else 1


if __name__ == "__main__":
    sys.exit(main())
