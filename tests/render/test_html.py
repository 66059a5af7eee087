"""The page: every figure as in the tables, every text as text, and nothing that acts or fetches."""

import base64
import hashlib
import os
import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from grids import Page
from hypothesis import given, settings
from hypothesis import strategies as st
from made_findings import that_says

import industri40
from industri40.checks import check
from industri40.findings.finding import Place
from industri40.record import replace
from industri40.render.common.figures import ROUNDED, decimals, figure
from industri40.render.common.results import TextOptions
from industri40.render.registry import format_of, renderer
from industri40.report.tables import NO_BREAK, PROGRAMME
from industri40.visible import HIDDEN

PLANS = pytest.mark.parametrize("which", ["reference", "uneven", "unlike", "nasty"])
LANGUAGES = pytest.mark.parametrize("language", ["nb", "en"])

TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "nav", "section", "div"),
    *("h1", "h2", "h3", "p", "ul", "li", "a", "dl", "dt", "dd", "strong", "figure", "figcaption"),
    *("details", "summary", "table", "caption", "colgroup", "col", "thead", "tbody", "tr", "th"),
    *(
        "td",
        "span",
        "button",
        "svg",
        "desc",
        "defs",
        "pattern",
        "rect",
        "path",
        "line",
        "circle",
        "text",
    ),
}
ATTRIBUTES = {
    *(
        "lang",
        "charset",
        "http-equiv",
        "content",
        "name",
        "class",
        "id",
        "href",
        "role",
        "tabindex",
    ),
    *(
        "aria-labelledby",
        "aria-describedby",
        "aria-hidden",
        "type",
        "autofocus",
        "popover",
        "popovertarget",
        "popovertargetaction",
        "scope",
        "colspan",
        "rowspan",
        "viewbox",
        "x",
        "y",
    ),
    *("width", "height", "x1", "x2", "y1", "y2", "cx", "cy", "r", "d", "fill", "text-anchor"),
    *("paint-order", "patternunits", "patterntransform"),
}


def page(what):
    return Page(html(what)).root


def html(what):
    return renderer("tables", "html")(what, TextOptions())


@pytest.fixture(scope="module")
def whole(request, results_of):
    """Everything there is to write of a plan, and its page; made once, and only looked at."""

    @cache
    def make(which, language=None):
        what = results_of(request.getfixturevalue(which), language=language)
        return what, page(what)

    return make


def plain(text):
    return " ".join(text.split())


def shown(cell, language, digits):
    mark = f"{ROUNDED} " if cell.rounded else ""
    return f"{mark}{figure(cell, language, digits)}".replace(" ", NO_BREAK)


def rows_of(table, language):
    """The rows of a neutral table as they are to be read."""
    places = {
        c.key: decimals([row.cells[c.key] for row in table.rows if c.key in row.cells])
        for c in table.columns
    }
    for row in table.rows:
        cells = [row.cells.get(column) for column in places]
        digits = places.values()
        texts = [
            shown(cell, language, n) if cell else "" for cell, n in zip(cells, digits, strict=True)
        ]
        yield [row.label, *(texts if row.cells else [])]


def sheets(root):
    """The tables of a page that are not folded away below a picture."""
    return [
        table
        for table in root.one("main").all("table")
        if table.parent.parent.parent.parent.tag != "details"
    ]


@PLANS
@LANGUAGES
def test_every_table_is_there_as_it_is(which, language, whole):
    what, root = whole(which, language)
    assert root.one("html")["lang"] == language
    found = sheets(root)
    assert [one.one("caption").one("h2").text for one in found] == [
        one.title for one in what.tables
    ]
    for element, table in zip(found, what.tables, strict=True):
        body = [row for part in element.all("tbody") for row in part.all("tr")]
        texts = [[plain(cell.text) for cell in row.all("th", "td")] for row in body]
        wanted = [[plain(text) for text in row] for row in rows_of(table, language)]
        assert texts == wanted
        assert [row["class"].split()[0] for row in body] == [row.role for row in table.rows]


@PLANS
def test_every_heading_says_what_it_is_the_heading_of(which, whole):
    what, root = whole(which)
    for element, table in zip(sheets(root), what.tables, strict=True):
        assert all(th["scope"] for th in element.all("th"))
        head = element.one("thead")
        labels = [th.text for th in head.all("th") if th["scope"] == "col"]
        spans = {th.text: th["colspan"] for th in head.all("th") if th["scope"] == "colgroup"}
        grouped = [column for column in table.columns if column.group]
        assert sorted(labels) == sorted(column.label for column in table.columns)
        assert sum(map(int, spans.values())) == len(grouped)
        assert len(list(element.all("col"))) == len(table.columns) + 1
        for row in element.all("tr"):
            if row.parent.tag == "tbody":
                first, *rest = row.all("th", "td")
                assert first.tag == "th"
                assert {cell.tag for cell in rest} <= {"td"}


