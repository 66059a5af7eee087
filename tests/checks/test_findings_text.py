"""How findings are printed for people: place, line, mark, figures, remedy, counts."""

from fractions import Fraction

import pytest
from made_findings import that_says

from industri40.findings.finding import Place
from industri40.render.common.excerpt import Excerpts, underlined
from industri40.render.common.styled import ADVICE, BOLD, MARK, WRONG, Styled
from industri40.render.findings.report import Report
from industri40.render.registry import FORMATS, renderer

TEXT = """name: Næringshage
financing:
  county: {yearly: 750 000, status: indicated}
"""


def report(*findings, text: str = TEXT, files: int = 1) -> Report:
    return Report(findings, files, Excerpts({"plan.yaml": text.encode()}))


def differs(line: int = 3, column: int = 20, expected="750000", found="760000"):
    return that_says(
        "S401",
        Place("plan.yaml", line, column),
        "One figure is another.",
        expected=Fraction(expected),
        found=Fraction(found),
        remedy="Correct it.",
    )


def test_a_finding_is_printed_with_its_line_its_mark_and_its_figures():
    assert renderer("findings", "text")(report(differs())) == (
        "plan.yaml:3:20: error S401: One figure is another.\n"
        "   3 |   county: {yearly: 750 000, status: indicated}\n"
        "     |                    ^^^^^^^\n"
        "     expected   750,000\n"
        "     found      760,000\n"
        "     difference +10,000\n"
        "     remedy: Correct it.\n"
        "\n"
        "1 error\n"
    )


def test_figures_with_decimals_stand_under_each_other():
    text = renderer("findings", "text")(report(differs(expected="1000.5", found="1000")))
    assert "     expected   1,000.50\n     found      1,000.00\n     difference    -0.50\n" in text


def test_nothing_found_is_nothing_printed():
    assert renderer("findings", "text")(report()) == ""


def test_the_last_line_counts_findings_and_files():
    advice = that_says("A601", Place("b.yaml", 1, 1), "A promise.")
    text = renderer("findings", "text")(report(differs(), differs(), advice, files=5))
    assert text.endswith("\n\n2 errors and 1 warning in 2 of 5 files\n")


def test_a_finding_in_a_file_whose_bytes_are_not_there_has_no_excerpt():
    text = renderer("findings", "text")(
        report(that_says("A601", Place("b.yaml", 7, 1), "A promise."))
    )
    assert "|" not in text


def test_the_place_the_severity_and_the_marks_are_painted():
    advice = that_says("A601", Place("plan.yaml", 1, 1), "A promise.")
    text = renderer("findings", "text")(report(differs(), advice))
    assert isinstance(text, Styled)
    styled = {(text[span.start : span.end].strip(), span.style) for span in text.spans}
    assert styled >= {
        ("plan.yaml:3:20:", BOLD),
        ("error", WRONG),
        ("^^^^^^^", WRONG),
        ("warning", ADVICE),
        ("|", MARK),
    }


def test_what_a_terminal_would_act_on_is_written_out():
    odd = that_says("A601", Place("a\nb\x1b[2J.yaml", 1, 1), "Says \u202e and \x07.")
    text = renderer("findings", "text")(report(odd))
    assert "a\\nb\\x1b[2J.yaml:1:1: warning A601: Says \\u202e and \\x07." in text


@pytest.mark.parametrize(
    ("line", "column", "marked"),
    [
        ("a: 750 000 # note", 4, "750 000"),
        ("a: {b: 750 000, c: d}", 8, "750 000"),
        ("a: [1, 2 3]", 8, "2 3"),
        ("key: value", 1, "key"),
        ("key: one, two", 6, "one, two"),
        ("key: 'it''s, here' # x", 6, "'it''s, here'"),
        ('key: "a \\" b" # x', 6, '"a \\" b"'),
        ("time: 1:30", 7, "1:30"),
        ("a#b: 1", 1, "a#b"),
        ("a: {b: 1}", 4, "{"),
    ],
)
def test_the_whole_word_or_value_is_marked(line, column, marked):
    shown, marks = underlined(line, column)
    assert shown == line
    assert (
        "".join(letter for letter, mark in zip(shown, marks, strict=False) if mark == "^") == marked
    )


@pytest.mark.parametrize("column", [0, 1, 7, 100])
def test_a_place_outside_the_line_still_gets_one_mark(column):
    _, marks = underlined("a:", column)
    assert marks.count("^") >= 1
    assert len(marks) <= 4


def test_the_mark_stands_under_letters_of_every_width():
    # a wide letter and an accent of its own: 2 + 1 + 2 columns before the value
    _, marks = underlined("\u8a00a\u030a: 5", 6)
    assert marks == " " * 5 + "^"


def test_of_a_long_line_the_part_around_the_place_is_shown():
    line = "x: [" + "1, " * 5000 + "750 000, " + "1, " * 5000 + "]"
    column = line.index("750 000") + 1
    shown, marks = underlined(line, column)
    assert len(shown) <= 100
    assert shown.startswith("…")
    assert shown.endswith("…")
    start = marks.index("^")
    assert shown[start : len(marks)] == "750 000"


def test_hidden_letters_of_a_line_are_shown_one_for_one():
    text = "a: \x1b[2J x"
    place = Place("plan.yaml", 1, 4)
    printed = renderer("findings", "text")(report(that_says("A601", place, "m"), text=text))
    assert "\x1b" not in printed
    assert "   1 | a: \u241b[2J x\n     |    ^^^^^^" in printed


def test_bytes_that_are_no_text_can_be_shown():
    assert Excerpts({"x": b"a: \xff"}).line(Place("x", 1, 1)) == "a: \ufffd"


@pytest.mark.parametrize("name", FORMATS["findings"])
def test_every_format_writes_an_empty_report_and_one_with_findings(name):
    assert isinstance(renderer("findings", name)(report()), str)
    assert "S401" in renderer("findings", name)(report(differs()))
