"""A difference in every format for people: its figures as the tables have them, and no others."""

import re

import pytest
from grids import Page as HtmlPage
from hypothesis import given, settings
from markdown_pages import PARSERS, SOUND, Page, plain
from plan_pairs import pairs

from industri40 import compare
from industri40.comparing.changes import PRINTED, TABLES
from industri40.comparing.difference import Difference
from industri40.comparing.tables import page
from industri40.load import read_plan
from industri40.plan.model import Plan
from industri40.render.common.figures import texts
from industri40.render.common.results import TextOptions
from industri40.render.common.styled import MARK
from industri40.render.common.text import width
from industri40.render.registry import FORMATS, renderer

FORMS = tuple(FORMATS["differences"])
PEOPLE = ("table", "markdown", "html")

EDITS = (
    ("2026: 400 007, 2027: 300 000", "2026: 420 013, 2027: 290 000"),
    ("nord: 90 000", "nord: 60 000"),
    ("label: Reiser, total: 100 002", "label: Reiser og opphold, total: 110 009"),
    ("name: Søre Sunnmøre Næringshage og Inkubator", "name: 'Søre --> <b>|*Sunnmøre*'"),
)


def written(difference: Difference, form: str, options: TextOptions | None = None) -> str:
    return renderer("differences", form)(difference, options or TextOptions())


def plan_of(text: str, language: str = "nb", name: str = "plan.yaml") -> Plan:
    plan, findings = read_plan(text.encode(), name, language)
    assert plan is not None, findings
    return plan


def difference_of(plan: Plan, *edits: tuple[str, str], language="nb", tables=TABLES) -> Difference:
    old = new = plan.document.text
    for before, after in edits:
        assert new.count(before) == 1
        new = new.replace(before, after)
    return compare(plan_of(old, language, "old.yaml"), plan_of(new, language, "new.yaml"), tables)


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("form", ["table", "markdown"])
def test_how_it_looks(form, language, golden, unlike):
    tables = ("costs", "financing", "breakdown", "phases", "awards", "shares")
    ending = FORMATS["differences"][form].endings[0]
    text = written(difference_of(unlike, *EDITS, language=language, tables=tables), form)
    golden(f"difference.{language}{ending}", text)


def test_how_the_page_looks(golden, unlike):
    text = written(difference_of(unlike, *EDITS, tables=("costs", "awards")), "html")
    golden("difference.nb.html", text[text.index("<body") :])


@settings(max_examples=8)
@given(both=pairs())
def test_every_figure_stands_in_every_format(both):
    difference = compare(*both, TABLES)
    made = page(difference)
    wanted = [texts(table, made.words.language) for table in made.tables]
    text = written(difference, "table")
    assert all(width(line) <= 80 for line in text.splitlines())
    for table, rows in zip(made.tables, wanted, strict=True):
        for amount in (one for row in rows for one in row if table.id != "inputs"):
            assert amount.replace("\xa0", " ") in text
    found = Page(PARSERS[0](written(difference, "markdown"))).tables
    assert [[[plain(one) for _, one in row[1:]] for row in table[1:]] for table in found] == [
        [[plain(one) for one in row] for row in table] for table in wanted
    ]
    rows = HtmlPage(written(difference, "html")).root.all("tbody")
    assert [
        [plain(one.text) for one in row.all("td")] for each in rows for row in each.all("tr")
    ] == [
        [plain(one) for one in row] if table.rows[at].cells else []
        for table, each in zip(made.tables, wanted, strict=True)
        for at, row in enumerate(each)
    ]


@pytest.mark.parametrize("columns", [20, 40, 60, 80, 120])
def test_no_amount_is_cut_in_a_narrow_terminal(columns, unlike):
    difference = difference_of(unlike, *EDITS)
    text = written(difference, "table", TextOptions(columns))
    made = page(difference)
    amounts = {
        one.replace("\xa0", " ")
        for table in made.tables
        if table.id != "inputs"
        for row in texts(table, "nb")
        for one in row
    }
    assert len(amounts) > 100
    assert all(one in text for one in amounts)
    if columns >= 40:
        assert max(map(width, text.splitlines())) <= columns


def test_signs_are_plain_where_there_are_no_others(unlike):
    text = written(difference_of(unlike, *EDITS), "table", TextOptions(encoding="ascii"))
    assert "-10 000" in text
    assert "\N{MINUS SIGN}" not in text