@PLANS
@LANGUAGES
def test_there_is_nothing_that_acts_or_fetches(which, language, whole):
    _, root = whole(which, language)
    elements = list(root.all())
    assert {one.tag for one in elements} <= TAGS
    assert {name for one in elements for name in one.attributes} <= ATTRIBUTES
    ids = [one["id"] for one in elements if one["id"]]
    assert len(ids) == len(set(ids))
    for one in elements:
        assert (one["href"] or "#").startswith("#")
        assert (one["href"] or "#" + ids[0])[1:] in ids
        assert re.fullmatch(r"url\(#[a-z0-9-]+\)", one["fill"] or "url(#a)")
        for name in ("aria-labelledby", "aria-describedby", "popovertarget"):
            assert one[name] is None or one[name] in ids
    (style,) = root.all("style")
    assert "@import" not in style.text
    assert "url(" not in style.text


def test_the_page_forbids_everything_but_its_own_style(whole):
    _, root = whole("reference")
    (policy,) = (one["content"] for one in root.all("meta") if one["http-equiv"])
    digest = hashlib.sha256(root.one("style").text.encode("utf-8")).digest()
    allowed = base64.b64encode(digest).decode()
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{allowed}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert not any(one["style"] for one in root.all())


LINE = (
    st.lists(
        st.one_of(
            st.sampled_from([*"<>&\"'{}%#/=;`\n", "</style>", "<!--", "-->", "{{", "]]>"]),
            st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn")),
        ),
        min_size=1,
        max_size=30,
    )
    .map("".join)
    .filter(lambda text: not HIDDEN.search(text) and text.strip())
)


@settings(max_examples=20, deadline=None)
@given(text=LINE)
def test_any_text_comes_out_as_it_is(text, uneven, results_of):
    plan = replace(
        uneven,
        name=text,
        notes=(text,),
        sources=tuple(replace(source, label=text) for source in uneven.sources),
        environments=tuple(replace(one, name=text) for one in uneven.environments),
    )
    what = results_of(plan, "financing", "environments", findings=(
        that_says("B301", Place(text, 1, 2), text),
    ))  # fmt: skip
    root = page(what)
    said = text.replace("\n", "\\n")
    assert plain(root.one("h1").text) == plain(said)
    assert {one.tag for one in root.all()} <= TAGS
    notes = [one for one in root.all("section") if one["class"] == "notes"]
    assert [plain(one.text) for one in notes[0].all("li")] == [plain(said)]
    (found,) = (one for one in root.all("ul") if one["class"] == "findings")
    assert plain(said) in plain(found.text)
    table = sheets(root)[1]
    assert plain(said) in [plain(one.text) for one in table.all("th") if one["scope"] == "row"]


@PLANS
@LANGUAGES
def test_no_picture_shows_a_figure_that_is_in_no_table(which, language, whole):
    what, root = whole(which, language)
    plan = what.plan
    figures = set()
    for table in root.all("table"):
        figures |= {plain(td.text.removeprefix(ROUNDED)) for td in table.all("td")}
    own = " ".join(
        one.label for one in (*plan.sources, *plan.costs, *plan.groups, *plan.phases)
    ) + " ".join(one.name for one in plan.environments)
    drawn = 0
    for svg in root.all("svg"):
        for text in svg.all("text"):
            for part in plain(text.text).split(" / "):
                amount = part.removeprefix(ROUNDED).strip().replace(NO_BREAK, " ")
                if re.fullmatch(r"-?\d[\d ,.]*", amount) and amount not in own:
                    drawn += 1
                    assert amount in {one.replace(NO_BREAK, " ") for one in figures}
    assert drawn > 20


@PLANS
def test_a_picture_can_be_heard(which, whole):
    """Its title is that of the section, and its description has every figure that is drawn."""
    _, root = whole(which)
    pictures = list(root.all("svg"))
    assert len(pictures) > 6
    for svg in pictures:
        assert svg["role"] == "img"
        title, about = svg.one("title"), svg.one("desc")
        assert svg["aria-labelledby"] == title["id"]
        assert svg["aria-describedby"] == about["id"]
        heading = next(svg.parent.parent.all("h2")).text
        assert title.text.partition(" (del ")[0] == heading
        figures = [
            part
            for text in svg.all("text")
            for part in text.text.split(" / ")
            if re.fullmatch(f"({ROUNDED}.)?-?[0-9][0-9{NO_BREAK}.,]*", part)
        ]
        assert figures
        assert all(f"{one}" in about.text for one in figures)


