"""How long a short run takes, as ratios to ``python -c pass`` of the same interpreter.

    python tests/benchmarks/start.py [ROUNDS]

Every round runs each command once, so that what else the machine does falls on all of them; a
ratio is that of two medians. Byte code is compiled first, as an installation does. Leaves with 1
where a command takes longer than it may.
"""

import compileall
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import industri40
from industri40.languages import LANGUAGES

PLAN = Path(__file__).parents[2] / "budgets" / "industri40-trondelag.yaml"

OF_PLANS = {
    "check PLAN": (["check", str(PLAN)], 14.0),
    "allocate PLAN --format csv": (["allocate", str(PLAN), "--format", "csv"], 14.0),
    "allocate PLAN": (["allocate", str(PLAN)], 17.0),
}
COMMANDS = {
    "--version": (["--version"], 1.5),
    "--help": (["--help"], 7.0),
    **{
        f"{name} ({language})": ([*arguments, "--lang", language], most)
        for name, (arguments, most) in OF_PLANS.items()
        for language in LANGUAGES
    },
}
"""Each command with the most that it may take, in times ``python -c pass``; in both languages."""


def main(rounds: int) -> int:
    """Measure, print the table, and say by the exit code whether all is within its limit."""
    compileall.compile_dir(Path(industri40.__file__).parent, quiet=1)
    quiet = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "FORCE_COLOR"}
    environment = {name: value for name, value in os.environ.items() if name not in quiet}
    runs = {"python -c pass": [sys.executable, "-c", "pass"]}
    for name, (arguments, _) in COMMANDS.items():
        runs[name] = [sys.executable, "-m", "industri40", *arguments]
    times: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(rounds + 1):
        for name, command in runs.items():
            start = time.perf_counter()
            subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
            if number:  # the first round only warms the disk's cache
                times[name].append(time.perf_counter() - start)
    base = statistics.median(times["python -c pass"])
    print(f"Python {sys.version.split()[0]}, median of {rounds} runs each\n")
    print(f"{'command':<34}{'ms':>8}{'ratio':>8}{'at most':>9}")
    print(f"{'python -c pass':<34}{base * 1000:>8.1f}{1:>8.2f}")
    late = 0
    for name, (_, most) in COMMANDS.items():
        median = statistics.median(times[name])
        late += median / base > most
        print(f"{name:<34}{median * 1000:>8.1f}{median / base:>8.2f}{most:>9.1f}")
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 31))
