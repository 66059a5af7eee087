"""Random programmes by kind, as texts: the kinds in which sharing is hardest.

``KINDS["one-off"](Random(1))`` makes the same programme every time. In all of them costs equal
financing in every year.
"""

from collections.abc import Callable, Sequence
from random import Random

__all__ = ["KINDS"]

FIRST = 2025


def one_off(rng: Random) -> str:
    """Two costs in the first year only, and a source that comes in the last year."""
    ids = [f"environment-{number}" for number in range(1, rng.randint(3, 40) + 1)]
    once = [[rng.randint(20, 400) * 1000, 0, 0] for _ in range(2)]
    courses = [rng.randint(200, 2000) * 1000 for _ in range(3)]
    total = [sum(amounts) for amounts in zip(*once, courses, strict=True)]
    bank = [0, 0, rng.randint(10, max(11, total[2] // 3000)) * 1000]
    county = [whole - part for whole, part in zip(total, bank, strict=True)]
    lines = {"start_up": once[0], "equipment": once[1], "courses": courses}
    costs = {name: years(amounts) for name, amounts in lines.items()}
    financing = {"county": years(county), "bank": years(bank)}
    return programme(3, counted(ids, rng), costs, financing)


def half_zero(rng: Random) -> str:
    """Half of all years zero, in lines of ordinary size."""
    return mixed(rng, most=1_000_000, zero=0.5, longest=12, phases=False, in_kind=False)


def tiny(rng: Random) -> str:
    """Amounts of a few kroner."""
    return mixed(rng, most=rng.choice([2, 5, 20]), zero=rng.choice([0.2, 0.5]))


def carrying(rng: Random) -> str:
    """Phases with ceilings and applications, of which some carry on what they keep back."""
    most = rng.choice([50, 5_000, 2_000_000])
    return mixed(rng, most=most, zero=rng.choice([0, 0.3]), phases=True)


def spread(rng: Random) -> str:
    """Amounts that are spread evenly over the years, beside some that are not."""
    most, length = rng.choice([20, 5_000, 2_000_000]), rng.randint(1, 6)
    ids = environments(rng, 40)
    totals = [rng.randint(0, most) for _ in range(rng.randint(1, 3))]
    yearly = [[rng.randint(0, most) for _ in range(length)] for _ in range(rng.randint(0, 2))]
    sources = [f"total: {amount}" for amount in totals] + [years(each) for each in yearly]
    parts = split(rng, sum(totals), rng.randint(1, 3))
    costs = [f"total: {amount}" for amount in parts]
    costs.append(years([sum(each) for each in zip([0] * length, *yearly, strict=True)]))
    key = keys(ids, rng)
    financing = {f"s{n}": f"{form}, shared_by: {key()}" for n, form in enumerate(sources)}
    if rng.random() < 0.5:
        kind = rng.randint(0, most)
        financing["k0"] = f"total: {kind}, in_kind: true, shared_by: {key()}"
        costs.append(f"total: {kind}, includes: k0")
    end = _phases(rng, ids, totals[0]) if rng.random() < 0.5 else ""
    named = {f"c{n}": form for n, form in enumerate(costs)}
    return programme(length, people(ids, rng), named, financing, end)


def ordinary(rng: Random) -> str:
    """No amount below a hundred thousand, with common costs, what is in kind, and phases."""
    length, ids, most = rng.randint(1, 6), environments(rng, 40), 10 ** rng.randint(6, 12)
    cash = [[rng.randint(400_000, most) for _ in range(length)] for _ in range(rng.randint(1, 4))]
    kind = [rng.randint(400_000, most) for _ in range(length)]
    common = [amount // 2 for amount in cash[0]]
    number = rng.randint(1, 4)
    costs: dict[str, list[int]] = {f"c{n}": [] for n in range(number)}
    for year in range(length):
        left = sum(amounts[year] for amounts in cash) - common[year]
        for n, amounts in enumerate(costs.values()):
            amounts.append(left // number if n else left - left // number * (number - 1))
    costs["c0"] = [a + b for a, b in zip(costs["c0"], kind, strict=True)]
    key = keys(ids, rng)
    financing = {f"s{n}": f"{years(each)}, shared_by: {key()}" for n, each in enumerate(cash)}
    financing["k0"] = f"{years(kind)}, in_kind: true, shared_by: {key()}"
    named = {name: years(each) for name, each in costs.items()}
    named["c0"] += ", includes: k0"
    named["meetings"] = f"{years(common)}, common: true, financed_by: s0"
    end = _phases(rng, ids, sum(cash[0]) - sum(common))
    return programme(length, people(ids, rng), named, financing, end)


KINDS: dict[str, Callable[[Random], str]] = {
    "one-off": one_off,
    "half zero": half_zero,
    "tiny": tiny,
    "carrying": carrying,
    "spread": spread,
    "ordinary": ordinary,
}
"""Each kind of programme by its name."""


def mixed(
    rng: Random,
    *,
    most: int,
    zero: float,
    longest: int = 40,
    phases: bool | None = None,
    in_kind: bool = True,
) -> str:
    """Sources with amounts up to ``most``, a part of them ``zero``, and costs split at random."""
    length, ids = rng.randint(1, 6), environments(rng, longest)

    def amounts() -> list[int]:
        return [0 if rng.random() < zero else rng.randint(0, most) for _ in range(length)]

    cash = [amounts() for _ in range(rng.randint(1, 5))]
    kinds = [amounts() for _ in range(rng.choice([0, 0, 1, 1, 2]) if in_kind else 0)]
    costs = [[0] * length for _ in range(rng.randint(1, 6))]
    for year in range(length):
        there = [line for line in costs if rng.random() >= zero] or [rng.choice(costs)]
        parts = split(rng, sum(each[year] for each in cash), len(there))
        for line, part in zip(there, parts, strict=True):
            line[year] += part
    includes: dict[int, list[str]] = {}
    for number, each in enumerate(kinds):
        at = rng.randrange(len(costs))
        costs[at] = [a + b for a, b in zip(costs[at], each, strict=True)]
        includes.setdefault(at, []).append(f"k{number}")
    key = keys(ids, rng)
    financing = {f"s{n}": f"{years(each)}, shared_by: {key()}" for n, each in enumerate(cash)}
    for number, each in enumerate(kinds):
        financing[f"k{number}"] = f"{years(each)}, in_kind: true, shared_by: {key()}"
    named = {
        f"c{n}": years(each) + (f", includes: [{', '.join(includes[n])}]" if n in includes else "")
        for n, each in enumerate(costs)
    }
    with_phases = rng.random() < 0.5 if phases is None else phases
    end = _phases(rng, ids, sum(cash[0])) if with_phases else ""
    return programme(length, people(ids, rng), named, financing, end)


def split(rng: Random, total: int, parts: int) -> list[int]:
    """A total in so many parts."""
    cuts = sorted(rng.randint(0, total) for _ in range(parts - 1))
    return [b - a for a, b in zip([0, *cuts], [*cuts, total], strict=True)]


def years(amounts: Sequence[int]) -> str:
    """The form of an amount with one for each year."""
    return f"years: {{{', '.join(f'{FIRST + n}: {each}' for n, each in enumerate(amounts))}}}"


def environments(rng: Random, longest: int) -> list[str]:
    """The ids of a few environments, or of many."""
    most = rng.choice([4, 12, longest])
    return [f"environment-{number}" for number in range(1, rng.randint(1, most) + 1)]


def counted(ids: Sequence[str], rng: Random) -> str:
    """Environments as a count."""
    return f"environments: {len(ids)}\nparticipants: {rng.randint(len(ids), 60 * len(ids))}\n"


def people(ids: Sequence[str], rng: Random) -> str:
    """Environments as a count, or each with participants and a weight, often the same ones."""
    if rng.random() < 0.5:
        return counted(ids, rng)
    firms, weights = (rng.choice([1, 9, 60]), rng.choice([1, 2, 9]))
    entries = (
        f"{each}: {{participants: {rng.randint(1, firms)}, weight: {rng.randint(1, weights)}}}"
        for each in ids
    )
    return f"environments: {{{', '.join(entries)}}}\n"


def keys(ids: Sequence[str], rng: Random) -> Callable[[], str]:
    """Draws keys for sharing."""

    def key() -> str:
        name = rng.choice(["equal", "equal", "participants", "weights", ""])
        numbers = [str(rng.randint(0, 9)) for _ in ids[1:]]
        entries = zip(ids, ["1", *numbers], strict=True)
        return name or f"{{{', '.join(f'{each}: {number}' for each, number in entries)}}}"

    return key


def _phases(rng: Random, ids: Sequence[str], grant: int) -> str:
    count = rng.randint(1, 4)
    shares = [1 + part for part in split(rng, rng.randint(0, 12), count)]
    key, text = keys(ids, rng), "grant: s0\nphases:\n"
    for number, share in enumerate(shares):
        ways = ["return", "redistribute", *(["carry"] * 2 if number + 1 < count else [])]
        entry = f"share: {share}/{sum(shares)}, leftover: {rng.choice(ways)}, shared_by: {key()}"
        if rng.random() < 0.6:
            even = grant * share // sum(shares) // len(ids)
            entry += f", cap: {max(0, even + rng.randint(-3, 3))}"
        applying = [each for each in ids if rng.random() < 0.3]
        if applying and rng.random() < 0.5:
            sought = (f"{each}: {rng.randint(0, 2 * grant // len(ids) + 1)}" for each in applying)
            entry += f", applications: {{{', '.join(sought)}}}"
        text += f"  p{number}: {{{entry}}}\n"
    return text


def programme(
    length: int, who: str, costs: dict[str, str], financing: dict[str, str], end: str = ""
) -> str:
    """The whole text of a plan."""

    def side(lines: dict[str, str]) -> str:
        return "".join(f"  {name}: {{{form}}}\n" for name, form in lines.items())

    span = ", ".join(str(FIRST + number) for number in range(length))
    head = f"name: P\nyears: [{span}]\n{who}"
    return f"{head}costs:\n{side(costs)}financing:\n{side(financing)}{end}"