def test_every_picture_is_drawn_wide_and_narrow(whole):
    _, root = whole("reference")
    shapes = [svg["class"] for svg in root.all("svg")]
    assert shapes == ["wide", "narrow", "wide", "wide", "narrow", "wide", "narrow"]
    style = root.one("style").text
    assert "svg.wide { display: none" in style
    _, _, printed = style.partition("@media print")
    assert "svg.wide { display: block" in printed
    assert "svg.narrow { display: none" in printed


@pytest.mark.parametrize(
    ("tables", "pictures"),
    [
        (("costs",), ["flow"]),
        (("phases",), ["awards"]),
        (("breakdown",), ["participant"]),
        (("environment",), ["awards", "participant"]),
        (("participants",), []),
    ],
)
def test_a_picture_stands_with_the_tables_that_it_is_about(tables, pictures, uneven, results_of):
    root = page(results_of(uneven, *tables))
    names = [svg["id"] for svg in root.all("svg") if svg["id"].endswith("-wide")]
    assert names == [f"{one}-wide" for one in pictures]


def test_figures_of_a_picture_are_folded_away_unless_their_table_is_there(uneven, results_of):
    assert len(list(page(results_of(uneven, "phases")).all("details"))) == 1
    assert list(page(results_of(uneven, "awards")).all("details")) == []


def test_many_environments_are_not_drawn_one_by_one(plan_of, results_of):
    many = "\n".join(f"  e{n}: {{participants: {n + 1}}}" for n in range(61))
    plan = plan_of(
        f"name: A\nyears: [2030]\nenvironments:\n{many}\ncosts: {{a: {{yearly: 9000}}}}\n"
        "financing: {b: {yearly: 9000}}\ngrant: b\n"
    )
    root = page(results_of(plan, "breakdown", "awards"))
    assert [svg["id"] for svg in root.all("svg")] == ["participant-wide", "participant-narrow"]
    assert "61 miljøer er for mange til å tegnes hvert for seg." in root.text
    few = page(results_of(plan, "breakdown", "awards", environments=("e1", "e60")))
    assert len(list(few.all("svg"))) == 4


def test_what_was_found_stands_on_the_page(plan_of, results_of):
    plan = plan_of(
        "name: A\nyears: [2030]\nparticipants: 2\nenvironments: 2\n"
        "costs: {a: {yearly: 1000100}}\nfinancing: {b: {yearly: 60}}\n"
    )
    root = page(results_of(plan, findings=check(plan)))
    (conclusion,) = (one for one in root.all("p") if "conclusion" in (one["class"] or ""))
    assert conclusion["class"] == "conclusion wrong"
    assert "2 avvik." in conclusion.text
    assert conclusion.one("a")["href"] == "#findings"
    order = [one["id"] for one in root.one("main").all("h2")]
    assert order[-1] == "findings", "the list comes after the tables"
    (listed,) = (one for one in root.all("ul") if one["class"] == "findings")
    assert next(listed.all("li"))["lang"] is None, "it is said as the page is"
    assert "B301" in listed.text
    (place, *_) = (one.text for one in listed.all("span"))
    assert re.fullmatch(r"plan\.yaml:\d+", place), "a line of the plan, as where a figure is from"
    assert "1\u00a0000\u00a0100" in listed.text, "a line could break inside an amount"
    assert any("uncovered" in (row["class"] or "") for row in root.all("tr"))


def test_facts_and_what_was_checked(reference, results_of):
    root = page(results_of(reference, checked=("balance", "shares")))
    assert dict(facts_of(root)) == {
        "Programår": "2019\N{EN DASH}2021",
        "Antall miljøer": "8",
        "Antall bedrifter": "400",
        "Sum kostnader": "10 950 000",
        "Sum finansiering": "10 950 000",
    }
    assert "Kontrollert: balanse hvert år, sum av andeler. Alt stemmer." in root.text


def facts_of(root):
    return [
        (plain(one.one("dt").text), plain(one.one("dd").text)) for one in root.one("dl").all("div")
    ]


