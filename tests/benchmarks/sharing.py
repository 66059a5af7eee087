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
from industri40.load import read_plan
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


def plan_of(environments: int, rng: random.Random, *, one_off: bool = False) -> Plan:
    """A plan of 8 lines and 3 years in which nothing divides evenly.

    With ``one_off`` two costs are in the first year only, and a source is in the last one.
    """
    each = [amount * environments + environments // 3 for amount in (31_007, 20_011, 9_001, 7_013)]
    amounts = _one_off(each) if one_off else _even(each)
    text = (
        f"name: Many\nyears: [2019, 2020, 2021]\nenvironments:\n{_named(environments, rng)}"
        f"costs:\n  c1: {{{amounts['c1']}, includes: s4}}\n  c2: {{{amounts['c2']}}}\n"
        f"  c3: {{{amounts['c3']}}}\n  c4: {{{amounts['c4']}}}\n"
        f"financing:\n  s1: {{{amounts['s1']}, shared_by: weights}}\n"
        f"  s2: {{{amounts['s2']}, shared_by: participants}}\n  s3: {{{amounts['s3']}}}\n"
        f"  s4: {{{amounts['s4']}, in_kind: true, shared_by: participants}}\n"
        "grant: s1\nphases:\n  a: {share: 2/3, leftover: carry, cap: 100 000}\n"
        "  b: {share: 1/3, shared_by: participants}\n"
    )
    plan, findings = read_plan(text.encode(), "many.yaml")
    if plan is None:
        raise ValueError(findings)
    return plan


def _named(environments: int, rng: random.Random) -> str:
    return "".join(
        f"  env-{n}: {{participants: {rng.randint(1, 400)}, weight: {rng.randint(1, 10**6)}}}\n"
        for n in range(1, environments + 1)
    )


def _even(each: list[int]) -> dict[str, str]:
    cash, in_kind = sum(each[:3]), each[3]
    first, second = cash // 3, cash // 4
    last = cash - first - 2 * second
    sources = dict(zip(("s1", "s2", "s3", "s4"), each, strict=True))
    costs = {"c1": first + in_kind, "c2": second, "c3": second, "c4": last}
    return {name: f"yearly: {amount}" for name, amount in (sources | costs).items()}


def _one_off(each: list[int]) -> dict[str, str]:
    once, late = (each[1] // 2, each[2]), each[2]
    grant = (each[0] + sum(once), each[0] - late // 2, each[0] - late)
    running = [first - sum(once) * (not year) for year, first in enumerate(grant)]
    courses = [amount + each[1] + (late if year == 2 else 0) for year, amount in enumerate(running)]
    half = [amount // 2 for amount in courses]
    years = {
        "c1": [amount + each[3] for amount in half],
        "c2": [once[0], 0, 0],
        "c3": [once[1], 0, 0],
        "c4": [amount - part for amount, part in zip(courses, half, strict=True)],
        "s1": grant,
        "s2": [each[1]] * 3,
        "s3": [0, 0, late],
        "s4": [each[3]] * 3,
    }
    return {
        name: f"years: {{2019: {a}, 2020: {b}, 2021: {c}}}" for name, (a, b, c) in years.items()
    }


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


def _allocations(rng: random.Random, *, one_off: bool) -> list[bool]:
    kind = "one-off lines, " if one_off else ""
    within, before = [], 0.0
    for size in (2_500, 5_000, 10_000, 20_000):
        plan = plan_of(size, rng, one_off=one_off)
        whole = median(lambda plan=plan: allocate(plan))
        if size == 10_000:
            plain = median(lambda plan=plan: by_line(plan))
            ratio = whole / plain
            within.append(report(f"{kind}10 000 x 8 x 3, to largest remainder", ratio, 4))
        if before:
            within.append(report(f"{kind}{size} to half as many", whole / before, 2.3))
        before = whole
    return within


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
    for one_off in (False, True):
        within += _allocations(rng, one_off=one_off)
    return 0 if all(within) else 1


if __name__ == "__main__":
    sys.exit(main())
