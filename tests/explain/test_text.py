"""Explanations as text: on a screen, in the plan's language, with formulas that come out."""

# ruff: noqa: RUF001 - formulas are written with these signs

import re
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from strategies import PlanDict, plans, yaml_bytes

from industri40.explain.trace import KINDS, explain, names
from industri40.load import load_plan, read_plan
from industri40.render.common.results import TextOptions
from industri40.render.explanation.text import render
from industri40.report.case import Case

TESTS = Path(__file__).parent.parent
REFERENCE = TESTS.parent / "budgets" / "industri40-trondelag.yaml"
PLANS = sorted(
    [*(TESTS / "data" / "plans").glob("*.yaml"), *(TESTS / "data" / "edge").glob("*.yaml")]
)
ALL = 1000
"""Deeper than any explanation."""


@cache
def reference() -> Case:
    return Case(load_plan(str(REFERENCE)))


def lines_of(case: Case, figure: str, depth: int | None = None) -> list[str]:
    return render(case, explain(case, figure), TextOptions(80), depth).splitlines()


def every_name(case: Case) -> list[str]:
    return list(dict.fromkeys(name for kind in KINDS for name in names(case, kind)))


def test_every_figure_of_the_reference_plan_fits_on_a_screen() -> None:
    found = every_name(reference())
    assert len(found) > 400
    awards = {f"awards.{one.phase}.{one.environment}" for one in reference().allocation.awards}
    assert awards <= set(found)
    alike = re.compile(r"\benvironment-[2467]\b")  # some of the eight that are alike
    for figure in sorted({*awards, *found[::3]}):
        if alike.search(figure):
            continue
        lines = lines_of(reference(), figure)
        assert len(lines) <= (10 if figure in awards else 20), figure
        assert max(map(len, lines)) <= 80, figure


def test_the_award_of_the_reference_plan() -> None:
    assert lines_of(reference(), "awards.introduction.environment-1") == [
        "Tildelt, Miljø 1, INTRODUKSJON: 350 000 = det minste av 2 800 000 ÷ 8 og 350 000",
        "  2 800 000 = 2/3 × 4 200 000  Ramme, INTRODUKSJON",
        "    2/3  Andel, INTRODUKSJON  industri40-trondelag.yaml:78",
        "    4 200 000 = 4 500 000 − 100 000 × 3  Tilskudd etter felles kostnader",
        "      4 500 000 = 1 500 000 × 3, 2019–2021  Tilskudd i alt",
        "          industri40-trondelag.yaml:43",
        "      100 000 × 3, 2019–2021  Møteplasser for næringsapparat",
        "          industri40-trondelag.yaml:34",
        "  8  Antall miljøer  industri40-trondelag.yaml:17",
        "  350 000  Tak, INTRODUKSJON  industri40-trondelag.yaml:79",
    ]


def test_depth_goes_on_from_what_fits_down_to_everything() -> None:
    figure = "shares.mobilisation.environment-3.2020"
    shown = lines_of(reference(), figure)
    mentioned, deeper = shown[-1].split(" --depth ")
    assert mentioned == "Mer:"
    more = lines_of(reference(), figure, int(deeper))
    assert len(more) > len(shown)
    assert lines_of(reference(), figure, 0)[1:] == ["Mer: --depth 1"]
    every = lines_of(reference(), figure, ALL)
    assert len(every) > len(more)
    assert not any(re.search(r"\[|Mer:", line) for line in every)
    assert any(line.endswith("som over") for line in every)


def test_a_name_in_brackets_is_what_to_ask_for_next() -> None:
    text = "\n".join(lines_of(reference(), "shares.mobilisation.environment-3.2020"))
    asked = re.findall(r"\[([^\]]+)\]", text)
    assert asked
    for name in asked:
        assert explain(reference(), name).figure == name


def test_of_more_than_fit_the_first_stand_there() -> None:
    case = Case(load_plan(str(TESTS / "data" / "plans" / "twelve.yaml")))
    lines = lines_of(case, "environments.all.sum.costs")
    every = lines_of(case, "environments.all.sum.costs", 1)
    assert len(lines) <= 20 < len(every)
    assert lines[:-2] == every[: len(lines) - 2]
    left = re.fullmatch(r"  … og (\d+) til", lines[-2])
    assert left is not None
    assert int(left[1]) > 3
    assert lines[-1] == "Mer: --depth 1"


NUMBER = r"\(?-?[0-9][0-9 ]*(?:,[0-9]+)?(?: %|/[0-9]+)?[⅓⅔⅙⅚⅐⅑]?\)?|[⅓⅔⅙⅚⅐⅑]"
VULGAR = dict(zip("⅓⅔⅙⅚⅐⅑", map(Fraction, ("1/3", "2/3", "1/6", "5/6", "1/7", "1/9")), strict=True))


