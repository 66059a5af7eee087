"""The page in a real browser, and under two public validators and axe.

These tests need Chromium, and Node.js with what tests/browser/package.json names::

    apt-get install chromium
    npm ci --ignore-scripts --prefix tests/browser

``vnu`` needs Java too. They run where BROWSER_TESTS asks for it: see viewers.
"""

import json
import subprocess
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
}
PROGRAMME = ("costs", "financing", "breakdown", "phases")
PAGES = [f"{plan}-{language}" for plan in PLANS for language in ("nb", "en")]
WIDTHS = ["390", "1280"]


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
        assert printed == {"tooWide": [], "crowded": []}
        assert (pages / f"{page}{suffix}.pdf").read_bytes().startswith(b"%PDF")


def test_the_nu_checker_finds_no_error(modules, pages):
    java = tool("java")
    jar = modules / "vnu-jar" / "build" / "dist" / "vnu.jar"
    files = sorted(map(str, pages.glob("*.html")))
    assert len(files) == 2 * len(PAGES)
    command = [java, "-jar", str(jar), "--errors-only", "--stdout", *files]
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
