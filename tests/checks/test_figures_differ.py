"""No finding says that something is more than itself: what is printed differs, by what is printed.

Random plans that miss by little, and the broken plans of tests/data/invalid, go through the reader,
the checks and the formats; the numbers are read back from what a person and a program get.
"""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random

import pytest

from industri40.checks import check
from industri40.checks.advice import relaxed
from industri40.engine.allocation import allocate
from industri40.findings.finding import Finding
from industri40.load import read_plan
from industri40.render.common.excerpt import Excerpts
from industri40.render.findings.report import Report
from industri40.render.registry import renderer

INVALID = Path(__file__).parents[1] / "data" / "invalid"
WITH_FIGURES = [f"P{code}" for code in (217, 225, 227, 232, 246, 247, 248)]
WITH_FIGURES += "B301 B302 B303 S401 L501 L502 L503 A603 A604 A605 A606 A607 A608 A609".split()  # noqa: SIM905
SAY_NO_DIFFERENCE = {"P225", "P227"}
HEAD = "name: N\nlanguage: {}\nenvironments: {}\nparticipants: {}\nround_to: 0.01\nyears: {}\n"


def amount(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02}"


def head(rng: Random, years: int) -> str:
    first = rng.randint(2019, 2040)
    several = list(range(first, first + years))
    size = rng.randint(1, 40)
    return HEAD.format(rng.choice(["nb", "en"]), rng.randint(1, 9), size, several)


def overdrawn(rng: Random) -> str:
    """What is taken of a line is a little more than it has, spread over years."""
    whole = rng.choice([rng.randint(0, 5), rng.randint(0, 10**7), 10**12])
    more, less = amount(whole + rng.choice([1, 1, 3, 5_000])), amount(whole)
    lines = {
        "P217": f"costs: {{c: {{total: {less}}}}}\nfinancing:\n  g: {{total: {less}, sources: "
        f"{{a: {{total: {more}}}, b: {{rest: true}}}}}}\n",
        "P225": f"costs: {{c: {{total: {less}, includes: a}}}}\n"
        f"financing: {{a: {{in_kind: true, total: {more}}}, b: {{total: 1}}}}\n",
        "P227": f"costs: {{c: {{total: {more}, common: true, financed_by: a}}}}\n"
        f"financing: {{a: {{total: {less}}}}}\n",
    }
    return head(rng, rng.randint(1, 9)) + lines[rng.choice(list(lines))]


def miscounted(rng: Random) -> str:
    """The environments' participants do not total the programme's."""
    people = [rng.choice([rng.randint(1, 9), rng.randint(1, 10**6)]) for _ in range(3)]
    named = ", ".join(f"e{n}: {{participants: {each}}}" for n, each in enumerate(people))
    text = head(rng, 2) + "costs: {c: {yearly: 1}}\nfinancing: {a: {yearly: 1}}\n"
    text = re.sub("environments: .*", f"environments: {{{named}}}", text)
    return re.sub("participants: [0-9]+\n", f"participants: {sum(people) + 1}\n", text)


def beyond(rng: Random) -> str:
    """Limits and stated figures that are missed by little, and years that hardly balance."""
    grant, fee = rng.randint(100, 10**6), rng.randint(100, 10**6)
    plan = head(rng, years := rng.randint(1, 7))
    size = int(re.findall("participants: ([0-9]+)", plan)[0])
    off, count = rng.choice([0, 0, 1, 5_000]), int(re.findall("environments: ([0-9]+)", plan)[0])
    share = Fraction(grant, grant + fee) * 100
    percent = max(0, int(share * 1000) - rng.choice([0, 1])) / Decimal(1000)
    limits = {
        "fee_per_participant_at_most": amount(fee * years // size),
        "grant_per_environment_at_most": amount(grant * years // count),
        "grant_share_at_most": rng.choice([f"{percent} %", "99.999 %", "1/7"]),
    }
    printed = rng.choice([amount(fee // size + 1), str(fee // 100 // size + 1), amount(fee)[:-1]])
    return (
        f"{plan}costs: {{c: {{yearly: {amount(grant + fee + off)}}}}}\n"
        f"financing:\n  a: {{yearly: {amount(grant)}}}\n"
        f"  b: {{yearly: {amount(fee)}, shared_by: participants}}\ngrant: a\nlimits:\n"
        + "".join(f"  {name}: {limit}\n" for name, limit in limits.items())
        + f"stated: [{{table: breakdown, rows: {{b: {{participant: {printed}}}}}}}]\n"
    )


def plans() -> Iterator[bytes]:
    for path in sorted(INVALID.glob("*.yaml")):
        data = re.sub(rb"(?m)^language: (nb|en)$", b"", path.read_bytes())
        yield from (data + b"\nlanguage: " + language for language in (b"nb", b"en"))
    for seed in range(30):
        rng = Random(seed)
        yield from (make(rng).encode() for make in (overdrawn, miscounted, beyond))


@cache
def found() -> tuple[Finding, ...]:
    """Every finding with figures."""
    findings: list[Finding] = []
    for data in plans():
        plan, said = read_plan(data, "plan.yaml")
        findings += said if plan is None else (*check(plan), *relaxed(allocate(plan)))
    return tuple(one for one in findings if one.expected is not None or one.found is not None)


def numbers(text: str, language: str) -> set[Fraction]:
    """Every number in a text, also those that are written as fractions."""
    between, point = (" ", ",") if language == "nb" else (",", r"\.")
    whole = f"[0-9]{{1,3}}(?:{between}[0-9]{{3}})+|[0-9]+"
    pattern = rf"(?:({whole}) \+ )?([0-9]+/[0-9]+)|({whole})(?:{point}([0-9]+))?"
    several = set()
    for more, part, digits, decimals in re.findall(pattern, text):
        plain = re.sub("[^0-9]", "", more or digits or "0")
        several.add(Fraction(plain) + Fraction(part or f"0.{decimals or 0}"))
    return several


def test_every_code_with_figures_is_found_and_no_other():
    assert {one.code for one in found()} == set(WITH_FIGURES)


@pytest.mark.parametrize("code", WITH_FIGURES)
@pytest.mark.parametrize("language", ["nb", "en"])
def test_what_is_printed_differs_and_the_difference_is_theirs(code: str, language: str):
    several = [one for one in found() if (one.code, one.language) == (code, language)]
    assert several
    for one in several:
        said = numbers(one.message, language)
        printed = [one.expected, one.found] if code == "A603" else one.printed[:2]
        assert printed[0] != printed[1]
        assert set(map(abs, printed)) <= said, one
        assert code in SAY_NO_DIFFERENCE or abs(printed[1] - printed[0]) in said, one


LABELS = {
    "nb": ("forventet", "funnet", "forskjell"),
    "en": ("expected", "found", "difference"),
}


@pytest.mark.parametrize("code", WITH_FIGURES)
def test_programs_and_people_get_the_same_figures(code: str):
    for one in (one for one in found() if one.code == code):
        report = Report((one,), 1, Excerpts({}))
        [read] = json.loads(renderer("findings", "json")(report), parse_float=Decimal)["findings"]
        figures = [Fraction(read[name]) for name in ("expected", "found", "difference")]
        assert figures[0] != figures[1]
        assert figures[1] - figures[0] == figures[2]
        labels = "|".join(LABELS[one.language])
        lines = re.findall(rf"(?m)^ +(?:{labels}) +(.*)$", renderer("findings", "text")(report))
        for text, figure in zip(lines, figures, strict=True):
            assert numbers(text, one.language) == {abs(figure)}
            assert text.startswith("-") == (figure < 0)