def value(text: str) -> Fraction:
    text = text.strip("()").replace(" ", "").replace(",", ".")
    part = VULGAR.get(text[-1], Fraction(0))
    text = text.rstrip("".join(VULGAR)).lstrip()
    sign = -1 if text.startswith("-") else 1
    if text.endswith("%"):
        return Fraction(text[:-1]) / 100
    return sign * (abs(Fraction(text or "0")) + part)


def worth(formula: str) -> Fraction | None:
    """What a formula comes to; None of one that counts what it does not name."""
    if "summen av" in formula:
        return None
    for word, of in (("det minste av ", min), ("det største av ", max)):
        if formula.startswith(word):
            parts = [worth(one) for one in formula.removeprefix(word).split(" og ")]
            return of(one for one in parts if one is not None)
    total = Fraction(0)
    for sign, term in re.findall(r"(^| \+ | − )((?:(?! \+ | − ).)+)", formula):
        factors = re.split(r" ([×÷]) ", term)
        product = value(factors[0])
        for operator, factor in zip(factors[1::2], factors[2::2], strict=True):
            product = product * value(factor) if operator == "×" else product / value(factor)
        total += -product if sign == " − " else product
    return total


def comes_out(line: str) -> bool:
    """Whether the formula at the beginning of a line comes out; where it says so, about."""
    formula = re.split(r"  |, rundet|, (?=[0-9]{4}\b)", line.strip())[0]
    *parts, last = re.split(r" (?:=|≈) ", formula)
    result = worth(last)
    if not parts or result is None:
        return not parts
    figures = [value(one) for one in parts]
    if "≈" not in formula:
        return figures[0] == result
    # every number is off by half of its last decimal at most, which factors make more of
    return abs(figures[-1] - result) <= 1 + abs(result) / 50


def is_right(case: Case, figure: str) -> int:
    wide = TextOptions(10_000)
    lines = render(case, explain(case, figure), wide, ALL).splitlines()
    lines[0] = lines[0].rpartition(": ")[2]
    formulas = [line for line in lines if re.match(rf" *(?:{NUMBER})(?: [=≈×]|  |$)", line)]
    for line in formulas:
        assert comes_out(line) or "summen av" in line, (figure, line)
        said = re.search(r" [=≈] |:\d|lik for alle kilder", line)
        assert said, (figure, line)  # what is made of nothing is a line of the plan
    return len(formulas)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_formulas_come_out(path: Path) -> None:
    plan = load_plan(str(path))
    case = Case(read_plan(plan.document.text.encode(), path.name, "nb")[0] or plan)
    found = every_name(case)
    assert sum(is_right(case, one) for one in Random(path.stem).sample(found, 8)) > 8


def test_formulas_of_the_reference_plan_come_out() -> None:
    assert sum(is_right(reference(), one) for one in every_name(reference())[::7]) > 500


@settings(
    max_examples=20, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
@given(plans(balanced=None), st.randoms(use_true_random=False))
def test_formulas_of_random_plans_come_out(written: PlanDict, rng: Random) -> None:
    plan, findings = read_plan(yaml_bytes(written), "plan.yaml", "nb")
    assert plan is not None, findings
    case = Case(plan)
    for figure in rng.sample(every_name(case), 5):
        is_right(case, figure)


@pytest.mark.parametrize("width", [30, 40, 60, 80])
def test_a_narrow_explanation_keeps_its_amounts_whole_and_leaves_no_space_at_the_end(width: int):
    step = explain(reference(), "breakdown.county.total")
    text = render(reference(), step, TextOptions(width), ALL)
    assert "1 500 000" in text
    assert not [line for line in text.splitlines() if line != line.rstrip()]


def test_signs_that_an_encoding_lacks_are_written_with_others() -> None:
    step = explain(reference(), "breakdown.participants.environment_year")
    text = render(reference(), step, TextOptions(encoding="ascii"))
    assert "17 ~ 16 2/3 = 50 / 3\n" in text
    step = explain(reference(), "frames.introduction.frame")
    text = render(reference(), step, TextOptions(encoding="latin-1"))
    assert "4 500 000 - 100 000 × 3" in text
    assert "1 500 000 × 3, 2019-2021" in text


def test_in_english_words_and_numbers_are_english() -> None:
    case = Case(
        read_plan(reference().plan.document.text.encode(), "plan.yaml", "en")[0] or reference().plan
    )
    lines = lines_of(case, "awards.introduction.environment-1")
    assert lines[0].endswith(": 350,000 = least of 2,800,000 ÷ 8 and 350,000")
    assert len(lines) <= 10
    assert any(line.startswith("    4,200,000 = 4,500,000 − 100,000 × 3") for line in lines)
