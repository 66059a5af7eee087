"""The whole check of a large plan, as a ratio to what loading and validating it plainly takes.

    python tests/benchmarks/large_plan.py [ENVIRONMENTS]

The plain way is ``yaml.load`` with CSafeLoader and one pydantic model of the file: no positions,
no duplicate keys found, nothing added up. Both are whole runs of the interpreter, taken in turn.
Leaves with 1 where the check takes more than half of that, or 100 MB or more.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

PLAIN = """
import sys
import yaml
from pydantic import BaseModel, ConfigDict

class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")

class Environment(Strict):
    name: str
    participants: int
    weight: int

class Line(Strict):
    yearly: str | int
    includes: str | None = None
    common: bool = False
    financed_by: str | None = None
    shared_by: str | None = None
    in_kind: bool = False

class Phase(Strict):
    share: str
    cap: str | None = None
    leftover: str | None = None

class Plan(Strict):
    name: str
    years: list[int]
    environments: dict[str, Environment]
    costs: dict[str, Line]
    financing: dict[str, Line]
    grant: str
    phases: dict[str, Phase]

with open(sys.argv[1], encoding="utf-8") as file:
    Plan.model_validate(yaml.load(file, Loader=yaml.CSafeLoader))
"""

ROUNDS = 7
MOST, MOST_MEGABYTES = 0.5, 100


def plan_text(environments: int) -> str:
    """A plan with this many named environments."""
    rng = random.Random(40)
    named = "".join(
        f"  env-{n}:\n    name: Miljø nummer {n}\n    participants: {rng.randint(1, 60)}\n"
        f"    weight: {rng.randint(1, 9)}\n"
        for n in range(1, environments + 1)
    )
    return (
        f"name: Et stort program\nyears: [2019, 2020, 2021]\nenvironments:\n{named}"
        "costs:\n  mobilisation: {yearly: 1 000 000 000}\n"
        "  course: {yearly: 2 550 000 000, includes: own}\n"
        "  meetings: {yearly: 100 000 000, common: true, financed_by: county}\n"
        "financing:\n  county: {yearly: 1 500 000 000, shared_by: weights}\n"
        "  fee: {yearly: 1 500 000 000, shared_by: participants}\n"
        "  own: {in_kind: true, yearly: 650 000 000}\n"
        "grant: county\nphases:\n  first: {share: 2/3, cap: 350 000, leftover: carry}\n"
        "  second: {share: 1/3}\n"
    )


def run(command: list[str]) -> tuple[float, float]:
    """Seconds and megabytes that a command takes."""
    start = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ)
    _, status, usage = os.wait4(child, 0)
    if status:
        raise RuntimeError(f"{' '.join(command)} left with {status}")
    # Linux counts kilobytes here, macOS bytes
    per_megabyte = 1_000_000 if sys.platform == "darwin" else 1_000
    return time.perf_counter() - start, usage.ru_maxrss / per_megabyte


def main(environments: int) -> int:
    """Measure, print the two figures, and say by the exit code whether they are within limits."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.yaml"
        path.write_text(plan_text(environments), encoding="utf-8")
        ours = [sys.executable, "-m", "industri40", "check", str(path)]
        plain = [sys.executable, "-c", PLAIN, str(path)]
        pairs = [(run(ours), run(plain)) for _ in range(ROUNDS)]
    ratio = statistics.median(a[0] for a, _ in pairs) / statistics.median(b[0] for _, b in pairs)
    megabytes = max(a[1] for a, _ in pairs)
    print(f"check of {environments} environments: {ratio:.2f} of plain loading (at most {MOST})")
    print(f"memory: {megabytes:.0f} MB (below {MOST_MEGABYTES})")
    return 0 if ratio <= MOST and megabytes < MOST_MEGABYTES else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
