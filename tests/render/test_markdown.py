"""Markdown: the tables as GitHub's own parser and another one read them, and texts as texts."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_findings import that_says
from markdown_pages import PARSERS, SOUND, Page, cmark, plain

from industri40.checks import check
from industri40.findings.finding import Place
from industri40.render.common.figures import ROUNDED, decimals, figure
from industri40.render.common.results import TextOptions
from industri40.render.markdown import escaped
from industri40.render.registry import format_of, renderer
from industri40.visible import HIDDEN


def markdown(what):
    return renderer("tables", "markdown")(what, TextOptions())


def drawn(table, language):
    """The rows of a table as they are to be read."""
    places = {
        c.key: decimals([row.cells[c.key] for row in table.rows if c.key in row.cells])
        for c in table.columns
    }
    headings = [f"{c.group}: {c.label}" if c.group else c.label for c in table.columns]
    yield ["", *headings]
    for row in table.rows:
        cells = [row.cells.get(column) for column in places]
        yield [
            row.label,
            *(
                (ROUNDED + " " if cell.rounded else "") + figure(cell, language, digits)
                if cell
                else ""
                for cell, digits in zip(cells, places.values(), strict=True)
            ),
        ]


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("which", ["reference", "uneven", "unlike", "nasty"])
def test_every_table_is_read_as_it_is(which, language, request, results_of):
    what = results_of(request.getfixturevalue(which), language=language)
    wanted = [
        [[plain(text) for text in row] for row in drawn(table, language)] for table in what.tables
    ]
    text = markdown(what)
    for parser in PARSERS:
        page = Page(parser(text))
        assert [[[plain(cell) for _, cell in row] for row in one] for one in page.tables] == wanted
        assert page.tags <= set(SOUND)


@pytest.mark.parametrize("parser", PARSERS)
def test_sums_are_bold_memo_rows_slanted_and_figures_to_the_right(parser, unlike, results_of):
    what = results_of(unlike)
    page = Page(parser(markdown(what)))
    seen = set()
    for found, table in zip(page.tables, what.tables, strict=True):
        for cells, row in zip(found[1:], table.rows, strict=True):
            seen.add(row.role)
            wanted = ["em"] if row.role == "memo" else ["strong"]
            if row.role in ("line", "count", "opening"):
                wanted = []
            assert all(tags == (wanted if text else []) for tags, text in cells), row.label
            moved = row.level + (row.role == "memo")
            assert cells[0][1].startswith("\u2003" * moved)
    assert seen >= {"memo", "sum", "group", "line", "count", "opening", "result", "heading"}
    assert {one.replace("text-align:", "").replace(" ", "") for one in page.aligned} == {
        "False:left",
        "True:right",
    }


def test_no_figure_can_be_broken_over_two_lines(reference, results_of):
    text = markdown(results_of(reference, "costs"))
    assert "10\u00a0950\u00a0000" in text
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert len(rows) > 5
    assert not any(re.search("[0-9] [0-9]{3}", row) for row in rows)


def test_a_rounded_figure_is_marked_and_explained(reference, results_of):
    text = plain(markdown(results_of(reference, "breakdown")))
    assert "| ≈ 17 |" in text
    assert "≈ avrundet: 17 ≈ 16⅔; 10 ≈ 9,75." in text


LINE = st.text(
    st.one_of(
        st.sampled_from(list("\\`*_{}[]()#+-.!|<>&~:@=$^%/\"' \n\u00a0")),
        st.sampled_from("abzæ019"),
        st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn")),
    ),
    max_size=30,
).filter(lambda text: not HIDDEN.search(text) and text.strip())

PLACES = [
    "{}\n",
    "# {}\n",
    "- {}\n",
    "**{}**\n",
    "|  | b |\n| :--- | ---: |\n| {} | 1 |\n",
    "|  | b |\n| :--- | ---: |\n| &emsp;*{}* | *1* |\n",
    "|  | {} |\n| :--- | ---: |\n| a | 1 |\n",
]


@pytest.mark.parametrize("parser", PARSERS)
@settings(max_examples=40)
@given(text=LINE)
def test_any_text_comes_out_as_it_is(text, parser):
    for place in PLACES:
        page, bare = (Page(parser(place.format(one))) for one in (escaped(text), "x"))
        assert page.tags == bare.tags
        assert plain("".join(page.texts)) == plain("".join(bare.texts).replace("x", text, 1))


REFERENCES = re.compile(
    r"@[\w-]|[#!$&]\d|[%~]\w|GH-\d|:[\w+-]+:|https?://|www\.|[\[{][-+]|\[\w+:|\w@\w", re.IGNORECASE
)
"""What GitHub or GitLab make something of in texts, after the Markdown was read."""


def test_no_text_is_a_mention_a_reference_or_a_picture(nasty, results_of):
    page = Page(cmark(markdown(results_of(nasty))))
    before = "".join(one.name for one in nasty.environments)
    assert len(REFERENCES.findall(before)) > 10, "no name had any, so nothing was proved"
    assert REFERENCES.findall("\n".join(page.texts)) == []


def test_line_breaks_in_a_name_do_not_break_the_table():
    assert escaped("a\n\n| b\n# c") == "a &#124; b \\# c"


def test_what_would_begin_a_list_or_a_rule_does_not():
    assert escaped("1. a") == "1\\. a"
    assert escaped("12) a") == "12\\) a"
    assert escaped("- a") == "\\- a"
    assert escaped("/close") == "\\/close", "GitLab does what a line says that begins like this"
    assert escaped("og/eller") == "og/eller"
    assert escaped("2019-2021: 1.5 + 2") == "2019-2021: 1.5 + 2"


def test_the_summary_says_what_was_checked(reference, results_of):
    text = markdown(results_of(reference, "costs", checked=("balance", "shares")))
    assert "\n**Kontrollert: balanse hvert år, sum av andeler. Alt stemmer.**\n" in text


def test_findings_are_counted_and_listed(results_of, reference):
    place = Place("a_b|c.yaml", 3, 7)
    some = tuple(that_says("B301", place, f"<{n}> @dag is off") for n in range(23))
    page = Page(cmark(markdown(results_of(reference, "costs", findings=some))))
    text = plain("".join(page.texts))
    assert "23 avvik." in text
    assert text.count("a_b|c.yaml:3:7: <") == 20
    assert "<19> @dag is off og 3 til" in text
    assert page.tags <= set(SOUND)


def test_notes_of_the_plan_stand_at_the_end(reference, results_of):
    text = markdown(results_of(reference, "costs"))
    _, _, notes = text.partition("\n## Merknader\n\n")
    assert notes.count("\n- ") == len(reference.notes) - 1
    assert text.endswith("500 kr per time.\n")


def test_a_plan_that_does_not_balance_shows_what_is_uncovered(plan_of, results_of):
    plan = plan_of(
        "name: A\nyears: [2030]\nparticipants: 2\nenvironments: 2\n"
        "costs: {a: {yearly: 100}}\nfinancing: {b: {yearly: 60}}\n"
    )
    what = results_of(plan, "costs", "financing", findings=check(plan))
    text = plain(markdown(what))
    assert "| **Udekket** | **40** | **40** |" in text
    assert " avvik." in text


def test_its_endings():
    assert format_of("tables", "a.md") == format_of("tables", "A.MARKDOWN") == "markdown"
