"""The whole check of a large plan, as a ratio to what loading and validating it plainly takes.

    python tests/benchmarks/large_plan.py [ENVIRONMENTS]

Once as it is, and once with two figures in ``keys`` of each environment, by which things are
shared. The plain way is ``yaml.load`` with CSafeLoader and one pydantic model of the file: no
positions, no duplicate keys found, nothing added up. Both are whole runs of the interpreter, taken
in turn.
Leaves with 1 where the check takes more than half of that (with keys more than 0.6), or 100 MB or
more.
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
    keys: dict[str, str | int] | None = None

class Line(Strict):
    yearly: str | int
    includes: str | None = None
    common: bool = False
    financed_by: str | None = None
    shared_by: str | dict[str, str] | None = None
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
MOST, MOST_WITH_KEYS, MOST_MEGABYTES = 0.5, 0.6, 100


def plan_text(environments: int, *, keys: bool = False) -> str:
    """A plan with this many named environments, perhaps with two keys each."""
    rng = random.Random(40)
    named = "".join(
        f"  env-{n}:\n    name: Miljø nummer {n}\n    participants: {rng.randint(1, 60)}\n"
        f"    weight: {rng.randint(1, 9)}\n{_figures(rng) if keys else ''}"
        for n in range(1, environments + 1)
    )
    fee, own = (
        ("population", "{schools: 40 %, weights: 60 %}") if keys else ("participants", "equal")
    )
    return (
        f"name: Et stort program\nyears: [2019, 2020, 2021]\nenvironments:\n{named}"
        "costs:\n  mobilisation: {yearly: 1 000 000 000}\n"
        "  course: {yearly: 2 550 000 000, includes: own}\n"
        "  meetings: {yearly: 100 000 000, common: true, financed_by: county}\n"
        "financing:\n  county: {yearly: 1 500 000 000, shared_by: weights}\n"
        f"  fee: {{yearly: 1 500 000 000, shared_by: {fee}}}\n"
        f"  own: {{in_kind: true, yearly: 650 000 000, shared_by: {own}}}\n"
        "grant: county\nphases:\n  first: {share: 2/3, cap: 350 000, leftover: carry}\n"
        "  second: {share: 1/3}\n"
    )


def _figures(rng: random.Random) -> str:
    people = f"{rng.randint(1, 30)} {rng.randint(0, 999):03}"
    return f"    keys: {{population: {people}, schools: {rng.randint(0, 12)}}}\n"


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


def measured(environments: int, *, keys: bool) -> tuple[float, float]:
    """The ratio of the check to loading plainly, and the most megabytes of the check."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.yaml"
        path.write_text(plan_text(environments, keys=keys), encoding="utf-8")
        ours = [sys.executable, "-m", "industri40", "check", str(path)]
        plain = [sys.executable, "-c", PLAIN, str(path)]
        pairs = [(run(ours), run(plain)) for _ in range(ROUNDS)]
    ratio = statistics.median(a[0] for a, _ in pairs) / statistics.median(b[0] for _, b in pairs)
    return ratio, max(a[1] for a, _ in pairs)


def main(environments: int) -> int:
    """Measure, print the figures, and say by the exit code whether they are within limits."""
    fine = True
    for keys, most in ((False, MOST), (True, MOST_WITH_KEYS)):
        ratio, megabytes = measured(environments, keys=keys)
        what = f"{environments} environments{' with two keys each' if keys else ''}"
        print(f"check of {what}: {ratio:.2f} of plain loading (at most {most})")
        print(f"memory: {megabytes:.0f} MB (below {MOST_MEGABYTES})")
        fine &= ratio <= most and megabytes < MOST_MEGABYTES
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
