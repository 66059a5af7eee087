"""Amounts that follow from others: sums of groups, rests and percent, in any order."""

from fractions import Fraction
from itertools import accumulate, pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import shuffled, yaml_bytes

from industri40.findings.finding import Finding
from industri40.load import read_plan
from industri40.money import round_half_away
from industri40.plan.model import Line, Plan

YEARS = [2024, 2025, 2026]
SHARES = ["15 %", "1/3", "0,5", "100 %", "0", "7/11"]


def read(text: str) -> tuple[Plan | None, tuple[Finding, ...]]:
    head = "name: Programme\nyears: [2024, 2025, 2026]\nenvironments: 2\nparticipants: 10\n"
    return read_plan((head + text).encode(), "plan.yaml", "en")


def lines(plan: Plan | None) -> dict[str, Line]:
    assert plan is not None
    return {line.id: line for line in (*plan.costs, *plan.sources, *plan.groups)}


def amounts(text: str) -> dict[str, tuple[int, ...]]:
    plan, found = read(text)
    assert found == ()
    return {name: line.amounts for name, line in lines(plan).items()}


# percent -----------------------------------------------------------------------------------------


def test_a_percent_is_of_lines_and_groups_year_by_year():
    found = amounts(
        "costs: {work: {years: {2024: 100, 2025: 200, 2026: 0}}, rent: {yearly: 50},\n"
        "  one: {percent: 10 %, of: work}, both: {percent: 10 %, of: [work, rent]},\n"
        "  fee_part: {percent: 50 %, of: fee}}\n"
        "financing: {county: {rest: true}, fee: {sources: {a: {yearly: 10}, b: {yearly: 20}}}}"
    )
    assert found["one"] == (10, 20, 0)
    assert found["both"] == (15, 25, 5)
    assert found["fee_part"] == (15, 15, 15)
    assert found["county"] == (160, 280, 40)


def test_running_totals_of_a_percent_are_rounded_half_away_from_zero():
    found = amounts(
        "costs: {work: {yearly: 1}, some: {percent: 50 %, of: work},\n"
        "  rest: {percent: 1/3, of: work}, spread: {total: 100},\n"
        "  of_spread: {percent: 100 %, of: spread}}\n"
        "financing: {county: {rest: true}}"
    )
    assert found["some"] == (1, 0, 1)  # of 1/2, 1 and 3/2 to date
    assert found["rest"] == (0, 1, 0)
    assert found["of_spread"] == (33, 34, 33)


def test_of_names_the_leaves_that_are_meant():
    plan, found = read(
        "costs: {work: {yearly: 1 000}, part: {percent: 10 %, of: costs}, rent: {yearly: 100}}\n"
        "financing:\n"
        "  bank: {percent: 20 %, of: costs}\n"
        "  county: {yearly: 100}\n"
        "  state: {percent: 10 %, of: financing, sources: {a: {rest: true}, b: {yearly: 3}}}\n"
        "  fee: {sources: {c: {yearly: 20}, d: {percent: 50 %, of: [c, county]}}}\n"
    )
    assert found == ()
    line = lines(plan)
    assert line["part"].written.of == ("work", "rent")
    assert line["bank"].written.of == ("work", "part", "rent")
    assert line["state"].written.of == ("bank", "county", "c", "d")
    assert line["d"].written.of == ("c", "county")
    assert line["bank"].amounts == (242,) * 3
    assert line["state"].amounts == (42, 42, 43)  # 10 % of 422
    assert line["a"].amounts == (39, 39, 40)
    [(share, place)] = line["part"].written.values
    assert (share, place.line) == (Fraction(1, 10), 5)


