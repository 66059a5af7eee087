"""How long 100 000 shares take as csv and as json, as a ratio to ``ledger bal`` of the same shares.

    python tests/benchmarks/many_shares.py [ROUNDS]

The plan has 2 500 named environments, 8 lines and 5 years. The journal has one transaction for each
share: the environment as its payee, a posting to the line's account and one that balances it. So
``ledger`` (Debian's package of that name) reads and adds up what the program reads a plan for,
shares, checks and writes. All are whole runs, taken in turn. Without ledger, csv is compared with
``check`` of the same plan. Leaves with 1 where something takes longer than it may.
"""

import csv
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ENVIRONMENTS = 2_500
MOST_OF_LEDGER, MOST_OF_CHECK, MOST_OF_CSV = 0.9, 2.0, 1.3


def plan_text() -> str:
    """The plan of about 100 000 shares."""
    rng = random.Random(40)
    named = "".join(
        f"  env-{n}:\n    name: Miljø nummer {n}\n    participants: {rng.randint(1, 60)}\n"
        f"    weight: {rng.randint(1, 9)}\n"
        for n in range(1, ENVIRONMENTS + 1)
    )
    return (
        f"name: Mange andeler\nyears: [2021, 2022, 2023, 2024, 2025]\nenvironments:\n{named}"
        "costs:\n  mobilisation: {yearly: 301 000 000}\n"
        "  course: {yearly: 255 000 000, includes: own}\n  travel: {yearly: 94 000 000}\n"
        "  equipment: {yearly: 150 000 000}\n"
        "financing:\n  county: {yearly: 450 000 000, shared_by: weights}\n"
        "  fee: {yearly: 150 000 000, shared_by: participants}\n"
        "  state: {yearly: 135 000 000, shared_by: weights}\n"
        "  own: {in_kind: true, yearly: 65 000 000, shared_by: participants}\n"
        "grant: county\nphases:\n  first: {share: 2/3, cap: 1 200 000, leftover: carry}\n"
        "  second: {share: 1/3}\n"
    )


def journal_of(shares: Path) -> tuple[str, int]:
    """The journal of the shares in a csv file, and how many there are."""
    with shares.open(encoding="utf-8", newline="") as file:
        transactions = [
            f"{row['year']}-12-31 {row['environment']}\n"
            f"    {row['side']}:{row['line']}  {row['amount']} NOK\n    programme\n\n"
            for row in csv.DictReader(file)
        ]
    return "".join(transactions), len(transactions)


def seconds(command: list[str]) -> float:
    """What a command takes; what it prints goes nowhere."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def measure(folder: Path, rounds: int) -> tuple[int, dict[str, float]]:
    """How many shares there are, and the median time of each run by its name."""
    plan, shares, journal = (folder / name for name in ("plan.yaml", "shares.csv", "journal"))
    plan.write_text(plan_text(), encoding="utf-8")
    program = [sys.executable, "-m", "industri40"]
    subprocess.run([*program, "allocate", str(plan), "-o", str(shares)], check=True)
    written, count = journal_of(shares)
    journal.write_text(written, encoding="utf-8")
    runs = {
        "check": [*program, "check", str(plan)],
        "csv": [*program, "allocate", str(plan), "--format", "csv"],
        "json": [*program, "allocate", str(plan), "--format", "json"],
    }
    if ledger := shutil.which("ledger"):
        runs["ledger"] = [ledger, "--file", str(journal), "balance"]
    times = [{name: seconds(run) for name, run in runs.items()} for _ in range(rounds)]
    return count, {name: statistics.median(one[name] for one in times) for name in runs}


def main(rounds: int) -> int:
    """Measure, print the table, and say by the exit code whether all is within its limits."""
    with tempfile.TemporaryDirectory() as folder:
        count, times = measure(Path(folder), rounds)
    other, most = ("ledger", MOST_OF_LEDGER) if "ledger" in times else ("check", MOST_OF_CHECK)
    print(f"{count} shares, median of {rounds} runs each\n")
    print(f"{'':<20}{'ms':>8}{'ratio':>8}{'at most':>9}")
    late = 0
    for name, base, limit in (("csv", other, most), ("json", "csv", MOST_OF_CSV)):
        ratio = times[name] / times[base]
        late += ratio > limit
        print(f"{f'{name} to {base}':<20}{times[name] * 1000:>8.0f}{ratio:>8.2f}{limit:>9.1f}")
    for name in sorted({"check", "ledger"} & times.keys()):
        print(f"{name:<20}{times[name] * 1000:>8.0f}")
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 9))
