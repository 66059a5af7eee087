"""Numbers without end are refused, ordinary ones are not, and what is left can be computed."""

from fractions import Fraction
from random import Random

import pytest
from cases import case_of

from industri40.engine.allocation import allocate
from industri40.explain.step import walk
from industri40.explain.trace import explain
from industri40.findings.catalogue import RULES
from industri40.findings.finding import Finding
from industri40.load import read_plan
from industri40.money import LONGEST_NUMBER
from industri40.plan.meaning.precision import MOST_DIGITS, common_denominator
from industri40.plan.model import Plan

PRINTABLE = 10**4300
"""Python writes no integer of more digits."""


def read(text: str) -> tuple[Plan | None, tuple[Finding, ...]]:
    return read_plan(text.encode(), "plan.yaml", "en")


def weighted(*weights: str) -> str:
    """A plan in which environments have these weights."""
    named = "".join(f"  e{n}: {{weight: '{weight}'}}\n" for n, weight in enumerate(weights))
    return (
        f"name: Weights\nyears: [2024]\nparticipants: 400\nenvironments:\n{named}"
        "costs: {work: {yearly: 1 000}}\n"
        "financing: {county: {yearly: 1 000, shared_by: weights}}\n"
    )


def mapped(*keys: list[str], amount: int = 1_000, phases: str = "") -> str:
    """A plan with a source for each of these keys."""
    sources = ""
    for number, weights in enumerate(keys):
        each = ", ".join(f"e{n}: {weight}" for n, weight in enumerate(weights))
        sources += f"  s{number}: {{yearly: {amount}, shared_by: {{{each}}}}}\n"
    names = ", ".join(f"e{n}: {{}}" for n in range(len(keys[0])))
    return (
        f"name: Keys\nyears: [2024, 2025]\nparticipants: 400\nenvironments: {{{names}}}\n"
        f"costs: {{work: {{yearly: {amount * len(keys)}}}}}\nfinancing:\n{sources}"
        f"grant: s0\n{phases}"
    )


def keyed(*keys: list[str]) -> str:
    """A plan with a cost line for each of these keys, and one without."""
    costs = ""
    for number, weights in enumerate(keys):
        each = ", ".join(f"e{n}: {weight}" for n, weight in enumerate(weights))
        costs += f"  c{number}: {{yearly: 1, shared_by: {{{each}}}}}\n"
    names = ", ".join(f"e{n}: {{}}" for n in range(len(keys[0])))
    return (
        f"name: Keys\nyears: [2024, 2025]\nenvironments: {{{names}}}\n"
        f"costs:\n  work: {{yearly: 1 000 000}}\n{costs}financing: {{county: {{rest: true}}}}\n"
    )


def phased(*shares: str) -> str:
    phases = "".join(f"  p{n}: {{share: {share}}}\n" for n, share in enumerate(shares))
    return mapped(["1", "2"], phases=f"phases:\n{phases}")


def codes(text: str) -> list[str]:
    return [finding.code for finding in read(text)[1]]


@pytest.mark.parametrize(
    "weight",
    [
        "1/" + "7" * 16,
        "1/" + "3" * 43,
        "9" * 43 + "/2",
        "9" * 16,
        "0.3333333333333333333",
        "0,1234567890123457",
        "12345678.12345679",
    ],
)
def test_a_weight_of_too_many_digits_is_refused_wherever_it_stands(weight):
    for text in (weighted("1", weight), mapped(["1", f'"{weight}"'])):
        [finding] = read(text)[1]
        assert finding.code == "P256"
        assert "; 15 are the most, so write fewer" in finding.message


@pytest.mark.parametrize(
    "share", ["1/" + "7" * 16, "1/" + "7" * 46, "0.3333333333333333333", "33.3333333333333333 %"]
)
def test_a_share_of_too_many_digits_is_refused(share):
    findings = read(phased(share, "2/3"))[1]
    assert [(finding.code, finding.subject) for finding in findings] == [
        ("P256", "phases.p0.share")
    ]


@pytest.mark.parametrize(
    "weight",
    [
        "4.0470",
        "2/3",
        "66.7",
        "0.333333",
        "5 600 123",
        "1/999999",
        "0.10000000000000000000",
        "9" * 15,
    ],
)
def test_an_ordinary_weight_is_not(weight):
    assert codes(weighted("1", weight)) == []
    assert codes(mapped(["1", f'"{weight}"'])) == []


@pytest.mark.parametrize(
    "shares", [("2/3", "1/3"), ("66.7 %", "33.3 %"), ("12.34567 %", "87.65433 %"), ("1/7",) * 7]
)
def test_ordinary_shares_are_not(shares):
    assert codes(phased(*shares)) == []


PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53]


