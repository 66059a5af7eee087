"""An environment leaves after the first phase, and what it did not use is awarded anew."""

import json
from pathlib import Path

PLAN = Path(__file__).parents[2] / "budgets" / "industri40-trondelag.yaml"

DECIDED = """
    awarded:
      environment-1: 350 000
      environment-2: 350 000
      environment-3: 350 000
      environment-4: 350 000
      environment-5: 350 000
      environment-6: 350 000
      environment-7: 350 000
      environment-8: 350 000
    returned: {environment-3: 150 000}
"""
BY_NAME = "environments:\n" + "".join(
    f"  environment-{n}: {{name: Miljø {n}{', phases: [introduction]' if n == 3 else ''}}}\n"
    for n in range(1, 9)
)


def decided(folder: Path) -> Path:
    """The programme after its first phase, of which nothing is stated any more."""
    text = PLAN.read_text("utf-8").partition("\nstated:")[0]
    lines = text.splitlines(keepends=True)
    lines = [BY_NAME if one.startswith("environments: 8") else one for one in lines]
    [cap] = [at for at, one in enumerate(lines) if one.strip().startswith("cap: 350 000")]
    lines.insert(cap, DECIDED.lstrip("\n"))
    (folder / "plan.yaml").write_text("".join(lines), "utf-8")
    return folder / "plan.yaml"


def test_seven_share_what_the_eighth_returned(call, tmp_path):
    plan = decided(tmp_path)
    done = call("allocate", plan, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    document = json.loads(done.stdout)
    first, second = document["frames"]
    assert first == {
        "phase": "introduction",
        "frame": 2_800_000,
        "awarded": 2_800_000,
        "given_back": 150_000,
        "leftover": 150_000,
        "carried": 150_000,
        "returned": 0,
    }
    assert (second["frame"], second["awarded"], second["leftover"]) == (1_550_000, 1_550_000, 0)
    by_phase = {"introduction": {}, "specialisation": {}}
    for award in document["awards"]:
        by_phase[award["phase"]][award["environment"]] = award["amount"]
    assert by_phase["introduction"] == {f"environment-{n}": 350_000 for n in range(1, 9)}
    assert len(by_phase["specialisation"]) == 7
    assert set(by_phase["specialisation"].values()) == {221_428, 221_429}
    grant = [one for one in document["shares"] if one["line"] == "county"]
    left = sum(one["amount"] for one in grant if one["environment"] == "environment-3")
    assert left == 200_000


def test_people_read_the_decided_awards_as_they_were(call, tmp_path):
    done = call("allocate", decided(tmp_path), "--table", "awards")
    assert done.stdout.count("350 000") >= 8
    assert "221 428" in done.stdout
    assert "150 000" in done.stdout