def test_the_page_of_one_environment_is_headed_with_its_own_figures(uneven, results_of):
    root = page(results_of(uneven, "environment", environments=("oppdal",)))
    assert root.one("h1").text == root.one("head").one("title").text == "Nasjonalparken Næringshage"
    (about,) = (one.text for one in root.all("p") if one["class"] == "about")
    assert about.startswith("Ujevnt program. Et fylke. Beløp i ")
    facts = dict(facts_of(root))
    table = {row[0]: row for row in sheets_rows(root)}
    assert facts.pop("Programår") == "2019\N{EN DASH}2021"
    for name in ("Antall bedrifter", "Sum kostnader", "Sum finansiering"):
        assert facts.pop(name) == table[name][-1]
    assert facts.pop("Sum tildelt") == table["Fylket"][-1]
    assert [*facts] == ["Per deltaker"]


def sheets_rows(root):
    (table,) = sheets(root)
    return [[plain(cell.text) for cell in row.all("th", "td")] for row in table.all("tr")]


def test_the_page_of_some_environments_is_not_headed_with_the_programme(uneven, results_of):
    root = page(results_of(uneven, "environments", environments=("oppdal", "b2")))
    assert root.one("h1").text == "Ujevnt program"
    assert facts_of(root) == [("Programår", "2019\N{EN DASH}2021"), ("Antall miljøer", "2 av 4")]


def test_an_environment_without_participants_or_grant_has_a_head(plan_of, results_of):
    plan = plan_of(
        "name: A\nyears: [2030]\nparticipants: 1\nenvironments: 2\n"
        "costs: {a: {yearly: 100}}\nfinancing: {b: {yearly: 100}}\n"
    )
    shown = facts_of(page(results_of(plan, "environment", environments=("environment-2",))))
    assert shown == [
        ("Programår", "2030"),
        ("Antall bedrifter", "0"),
        ("Sum kostnader", "50"),
        ("Sum finansiering", "50"),
    ]


def opened(root):
    """What opens at each figure of each table: by its title and row, and from left to right."""
    origins = {
        one["id"]: [plain(p.text) for p in one.all("p")]
        for one in root.all("div")
        if one["class"] == "origin"
    }
    found, asked = {}, set()
    for table in sheets(root):
        title = table.one("h2").text
        for row in table.all("tr"):
            buttons = list(row.all("button"))
            asked |= {one["popovertarget"] for one in buttons}
            if buttons:
                said = [(one.text, origins[one["popovertarget"]]) for one in buttons]
                found[title, plain(next(row.all("th")).text)] = said
    assert asked == set(origins), "each is opened somewhere"
    return found


@PLANS
@LANGUAGES
def test_every_figure_of_the_programme_opens_and_says_where_it_comes_from(which, language, whole):
    what, root = whole(which, language)
    found = opened(root)
    titles = {title for title, _ in found}
    programme = {table.title for table in what.tables if table.id in PROGRAMME}
    assert titles - {table.title for table in what.tables if table.id == "awards"} == programme
    for table, element in zip(what.tables, sheets(root), strict=True):
        if table.id in PROGRAMME:
            figures = sum(len(row.cells) for row in table.rows)
            assert len(list(element.all("button"))) == figures > 0
    for figures in found.values():
        for text, (label, formula, *lines) in figures:
            figure = plain(text.removeprefix(ROUNDED))
            assert label
            assert formula.startswith(figure) or figure in formula, (text, formula)
            assert all(re.search(r"\.yaml:\d", one) for one in lines)


def test_what_opens_is_the_formula_and_the_lines_of_the_plan(whole):
    found = opened(whole("reference")[1])
    county = found["Fordelt på miljø, år og deltaker", "Trøndelag fylkeskommune"]
    assert county[-1] == (
        f"10{NO_BREAK}500",
        [
            "Trøndelag fylkeskommune, per deltaker",
            "10 500 = 4 200 000 ÷ 400",
            "Fra planen: industri40-trondelag.yaml:18, 34, 43",
        ],
    )


def test_figures_of_many_environments_do_not_open_but_those_of_one_do(uneven, results_of):
    assert not opened(page(results_of(uneven, "environments", "environment", "participants")))
    frames = opened(page(results_of(uneven, "awards")))
    assert {row for _, row in frames} >= {"Rest av rammen", "Ramme"}
    assert not {row for _, row in frames} & {one.name for one in uneven.environments}
    one = opened(page(results_of(uneven, "environment", environments=("oppdal",))))
    assert any(row == "Sum kostnader" for _, row in one)


def test_of_very_many_environments_only_the_programme_opens(plan_of, results_of):
    plan = plan_of(
        "name: A\nyears: [2030]\nparticipants: 900\nenvironments: 301\n"
        "costs: {a: {yearly: 9000}}\nfinancing: {b: {yearly: 9000}}\ngrant: b\n"
    )
    found = opened(page(results_of(plan, "costs", "awards")))
    assert {title for title, _ in found} == {"Kostnadsbudsjett"}
    assert not opened(page(results_of(plan, "environment", environments=("environment-7",))))