@settings(max_examples=60, deadline=None)
@given(st.data(), st.randoms(use_true_random=False))
def test_percent_of_any_lines_in_any_order(data, rng):
    """Each line is worked out by itself, of those before it; the file has them in any order."""
    years = st.lists(st.integers(0, 50), min_size=3, max_size=3)
    costs: dict[str, dict] = {}
    expected: dict[str, list[Fraction]] = {}
    for number in range(data.draw(st.integers(2, 7))):
        name = f"c{number}"
        if number and data.draw(st.booleans()):
            of = data.draw(st.lists(st.sampled_from(sorted(expected)), min_size=1, unique=True))
            share = data.draw(st.sampled_from(SHARES))
            base = [sum(year) for year in zip(*(expected[one] for one in of), strict=True)]
            exact = Fraction(share.replace(" %", "").replace(",", "."))
            exact /= 100 if "%" in share else 1
            to_date = [round_half_away(exact * total) for total in accumulate(base, initial=0)]
            expected[name] = [now - before for before, now in pairwise(to_date)]
            costs[name] = {"percent": share, "of": of if len(of) > 1 else of[0]}
        elif data.draw(st.booleans()):
            total = data.draw(st.integers(0, 100))
            expected[name], costs[name] = [Fraction(total, 3)] * 3, {"total": str(total)}
        else:
            drawn = data.draw(years)
            expected[name] = [Fraction(amount) for amount in drawn]
            costs[name] = {"years": {str(y): str(a) for y, a in zip(YEARS, drawn, strict=True)}}
    written = {
        "name": "Programme",
        "years": [str(year) for year in YEARS],
        "environments": "2",
        "costs": costs,
        "financing": {"county": {"rest": "true"}},
    }
    plan, found = read_plan(yaml_bytes(shuffled(written, rng)), "plan.yaml")
    assert found == ()
    for line in plan.costs:
        assert list(line.exact) == expected[line.id]
        if line.written.form == "percent":
            assert list(line.amounts) == expected[line.id]
    county = lines(plan)["county"]
    assert list(county.exact) == [sum(year) for year in zip(*expected.values(), strict=True)]
    every_year = zip(*(line.amounts for line in plan.costs), strict=True)
    assert county.amounts == tuple(map(sum, every_year))


# circles -----------------------------------------------------------------------------------------


ALL_OTHERS = "percent: 1 %, of: financing"
CIRCLES = {
    "`a` is a percent of itself": ["a: {percent: 1 %, of: a}", "s: {yearly: 1}"],
    "`a` and `b` are": ["a: {percent: 1 %, of: b}, b: {percent: 1 %, of: a}", "s: {yearly: 1}"],
    "`c` and `d` are": [
        "c: {percent: 1 %, of: costs}, d: {percent: 1 %, of: costs}",
        "s: {total: 1}",
    ],
    "`a` and `s` are": ["w: {yearly: 9}, a: {percent: 1 %, of: financing}", "s: {rest: true}"],
    "`t` and `g` are": ["w: {yearly: 9}", "g: {sources: {t: {percent: 10 %, of: g}}}"],
    "`t` and `r` are": [
        "w: {yearly: 9}",
        "g: {rest: true, sources: {r: {rest: true}, t: {percent: 10 %, of: r}}}",
    ],
    "`f`, `r` and `g` are": [
        "w: {yearly: 9}",
        "f: {percent: 1 %, of: financing}, g: {percent: 1 %, of: f, sources: {r: {rest: true}}}",
    ],
    "`g`, `h` and `p` are": [
        "w: {yearly: 9}",
        f"g: {{{ALL_OTHERS}, sources: {{p: {{rest: true}}}}}}, h: {{{ALL_OTHERS}}}",
    ],
    "`a`, `g`, `t`, `c` and `b` are": [
        "a: {percent: 5 %, of: g}, b: {percent: 5 %, of: a}, c: {percent: 5 %, of: b}",
        "g: {sources: {s: {yearly: 1}, t: {percent: 10 %, of: c}}}",
    ],
}


@pytest.mark.parametrize("circle", CIRCLES)
def test_a_circle_names_its_lines_and_is_one_finding(circle):
    costs, financing = CIRCLES[circle]
    plan, found = read(f"costs: {{{costs}}}\nfinancing: {{{financing}}}")
    assert plan is None
    [finding] = found
    assert finding.code == "P228"
    assert circle in finding.message


def test_a_line_may_be_counted_once_only_and_must_be_there():
    def code(of: str) -> list[str]:
        _, found = read(
            f"costs: {{w: {{yearly: 9}}, a: {{percent: 5 %, of: {of}}}}}\n"
            "financing: {g: {sources: {s: {yearly: 1}, t: {yearly: 2}}}, r: {rest: true}}"
        )
        return [finding.code for finding in found]

    assert [code(of) for of in ("w", "[w, s]", "[g]", "[s, t]")] == [[], [], [], []]
    assert code("[w, w]") == code("[costs, w]") == code("[g, s]") == code("x") == ["P229"]
    assert code("[financing, s]") == code("[financing, g]") == ["P229"]


# rests -------------------------------------------------------------------------------------------


