"""The page in a real browser, and under two public validators and axe.

These tests need Chromium, and Node.js with what tests/browser/package.json names::

    apt-get install chromium
    npm ci --ignore-scripts --prefix tests/browser

``vnu`` needs Java too, and what is said of paper needs poppler-utils. They run where BROWSER_TESTS
asks for it: see viewers.
"""

import json
import re
import subprocess
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest
from program import program as program_here
from viewers import absent, program, wanted

from industri40.checks import check
from industri40.load import load_plan, read_plan
from industri40.plan.model import Plan
from industri40.render.common.results import Results, TextOptions
from industri40.render.registry import renderer
from industri40.report.case import Case
from industri40.report.tables import PROGRAMME, TABLES

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PLAN = ROOT / "tests" / "data" / "plans"
PLANS = {
    "reference-nb": ROOT / "budgets" / "industri40-trondelag.yaml",
    "reference-en": ROOT / "budgets" / "industri40-trondelag.yaml",
    "uneven-en": PLAN / "uneven.yaml",
    "twelve-nb": PLAN / "twelve.yaml",
}
PAGES = list(PLANS)
FILES = [f"{page}{suffix}" for page in PAGES for suffix in ("", "-all")]
FILES += ["off-nb", "one-nb", "if-nb", "beside-en"]
"""The tables of the programme, all tables; a page with what is wrong, that of one environment, of a
what-if, of a plan beside its scenarios.
"""

NEWER = ".*CSS: “(position-(anchor|try-fallbacks)”: Property|(inset|justify-self)”: “anchor).*"
"""What browsers know and the checker does not: both stand where ``@supports`` asks for them."""

WIDTHS = ["390", "768", "1280"]


def tool(*names: str) -> str:
    return program("BROWSER_TESTS", *names)


@pytest.fixture(scope="session")
def modules() -> Path:
    wanted("BROWSER_TESTS")
    folder = HERE / "node_modules"
    if not folder.is_dir():
        absent("BROWSER_TESTS", "npm ci --ignore-scripts --prefix tests/browser has not been run")
    return folder


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with each page, in the language that its name ends with."""
    folder = tmp_path_factory.mktemp("pages")

    def write(
        name: str, plan: Plan, names: Sequence[str], environments: Sequence[str] = ()
    ) -> None:
        language = re.search("-(nb|en)", name)[1]
        report = Case(plan).report(environments, language)
        tables = tuple(table for one in names for table in report.tables(one))
        what = Results(report, tables, check(plan), ("balance", "shares"))
        text = renderer("tables", "html")(what, TextOptions())
        (folder / f"{name}.html").write_text(text, "utf-8")

    for name, path in PLANS.items():
        write(name, load_plan(str(path)), PROGRAMME)
        write(f"{name}-all", load_plan(str(path)), TABLES)
    twelve = (PLAN / "twelve.yaml").read_bytes()
    off, _ = read_plan(twelve.replace(b"yearly: 6 100 000", b"yearly: 6 100 050"), "twelve.yaml")
    write("off-nb", off, PROGRAMME)
    write("one-nb", load_plan(str(PLAN / "twelve.yaml")), ["environment"], ["bodo"])
    write("if-nb", load_plan(str(PLANS["reference-nb"]), {"county": "-10 %"}), PROGRAMME)
    file = folder / "beside-en.html"
    assert program_here("allocate", PLAN / "scenarios.yaml", "--compare", "-o", file).code == 1
    return folder


@pytest.fixture(scope="session")
def seen(modules: Path, pages: Path) -> dict[str, dict[str, object]]:
    """What the browser saw of each page."""
    node, chromium = tool("node"), tool("chromium", "chromium-browser", "google-chrome")
    files = [str(pages / f"{one}.html") for one in FILES]
    done = subprocess.run(
        [node, str(HERE / "look.mjs"), chromium, str(pages), *files],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=900,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, object]] = json.loads(done.stdout)
    assert len(found) == len(files)
    return found


@pytest.mark.parametrize("file", FILES)
def test_html_validate_has_nothing_to_say(file, seen):
    assert seen[f"{file}.html"]["invalid"] == []


@pytest.mark.parametrize("width", ["390", "1280"])
@pytest.mark.parametrize("file", FILES)
def test_axe_finds_no_violation(file, width, seen):
    report = seen[f"{file}.html"]["widths"][width]
    assert report["violations"] == []
    assert report["passes"] > 30, "axe did not look at much"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("file", FILES)
def test_the_page_fits_its_window_and_no_text_lies_on_another(file, width, seen):
    report = seen[f"{file}.html"]["widths"][width]
    assert report["overflow"] <= 0
    assert report["crowded"] == []
    assert report["texts"] > 30, "hardly a text was drawn"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("page", PAGES)
def test_the_last_column_can_be_reached_and_the_first_stays(page, width, seen):
    """A table that is wider than its frame scrolls in it, and says so; no other does."""
    wider = 0
    for suffix in ("", "-all"):
        for table in seen[f"{page}{suffix}.html"]["widths"][width]["tables"]:
            assert table["focus"], table
            assert table["stays"], table
            assert table["reached"], table
            assert (table["more"] > 2) == (table["hint"] > 10), table
            wider += table["more"] > 2
    assert wider or width == "1280", "no table was wider than its frame"


@pytest.mark.parametrize("page", PAGES)
def test_a_wide_table_uses_the_margin_and_names_stay_on_one_line(page, seen):
    tables = seen[f"{page}-all.html"]["widths"]["1280"]["tables"]
    (wide,) = (one for one in tables if one["title"] in {"Miljøene", "The environments"})
    assert wide["width"] > 1000
    assert wide["lines"] == 1
    narrow = seen[f"{page}-all.html"]["widths"]["390"]["tables"]
    assert max(one["width"] for one in narrow) <= 390


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("page", PAGES)
def test_a_figure_opens_from_the_keyboard_and_says_where_it_comes_from(page, width, seen):
    figures = seen[f"{page}-all.html"]["widths"][width]["figures"]
    assert len(figures) == 3
    for figure in figures:
        assert figure["reached"], figure
        assert figure["inside"], figure
        assert figure["back"], figure
        assert re.search(r"\d.*\.yaml:\d+", figure["text"], re.DOTALL), figure


@pytest.mark.parametrize("file", FILES)
def test_no_page_of_paper_is_half_empty(file, seen, pages):
    assert f"{file}.html" in seen
    *sheets, _ = filled(pages / f"{file}.pdf")
    assert sheets
    assert min(sheets) > Fraction(3, 5), sheets


def filled(pdf: Path) -> list[Fraction]:
    """How far down each page is written on, but for its number: parts of what there is room for."""
    command = [tool("pdftotext"), "-bbox", str(pdf), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    found = []
    for height, body in re.findall(r'<page [^>]*height="([\d.]+)">(.*?)</page>', text, re.DOTALL):
        bottoms = [Fraction(one) for one in re.findall(r'yMax="([\d.]+)"', body)]
        margins = [Fraction(millimetres * 72 * 10, 254) for millimetres in (15, 17)]
        bottom = Fraction(height) - margins[1]
        lowest = max(one for one in bottoms if one <= bottom + 2)
        found.append((lowest - margins[0]) / (bottom - margins[0]))
    return found


@pytest.mark.parametrize("file", FILES)
def test_the_browser_fetches_nothing_and_has_nothing_to_complain_of(file, seen):
    """A style that the page's own policy did not allow would be said here."""
    for width in WIDTHS:
        assert seen[f"{file}.html"]["widths"][width]["said"] == []


