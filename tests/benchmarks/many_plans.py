"""How long 500 plans in one call take, as a ratio to ``python -c pass`` of the same interpreter.

    python tests/benchmarks/many_plans.py [ROUNDS]

Every round checks 500 copies of the reference plan, and runs ``python -c pass`` ten times, so that
what else the machine does falls on both. Leaves with 1 where it takes longer than it may.
"""

import compileall
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import industri40

PLAN = Path(__file__).parents[2] / "budgets" / "industri40-trondelag.yaml"
PLANS = 500
MOST = 100.0


def main(rounds: int) -> int:
    """Measure, print the ratio, and say by the exit code whether it is within its limit."""
    compileall.compile_dir(Path(industri40.__file__).parent, quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(PLANS):
            shutil.copy(PLAN, Path(folder) / f"{number}.yaml")
        nothing, everything = [], []
        for _ in range(rounds):
            nothing += [_seconds("-c", "pass") for _ in range(10)]
            everything.append(_seconds("-m", "industri40", "check", folder))
    base, median = statistics.median(nothing), statistics.median(everything)
    processors = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count()
    print(f"Python {sys.version.split()[0]}, {processors} processors, median of {rounds} rounds\n")
    print(f"{'command':<20}{'ms':>8}{'ratio':>8}{'at most':>9}")
    print(f"{'python -c pass':<20}{base * 1000:>8.1f}{1:>8.1f}")
    print(f"{f'check {PLANS} plans':<20}{median * 1000:>8.1f}{median / base:>8.1f}{MOST:>9.1f}")
    return 1 if median / base > MOST else 0


def _seconds(*arguments: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 9))
