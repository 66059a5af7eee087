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
from fractions import Fraction
from pathlib import Path

import pytest
from viewers import absent, program, wanted

from industri40.engine.allocation import allocate
from industri40.plan.load import load_plan
from industri40.render.common.results import Results, TextOptions
from industri40.render.registry import renderer
from industri40.report.tables import TABLES, ReportTables

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PLANS = {
    "reference": ROOT / "budgets" / "industri40-trondelag.yaml",
    "uneven": ROOT / "tests" / "data" / "plans" / "uneven.yaml",
    "twelve": ROOT / "tests" / "data" / "plans" / "twelve.yaml",
}
PROGRAMME = ("costs", "financing", "breakdown", "phases")
PAGES = [f"{plan}-{language}" for plan in PLANS for language in ("nb", "en")]
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
    """A folder with each page: the programme's tables, and of one plan in both languages, all."""
    folder = tmp_path_factory.mktemp("pages")
    for name, path in PLANS.items():
        plan = load_plan(str(path))
        allocation = allocate(plan)
        for language in ("nb", "en"):
            for suffix, names in (("", PROGRAMME), ("-all", tuple(TABLES))):
                report = ReportTables(plan, allocation, language=language)
                tables = tuple(table for one in names for table in report.tables(one))
                what = Results(report, tables, checked=("balance", "shares"))
                page = renderer("tables", "html")(what, TextOptions())
                assert isinstance(page, str)
                (folder / f"{name}-{language}{suffix}.html").write_text(page, "utf-8")
    return folder


@pytest.fixture(scope="session")
def seen(modules: Path, pages: Path) -> dict[str, dict[str, object]]:
    """What the browser saw of each page."""
    node, chromium = tool("node"), tool("chromium", "chromium-browser", "google-chrome")
    files = [str(pages / f"{page}{suffix}.html") for page in PAGES for suffix in ("", "-all")]
    done = subprocess.run(
        [node, str(HERE / "look.mjs"), chromium, str(pages), *files],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, object]] = json.loads(done.stdout)
    assert len(found) == len(files)
    return found


@pytest.mark.parametrize("suffix", ["", "-all"])
@pytest.mark.parametrize("page", PAGES)
def test_html_validate_has_nothing_to_say(page, suffix, seen):
    assert seen[f"{page}{suffix}.html"]["invalid"] == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("suffix", ["", "-all"])
@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_no_violation(page, suffix, width, seen):
    report = seen[f"{page}{suffix}.html"]["widths"][width]
    assert report["violations"] == []
    assert report["passes"] > 30, "axe did not look at much"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("page", PAGES)
def test_the_page_fits_its_window_and_no_text_lies_on_another(page, width, seen):
    for suffix in ("", "-all"):
        report = seen[f"{page}{suffix}.html"]["widths"][width]
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


@pytest.mark.parametrize("suffix", ["", "-all"])
@pytest.mark.parametrize("page", PAGES)
def test_no_page_of_paper_is_half_empty(page, suffix, seen, pages):
    assert f"{page}{suffix}.html" in seen
    *sheets, _ = filled(pages / f"{page}{suffix}.pdf")
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


@pytest.mark.parametrize("page", PAGES)
def test_the_browser_fetches_nothing_and_has_nothing_to_complain_of(page, seen):
    """A style that the page's own policy did not allow would be said here."""
    for suffix in ("", "-all"):
        for width in WIDTHS:
            assert seen[f"{page}{suffix}.html"]["widths"][width]["said"] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_table_fits_its_sheet_of_paper(page, seen, pages):
    for suffix in ("", "-all"):
        printed = seen[f"{page}{suffix}.html"]["printed"]
        assert printed == {"tooWide": [], "crowded": [], "boxes": []}
        assert (pages / f"{page}{suffix}.pdf").read_bytes().startswith(b"%PDF")


def test_the_nu_checker_finds_no_error(modules, pages):
    java = tool("java")
    jar = modules / "vnu-jar" / "build" / "dist" / "vnu.jar"
    files = sorted(map(str, pages.glob("*.html")))
    assert len(files) == 2 * len(PAGES)
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
