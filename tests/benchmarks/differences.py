"""What ``diff`` takes, as ratios to other commands in the same run.

    python tests/benchmarks/differences.py [ROUNDS]

Two reference plans against ``allocate`` of one; two plans of 10 000 named environments, in which
every award differs, against ``check`` of both. Whole runs of the interpreter, taken in turn. Leaves
with 1 where a ratio is more than it may be.
"""

import statistics
import sys
import tempfile
from pathlib import Path

from large_plan import plan_text, run

REFERENCE = Path(__file__).parents[2] / "budgets" / "industri40-trondelag.yaml"
MOST_OF_ALLOCATE, MOST_OF_CHECK = 1.3, 2.5


def ratio(rounds: int, ours: list[object], theirs: list[object]) -> float:
    """How long one command takes, in times another one."""
    program = [sys.executable, "-m", "industri40"]
    pairs = [
        [run([*program, *map(str, arguments)])[0] for arguments in (ours, theirs)]
        for _ in range(rounds + 1)
    ][1:]  # the first round only warms the disk's cache
    one, other = (statistics.median(times) for times in zip(*pairs, strict=True))
    return one / other


def main(rounds: int) -> int:
    """Measure, print the figures, and say by the exit code whether they are within limits."""
    with tempfile.TemporaryDirectory() as folder:
        text, large = REFERENCE.read_text("utf-8"), plan_text(10_000)
        less = large.replace("county: {yearly: 1 5", "county: {yearly: 1 4")
        plans = []
        for name, written in (
            ("reference", text.replace("yearly: 1 500 000", "yearly: 1 400 000", 1)),
            ("old", large),
            ("new", less.replace("fee: {yearly: 1 5", "fee: {yearly: 1 6")),
        ):
            plans.append(Path(folder) / f"{name}.yaml")
            plans[-1].write_text(written, encoding="utf-8")
        new, *both = plans
        output = Path(folder) / "out.txt"
        few = ratio(
            rounds, ["diff", REFERENCE, new, "-o", output], ["allocate", REFERENCE, "-o", output]
        )
        many = ratio(rounds, ["diff", *both, "-o", output], ["check", *both])
    print(f"diff of two reference plans: {few:.2f} of allocate (at most {MOST_OF_ALLOCATE})")
    print(f"diff of 10 000 environments: {many:.2f} of check of both (at most {MOST_OF_CHECK})")
    return 0 if few <= MOST_OF_ALLOCATE and many <= MOST_OF_CHECK else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 9))