@pytest.mark.parametrize(
    "numbers",
    [
        [f"1/{prime}" for prime in PRIMES],
        [f"{prime}/{10**8 + prime}" for prime in PRIMES],
        ["1", "1/1000000007", "0.000001"],
    ],
)
def test_numbers_of_one_key_have_a_short_common_denominator(numbers):
    scale, beyond = common_denominator(dict(enumerate(map(Fraction, numbers))))
    assert beyond is not None
    assert scale < 10**LONGEST_NUMBER <= scale * Fraction(numbers[beyond]).denominator
    for text, subject in (
        (weighted(*numbers), f"environments.e{beyond}.weight"),
        (mapped(numbers), f"financing.s0.shared_by.e{beyond}"),
        (phased(*numbers), f"phases.p{beyond}.share"),
    ):
        [finding] = read(text)[1]
        assert (finding.code, finding.subject) == ("P256", subject)
        assert "no common denominator of at most 15 digits" in finding.message


def test_the_remedies_help_when_they_are_followed():
    assert codes(weighted(*(f"{round(1 / prime, 4):.4f}" for prime in PRIMES))) == []
    assert codes(weighted("1/3", "0.333333333")) == []
    assert codes(weighted(*(["1/3"] * 16))) == []


def test_very_many_denominators_are_found_without_adding_them_up():
    numbers = {n: Fraction(1, n) for n in range(1, 100_000)}
    scale, beyond = common_denominator(numbers)
    assert scale < 10**LONGEST_NUMBER
    assert beyond == 37
    assert common_denominator({}) == (1, None)


def keys_of(number: int, digits: int) -> list[list[str]]:
    rng = Random(number)
    return [
        [str(rng.randrange(10 ** (digits - 1), 10**digits)) for _ in range(5)]
        for _ in range(number)
    ]


def test_all_keys_together_give_sums_of_a_few_hundred_digits():
    [finding] = read(mapped(*keys_of(70, 14)))[1]
    assert finding.code == "P256"
    assert f"{MOST_DIGITS} are the most" in finding.message
    assert finding.place.line == 6
    # as the remedy says: fewer digits, or the same key for more of the sources
    assert codes(mapped(*keys_of(70, 7))) == []
    assert codes(mapped(*(keys_of(1, 14) * 70))) == []


def test_keys_of_cost_lines_count_as_those_of_sources_do():
    [finding] = read(keyed(*keys_of(70, 14)))[1]
    assert finding.code == "P256"
    assert "The 71 keys of the lines" in finding.message
    assert codes(keyed(*keys_of(70, 7))) == []


def test_each_year_of_given_amounts_counts_as_a_key():
    def found(lines: int) -> list[str]:
        given = "".join(f"  g{n}: {{by_environment: {{e0: 5}}}}\n" for n in range(lines))
        work = "".join(f"  w{n}: {{yearly: 9}}\n" for n in range(60))
        years = ", ".join(map(str, range(2000, 2040)))
        return codes(
            f"name: Given\nyears: [{years}]\nenvironments: {{e0: {{}}, e1: {{}}}}\n"
            f"costs:\n{given}{work}financing: {{county: {{rest: true}}}}\n"
        )

    # each of them may be a part of each of the 60 lines without a key, in each of the 40 years
    assert (found(20), found(30)) == ([], ["P220"])


@pytest.mark.parametrize(("sources", "digits"), [(1, 15), (30, 7), (40, 14)])
def test_what_is_left_can_be_explained_and_printed(sources, digits):
    phases = "phases:\n" + "".join(
        f"  p{n}: {{share: 1/8, cap: 20, leftover: {'carry' if n < 7 else 'return'}}}\n"
        for n in range(8)
    )
    plan, findings = read(mapped(*keys_of(sources, digits), phases=phases))
    assert plan is not None, findings
    allocation = allocate(plan)
    longest = 0
    for figure in ("shares.work.e3.2025", "shares.s0.e4.2025", "awards.p7.e0"):
        for step in walk(explain(case_of(plan, allocation), figure)):
            assert max(abs(step.exact.numerator), step.exact.denominator) < PRINTABLE
            longest = max(longest, step.exact.denominator)
    assert longest > 10 ** (sources * (digits - 2))


def test_the_rule_names_its_limits():
    assert "at most 15" in RULES["P256"].meaning("en")
    assert f"at most {MOST_DIGITS}" in RULES["P256"].meaning("en")


@pytest.mark.parametrize(("phases", "found"), [(100, []), (101, ["P220"])])
def test_there_are_at_most_a_hundred_phases(phases, found):
    assert codes(phased(*([f"1/{phases}"] * phases))) == found


def test_what_would_take_too_long_is_refused_with_the_figures():
    years = ", ".join(map(str, range(2000, 2100)))
    costs = "".join(f"  c{n}: {{yearly: 200}}\n" for n in range(120))
    sources = "".join(f"  s{n}: {{yearly: 200}}\n" for n in range(300))
    text = (
        f"name: Many\nyears: [{years}]\nparticipants: 10\nenvironments: 2\n"
        f"costs:\n{costs}financing:\n{sources}"
    )
    [finding] = read(text)[1]
    assert finding.code == "P220"
    assert "300 sources and keys times 120 cost lines times 100 years" in finding.message
    assert "2,500,000 are the most" in finding.message