def test_the_page_of_the_reference_plan_stays_small(reference, results_of):
    for language in ("nb", "en"):
        text = html(results_of(reference, *PROGRAMME, language=language))
        assert len(text.encode()) < 250_000


def test_paper_is_turned_where_a_table_is_too_wide_for_it(reference, results_of):
    papers = {}
    for names in (PROGRAMME, ("costs", "environments")):
        root = page(results_of(reference, *names))
        papers[names] = root.one("body")["class"]
        for sheet in root.all("div"):
            if (sheet["id"] or "").startswith("table-"):
                papers[sheet["id"]] = sheet["class"]
    assert papers.pop(PROGRAMME) is None
    assert papers.pop(("costs", "environments")) == "landscape"
    assert papers.pop("table-environments") == "sheet across"
    assert set(papers.values()) == {"sheet"}


def test_years_with_a_gap_are_listed(plan_of, results_of):
    plan = plan_of(
        "name: A\nyears: [2030, 2032]\nparticipants: 2\nenvironments: 2\n"
        "costs: {a: {yearly: 100}}\nfinancing: {b: {yearly: 100}}\n"
    )
    assert next(page(results_of(plan, "costs")).all("dd")).text == "2030, 2032"


def test_nothing_to_draw_is_not_drawn(plan_of, results_of):
    plan = plan_of(
        "name: A\nyears: [2030]\nparticipants: 2\nenvironments: 2\n"
        "costs: {a: {yearly: 0}}\nfinancing: {b: {yearly: 0}}\ngrant: b\n"
    )
    assert list(page(results_of(plan)).all("svg")) == []


def environment(**more):
    source = str(Path(industri40.__file__).parents[1])
    return {**os.environ, "PYTHONPATH": source, **more}


def run(*arguments, **more):
    command = [sys.executable, "-m", "industri40", *map(str, arguments)]
    return subprocess.run(
        command, env=environment(**more), capture_output=True, text=True, check=False, timeout=60
    )


def test_the_same_plan_gives_the_same_bytes(uneven, tmp_path):
    pages = []
    for seed in ("1", "2"):
        path = tmp_path / f"{seed}.html"
        done = run("allocate", uneven.file, "-o", path, PYTHONHASHSEED=seed)
        assert (done.returncode, done.stderr) == (0, "")
        pages.append(path.read_bytes())
    assert pages[0] == pages[1]


def test_without_its_library_one_line_says_what_to_install(uneven, tmp_path):
    (tmp_path / "jinja2.py").write_text("raise ModuleNotFoundError('no', name='jinja2')\n")
    path = tmp_path / "page.html"
    source = environment()["PYTHONPATH"]
    done = run(
        *("allocate", uneven.file, "--lang", "en", "-o", tmp_path / "a.txt", "-o", path),
        PYTHONPATH=f"{tmp_path}{os.pathsep}{source}",
    )
    assert done.returncode == 2
    assert done.stderr == (
        "industri40: html needs the extra 'report' (jinja2 is not installed): "
        f"{shlex.quote(sys.executable)} -m pip install 'industri40[report]'\n"
    )
    assert done.stdout == ""
    assert sorted(one.name for one in tmp_path.iterdir() if one.is_file()) == ["jinja2.py"]


def test_nothing_of_it_is_imported_unless_asked_for(uneven):
    code = (
        "import sys\nfrom industri40.__main__ import main\n"
        f"sys.argv = ['industri40', 'allocate', {uneven.file!r}, '--table', 'costs']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "names = ('jinja2', 'markupsafe', 'hashlib', 'html_', 'markdown', 'terminal_chart')\n"
        "print([m for m in sys.modules if any(n in m for n in names)], file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "Kostnadsbudsjett" in done.stdout
    assert done.stderr.strip() in ("[]", "")


def test_its_endings():
    assert format_of("tables", "a.html") == format_of("tables", "A.HTM") == "html"


def test_whoever_needs_more_contrast_gets_it(reference, results_of):
    """Forced colours would leave dark bars on black: a picture keeps its own, on its own paper."""
    style = " ".join(page(results_of(reference, "costs")).one("style").text.split())
    assert (
        "@media (forced-colors: active) { svg { forced-color-adjust: none; background: #fff; } }"
        in style
    )
    assert "@media (prefers-contrast: more) { :root {" in style