def test_a_group_may_be_what_costs_need_beyond_all_other_financing():
    plan, found = read(
        "costs: {work: {total: 1 000}, course: {yearly: 100, includes: effort}}\n"
        "financing:\n"
        "  fee: {rest: true, sources: {own: {rest: true}, b: {yearly: 7}}}\n"
        "  county: {total: 500}\n  effort: {yearly: 10, in_kind: true}\ngrant: county"
    )
    assert found == ()
    line = lines(plan)
    assert [line["fee"].rest, line["own"].rest, line["county"].rest] == [True, True, False]
    assert line["fee"].exact == (Fraction(500, 3) + 90,) * 3
    assert line["own"].exact == (Fraction(500, 3) + 83,) * 3
    for year in range(3):
        costs = sum(cost.amounts[year] for cost in plan.costs)
        assert sum(source.amounts[year] for source in plan.sources) == costs


def test_the_rest_may_be_the_grant_and_have_a_key():
    plan, found = read(
        "costs: {work: {yearly: 1 000}}\n"
        "financing: {fee: {yearly: 300}, county: {rest: true, shared_by: participants}}\n"
        "grant: county"
    )
    assert found == ()
    county = lines(plan)["county"]
    assert (county.amounts, county.key.name, county.rest) == ((700,) * 3, "participants", True)


def test_nothing_is_said_of_what_follows_from_an_error():
    _, found = read(
        "costs: {work: {yearly: 100}, rent: {yearly: 10, common: true, financed_by: county},\n"
        "  part: {percent: 10 %, of: county}}\n"
        "financing: {fee: {yearly: 300}, county: {rest: true}}"
    )
    assert [finding.code for finding in found] == ["P228"]
    _, found = read(
        "costs: {work: {yearly: 100}, rent: {yearly: 10, common: true, financed_by: county}}\n"
        "financing: {fee: {yearly: 300}, county: {rest: true}}"
    )
    assert [finding.code for finding in found] == ["P217"]


@pytest.mark.parametrize("line", ["a: [1]", "a: {yearly: 100, lable: A}", "a: {yearly: 1 00}"])
def test_nothing_follows_from_what_is_left_out(line):
    """The group, and the rest of all costs, would be below zero without that line."""
    for whole in ("percent: 50 %, of: costs", "percent: 50 %, of: s", "rest: true"):
        _, found = read(
            f"costs: {{w: {{yearly: 9}}, {line}}}\nfinancing:\n"
            f"  s: {{sources: {{t: {{yearly: 3}}, {line.replace('a', 'u', 1)}}}}}\n"
            f"  g: {{{whole}, sources: {{r: {{rest: true}}, v: {{yearly: 40}}}}}}\n"
        )
        assert {finding.code for finding in found} <= {"P201", "P203", "P204"}
        assert len(found) == 2


def test_nothing_is_said_of_a_percent_while_it_is_not_known_what_it_is_rounded_to():
    _, found = read(
        "round_to: 350.000\ncosts: {w: {yearly: 0}, a: {yearly: 1}, b: {total: 0, includes: s}}\n"
        "financing: {s: {percent: 1 %, of: a, in_kind: true}, r: {rest: true}}"
    )
    assert [finding.code for finding in found] == ["P204"]


# size --------------------------------------------------------------------------------------------


def test_a_chain_is_as_long_as_its_lines_are_many():
    order = list(range(1, 1500))
    Random(1).shuffle(order)
    chain = "".join(f"  c{n}: {{percent: 100 %, of: c{n - 1}}}\n" for n in order)
    found = amounts(f"costs:\n  c0: {{yearly: 5}}\n{chain}financing:\n  r: {{rest: true}}")
    assert found["r"] == (5 * 1500,) * 3


def test_many_percent_of_a_whole_side_take_no_longer():
    """All of the other side is added up once; and two of the same side are a circle."""
    many = "".join(f"  {{}}{n}: {{{{percent: 0, of: costs}}}}\n" for n in range(1500))
    costs, sources = many.replace("{}", "c"), many.replace("{}", "s")
    costs, sources = costs.format(), sources.format()
    _, [finding] = read(f"costs:\n{costs}financing: {{s: {{yearly: 1}}}}")
    assert finding.code == "P228"
    work = "".join(f"  w{n}: {{yearly: 1}}\n" for n in range(1500))
    _, found = read(f"costs:\n{work}financing:\n{sources}  r: {{rest: true}}")
    assert [finding.code for finding in found] == ["P220"]
