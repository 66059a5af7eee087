"""Results as one HTML file that needs nothing else: tables and pictures, no script, no network.

Every text goes through a template that escapes it. The page forbids itself whatever it does not
need: a browser runs no script of it and fetches nothing, whatever a name in a plan looks like.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256

from jinja2 import Environment, PackageLoader, StrictUndefined

from industri40.comparing.difference import Difference
from industri40.comparing.tables import page as compared
from industri40.render.common.figures import unbroken
from industri40.render.common.formulas import lines_of
from industri40.render.common.head import Head, head
from industri40.render.common.remarks import conclusion
from industri40.render.common.results import Results, TextOptions
from industri40.render.common.text import printable
from industri40.render.html.tables import ACROSS, Opened, Sheet, sheet
from industri40.render.pictures.chosen import pictures
from industri40.render.pictures.drawing import LAYOUTS, Picture
from industri40.render.pictures.scenarios import picture
from industri40.report.page import Page
from industri40.report.scenarios import Scenarios


def render(results: Results, _options: TextOptions) -> str:
    """The whole page. Raises ValueError where nothing was shared out."""
    opened = Opened(results.report)
    sheets = [sheet(table, results.words, opened) for table in results.tables]
    return _written(results.page, head(results), sheets, results)


def document(page: Page, drawn: Iterable[Picture] = ()) -> str:
    """A page of tables and pictures of them; without any, its sentences are what it is called."""
    title, *about = (page.title, *page.about) if page.title else page.about
    sheets = [sheet(table, page.words) for table in page.tables]
    return _written(page, Head(title, " ".join(about), ()), sheets, drawn=drawn)


def scenarios(one: Scenarios, _options: TextOptions) -> str:
    """The page of a plan and its scenarios side by side, with a picture."""
    (table,), words = one.page.tables, one.page.words
    return document(one.page, filter(None, [picture(table, words, LAYOUTS)]))


def difference(one: Difference, _options: TextOptions) -> str:
    """The page of what differs between two plans."""
    return document(compared(one))


def _written(
    page: Page,
    head: Head,
    sheets: list[Sheet],
    results: Results | None = None,
    drawn: Iterable[Picture] = (),
) -> str:
    templates = _templates()
    return templates.get_template("page.html").render(
        policy=_policy(templates.get_template("report.css").render()),
        words=page.words,
        head=head,
        what_ifs=page.what_ifs,
        conclusion=results and conclusion(results),
        illustrations=list(_illustrations(page, pictures(results) if results else drawn)),
        sheets=sheets,
        findings=results.findings if results else (),
        notes=page.notes,
        opens=any(one.origins for one in sheets),
        across=any(one.paper in ACROSS for one in sheets),
    )


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=PackageLoader("industri40.render.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: value if hasattr(value, "__html__") else printable(str(value)),
    )
    templates.filters["line"] = lambda place: lines_of([place])
    templates.filters["unbroken"] = unbroken
    return templates


def _policy(style: str) -> str:
    """What a browser may do with the page: nothing but show it in just this style."""
    digest = b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _illustrations(page: Page, drawn: Iterable[Picture]) -> Iterator[tuple[Picture, Sheet | None]]:
    """The pictures, each with its figures if they do not stand on the page already."""
    names = {table.key[0] for table in page.tables}
    for one in drawn:
        yield one, None if one.figures.id in names else sheet(one.figures, page.words)
