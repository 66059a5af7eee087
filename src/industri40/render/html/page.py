"""Results as one HTML file that needs nothing else: tables and pictures, no script, no network.

Every text goes through a template that escapes it. The page forbids itself whatever it does not
need: a browser runs no script of it and fetches nothing, whatever a name in a plan looks like.
"""

from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256

from jinja2 import Environment, PackageLoader, StrictUndefined

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
from industri40.report.page import Page, Paged


def render(shown: Paged, _options: TextOptions) -> str:
    """The whole page. Raises ValueError where nothing was shared out."""
    page, results = shown.page, shown if isinstance(shown, Results) else None
    opened = Opened(results.report) if results else None
    sheets = [sheet(table, page.words, opened) for table in page.tables]
    templates = _templates()
    return templates.get_template("page.html").render(
        policy=_policy(templates.get_template("report.css").render()),
        words=page.words,
        head=head(results) if results else _named(page),
        what_ifs=page.what_ifs,
        conclusion=results and conclusion(results),
        illustrations=list(_illustrations(page, results)),
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


def _named(page: Page) -> Head:
    """What a page is about; without a title its sentences are what it is called."""
    title, *about = (page.title, *page.about) if page.title else page.about
    return Head(title, " ".join(about), ())


def _illustrations(page: Page, results: Results | None) -> Iterator[tuple[Picture, Sheet | None]]:
    """The pictures, each with its figures if they do not stand on the page already."""
    names = {table.key[0] for table in page.tables}
    some = (picture(one, page.words, LAYOUTS) for one in page.tables if one.id == "scenarios")
    for one in pictures(results) if results else filter(None, some):
        yield one, None if one.figures.id in names else sheet(one.figures, page.words)