def test_only_changes_have_a_colour_of_their_own(unlike):
    text = written(difference_of(unlike, *EDITS), "table")
    marked = {text[one.start : one.end] for one in text.spans if one.style == MARK}
    assert {"\N{MINUS SIGN}24 002", "+10 007"} <= marked
    assert all(re.fullmatch("[+\N{MINUS SIGN}][0-9 ]*[0-9]", one) for one in marked)


def test_a_heading_is_not_repeated_where_nothing_below_it_changes(reference):
    text = written(difference_of(reference, ("participants: 400", "participants: 320")), "table")
    [_, first, second, *_] = text.split("Fordelt på miljø, år og deltaker (del ")
    assert "Kostnader" not in first
    assert "Kostnader" in second


@pytest.mark.parametrize("name", ["-->", "a--!>b", "->", ">", "--", "a-", "<!-- x", "&gt;"])
def test_no_name_ends_the_hidden_line(name, unlike):
    changed = difference_of(unlike, ("Ujevnt program", f"'{name}'"))
    text = written(changed, "markdown")
    marker, _, rest = text.partition("\n")
    assert re.fullmatch(r"<!-- industri40 diff: (?!-?>)(?:(?!--|[<>]).)+ -->", marker)
    for parse in PARSERS:
        assert Page(parse(text)).tags <= set(SOUND)
    assert rest.startswith("# ")


def test_different_names_are_told_apart(unlike):
    names = ["a--b", "a-b", "a&#45;&#45;b", "a<b", "a&lt;b"]
    texts = {
        written(difference_of(unlike, ("Ujevnt program", f"'{name}'")), "markdown").split("\n")[0]
        for name in names
    }
    assert len(texts) == len(names)


def test_no_text_of_a_plan_acts(nasty):
    other = re.sub("(c[0-9]+: .*yearly: )180", r"\g<1>190", nasty.document.text)
    changed = compare(nasty, plan_of(other.replace("label: '", "label: 'x ")), TABLES)
    assert len(page(changed).tables) > 4
    for parse in PARSERS:
        assert Page(parse(written(changed, "markdown"))).tags <= set(SOUND)
    html = HtmlPage(written(changed, "html")).root
    assert not [*html.all("script", "img", "b", "svg", "button")]


@pytest.mark.parametrize("form", PEOPLE)
@pytest.mark.parametrize(
    ("language", "sentence"),
    [("nb", "Ingenting er endret fra {} til {}."), ("en", "Nothing differs from {} to {}.")],
)
def test_where_nothing_differs_there_is_one_sentence_and_no_table(form, language, sentence, unlike):
    text = written(difference_of(unlike, language=language), form)
    said = sentence.format("old.yaml", "new.yaml")
    if form == "html":
        root = HtmlPage(text).root
        assert root.one("title").text == root.one("h1").text == said
        assert "".join(root.one("body").text.split("\n")) == said
    else:
        marker = "<!-- industri40 diff: Ujevnt program -->\n" if form == "markdown" else ""
        assert text == f"{marker}{said}\n"


def many(number: int, weight: int) -> str:
    environments = "".join(
        f"  e{n}: {{name: Miljø {n}, weight: {n % 7 + weight}}}\n" for n in range(number)
    )
    return f"""name: Mange
years: [2025]
environments:
{environments}costs: {{work: {{label: Arbeid, yearly: 9 000 000}}}}
financing: {{county: {{label: Fylket, yearly: 9 000 000, shared_by: weights}}}}
grant: county
"""


@pytest.mark.parametrize("number", [1000, 3000])
def test_markdown_of_a_change_in_many_environments_stays_short_and_says_what_it_left_out(
    number,
):
    difference = compare(plan_of(many(number, 1)), plan_of(many(number, 2)), PRINTED)
    text = written(difference, "markdown")
    assert len(text) < 60_000
    assert text.startswith("<!-- industri40 diff: Mange -->\n# ")
    tables = [one.title for one in page(difference).tables]
    shown = re.findall(r"^## (.*)$", text, re.MULTILINE)
    gone = [one for one in tables if one not in shown]
    assert f"Utelatt, fordi teksten ellers ville blitt for lang: {', '.join(gone)}." in text
    assert gone == ["Tildelinger"]
    assert len(Page(PARSERS[0](text)).tables) == len(shown)