@pytest.mark.parametrize("file", FILES)
def test_every_table_fits_its_sheet_of_paper(file, seen, pages):
    assert seen[f"{file}.html"]["printed"] == {"tooWide": [], "crowded": [], "boxes": []}
    assert (pages / f"{file}.pdf").read_bytes().startswith(b"%PDF")


def test_the_nu_checker_finds_no_error(modules, pages):
    java = tool("java")
    jar = modules / "vnu-jar" / "build" / "dist" / "vnu.jar"
    files = sorted(map(str, pages.glob("*.html")))
    assert len(files) == len(FILES)
    command = [
        java,
        "-jar",
        str(jar),
        "--errors-only",
        "--stdout",
        "--filterpattern",
        NEWER,
        *files,
    ]
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=300
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_the_validators_can_find_something(modules, tmp_path):
    """A page with a fault of each kind: else silence would prove nothing."""
    node, java = tool("node"), tool("java")
    chromium = tool("chromium", "chromium-browser", "google-chrome")
    bad = tmp_path / "bad.html"
    bad.write_text(
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>a</title></head>"
        "<body><main><h1>a</h1><img src=x.png><svg viewBox='0 0 9 9' width=9 height=9>"
        "<text x=0 y=8>wide</text><text x=1 y=8>wide</text></svg>"
        "<p style='width:5000px'>b</p></main></body></html>"
    )
    done = subprocess.run(
        [node, str(HERE / "look.mjs"), chromium, str(tmp_path), str(bad)],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    found = json.loads(done.stdout)["bad.html"]
    narrow = found["widths"]["390"]
    assert found["invalid"]
    assert any("image-alt" in one for one in narrow["violations"])
    assert any("x.png" in one for one in narrow["said"])
    assert any("outside" in one for one in narrow["crowded"])
    assert any(" on " in one for one in narrow["crowded"])
    assert narrow["overflow"] > 0
    jar = modules / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = [java, "-jar", str(jar), "--errors-only", "--stdout", str(bad)]
    assert subprocess.run(command, capture_output=True, check=False, timeout=120).returncode != 0
