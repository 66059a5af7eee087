"""Findings that belong together are printed together: one cause and its consequences."""

from fractions import Fraction

import pytest
from made_findings import that_says

from industri40.findings.finding import Cause, Place
from industri40.render.common.excerpt import Excerpts
from industri40.render.findings.report import Report
from industri40.render.registry import renderer

TEXT = """costs:
  work: {yearly: 760 000}
financing:
  county: {yearly: 750 000}
"""
CAUSE = Cause(Place("plan.yaml", 2, 18), "costs.work.yearly", Fraction(760_000), Fraction(750_000))


def figures(code: str, line: int, subject: str, expected: str, found: str, *causes: Cause):
    return that_says(
        code,
        Place("plan.yaml", line, 1),
        f"{subject} is another.",
        expected=Fraction(expected),
        found=Fraction(found),
        remedy="Correct it.",
        subject=subject,
    )._replace(because=causes)


def text(*findings) -> str:
    return renderer("findings", "text")(Report(findings, 1, Excerpts({"plan.yaml": TEXT.encode()})))


def test_one_cause_and_its_consequences_are_one_block_at_the_place_of_the_cause():
    printed = text(
        figures("B301", 3, "financing.financing.2024", "760000", "750000", CAUSE),
        figures("S401", 4, "costs.work.total", "1500000", "1520000.5", CAUSE),
    )
    assert printed == (
        "plan.yaml:2:18: error B301, S401: 2 findings follow from one amount: `work.yearly` is "
        "760,000 here. With 750,000 none of them would be there:\n"
        "   2 |   work: {yearly: 760 000}\n"
        "     |                  ^^^^^^^\n"
        "     line  code  figure                        expected         found  difference\n"
        "     3:1   B301  financing.financing.2024    760,000.00    750,000.00  -10,000.00\n"
        "     4:1   S401  costs.work.total          1,500,000.00  1,520,000.50  +20,000.50\n"
        "     remedy: Correct the amount; if it is meant, correct what was printed of it and what\n"
        "     balances it.\n"
        "\n"
        "2 errors, all from 1 amount\n"
    )


FOLDED = (
    figures("S401", 1, "breakdown.company_share.environment_year", "760000", "750000.5", CAUSE),
    figures("B301", 2, "financing.financing.2024", "1000000", "2000000", CAUSE),
)


def below(width: int) -> list[str]:
    """What stands below the excerpt, in lines."""
    report = Report(FOLDED, 1, Excerpts({"plan.yaml": TEXT.encode()}), width=width)
    return renderer("findings", "text")(report).partition("^^^\n")[2].splitlines()


@pytest.mark.parametrize("width", range(40, 101))
def test_in_a_narrow_terminal_the_table_is_folded_and_nothing_cut(width):
    lines = below(width)
    assert max(map(len, lines)) <= width
    assert "financing.financing.2024" in "".join("".join(lines).split())
    beside = "difference" in lines[0]
    amounts = "760,000.00    750,000.50      -9,999.50" if beside else "found      750,000.50"
    assert any(amounts in line for line in lines)


def test_the_name_of_a_figure_takes_several_lines():
    assert below(76)[:4] == [
        "     line  code  figure                expected         found     difference",
        "     1:1   S401  breakdown.",
        "                 company_share.",
        "                 environment_year    760,000.00    750,000.50      -9,999.50",
    ]


def test_in_the_narrowest_terminal_the_figures_stand_below_their_names():
    assert below(40)[:8] == [
        "     line  code  figure",
        "     1:1   S401  breakdown.",
        "                 company_share.",
        "                 environment_year",
        "       expected   760,000.00",
        "       found      750,000.50",
        "       difference  -9,999.50",
        "     2:1   B301  financing.financing.",
    ]


def test_findings_of_another_cause_stand_apart():
    other = CAUSE._replace(path="financing.other.yearly", place=Place("plan.yaml", 4, 20))
    advice = that_says("A601", Place("plan.yaml", 1, 1), "A promise.")
    printed = text(
        figures("S401", 1, "a.b.c", "1", "2", CAUSE),
        figures("S401", 2, "a.b.d", "1", "2", other),
        advice,
        figures("S401", 3, "a.b.e", "1", "2", CAUSE),
        figures("S401", 4, "a.b.f", "1", "2", other),
    )
    blocks = printed.split("\n\n")
    assert [block.split(": ")[0] for block in blocks[:-1]] == [
        "plan.yaml:2:18",
        "plan.yaml:4:20",
        "plan.yaml:1:1",
    ]
    assert "a.b.c" in blocks[0]
    assert "a.b.e" in blocks[0]
    assert blocks[-1] == "4 errors and 1 warning, 4 of them from 2 amounts\n"


def test_where_several_amounts_would_do_each_is_named_with_its_line_or_option():
    other = Cause(Place("--set", 4, 20), "county.yearly", Fraction(750_000), Fraction(760_000))
    printed = text(
        figures("B301", 3, "financing.financing.2024", "760000", "750000", CAUSE, other),
        figures("B302", 3, "financing.financing.total", "760000", "750000", CAUSE, other),
    )
    assert printed.startswith(
        "plan.yaml:3:1: error B301, B302: 2 findings follow from one amount. None of them would be "
        "there with 750,000 on line 2 (`work.yearly` is 760,000) or 760,000 in `--set 4` "
        "(`county.yearly` is 750,000):\n"
    )
    assert "remedy: Correct it.\n" in printed


def test_figures_at_one_place_are_together_without_a_cause_too():
    printed = text(
        figures("B301", 3, "financing.financing.2024", "1", "2"),
        figures("B301", 3, "financing.financing.2025", "1", "3"),
        figures("B302", 3, "financing.financing.total", "2", "5"),
        figures("S401", 3, "costs.work.total", "2", "5"),
    )
    first, second, counts = printed.split("\n\n")
    assert "financing.financing.2024 is another. So it is with 2 figures more:\n" in first
    assert [line.split()[-1] for line in first.splitlines()[4:-1]] == ["+1", "+2", "+3"]
    assert "expected    2\n     found       5\n     difference +3\n" in second
    assert counts == "4 errors\n"


def test_findings_without_figures_are_never_put_together():
    same = [that_says("P201", Place("plan.yaml", 1, 1), f"Key {n}.") for n in range(3)]
    assert text(*same).count("plan.yaml:1:1: error P201: Key ") == 3


def test_figures_of_a_table_that_are_stated_alike_and_come_out_alike_are_told_together():
    printed = text(
        figures("S401", 1, "awards.a.one", "90", "80"),
        figures("S401", 2, "awards.b.one", "90", "80"),
        figures("S401", 2, "awards.b.two", "90", "85"),
        figures("S401", 3, "frames.one.awarded", "90", "80"),
        figures("S401", 4, "awards.c.one", "90", "80"),
    )
    assert printed.count("error S401") == 3
    assert "awards.a.one is another. So it is with 2 figures more:" in printed
    assert "     4:1   S401  awards.c.one        90     80         -10\n" in printed


def test_a_row_that_is_not_there_has_no_figures_beside_the_others():
    gone = that_says("S403", Place("plan.yaml", 4, 1), "No such row.", subject="awards.d.one")
    printed = text(
        figures("S401", 3, "awards.a.one", "90", "80", CAUSE),
        gone._replace(because=(CAUSE,)),
    )
    assert "error S401, S403: 2 findings follow from one amount" in printed
    assert "\n     4:1   S403  awards.d.one\n" in printed
