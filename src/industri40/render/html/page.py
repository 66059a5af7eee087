"""Results as one HTML file that needs nothing else: tables and pictures, no script, no network.

Every text goes through a template that escapes it. The page forbids itself whatever it does not
need: a browser runs no script of it and fetches nothing, whatever a name in a plan looks like.
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from hashlib import sha256
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from industri40.findings.finding import Finding
from industri40.findings.severity import Severity
from industri40.render.common.remarks import conclusion
from industri40.render.common.results import Results, TextOptions
from industri40.render.common.text import printable
from industri40.render.html import awards, flow, participant
from industri40.render.html.drawing import Picture
from industri40.render.html.tables import Sheet, sheet
from industri40.report.lines import TOTAL
from industri40.report.tables import NO_BREAK, ReportTables

_PICTURES = (
    (flow.picture, ("costs", "financing")),
    (awards.picture, ("awards", "phases", "environment")),
    (participant.picture, ("breakdown", "environments", "environment")),
)
"""Each picture with the tables that it is about: it is shown where one of them is."""

_GROUPS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
"""The spaces inside an amount, where a line must not break."""


class Illustration(NamedTuple):
    """A picture, and its figures as they stand on the page below it."""

    picture: Picture
    figures: Sheet | None


class Found(NamedTuple):
    """A finding as it stands on the page."""

    code: str
    error: bool
    text: str


def render(results: Results, _options: TextOptions) -> str:
    """The whole page. Raises ValueError where nothing was shared out."""
    templates = _templates()
    style = templates.get_template("report.css").render()
    plan, words, report = results.plan, results.words, results.report
    return templates.get_template("page.html").render(
        policy=_policy(style),
        language=words.language,
        contents_title=words("contents"),
        findings_title=words("findings"),
        notes_title=words("notes"),
        title=printable(plan.name),
        about=printable(results.about),
        facts=list(_facts(report)),
        conclusion=conclusion(results),
        findings=list(map(_found, results.findings)),
        illustrations=list(_illustrations(results, report)),
        sheets=[sheet(table, words) for table in results.tables],
        notes=[printable(note) for note in plan.notes],
    )


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("industri40.render.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _policy(style: str) -> str:
    """What a browser may do with the page: nothing but show it in just this style."""
    digest = b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _facts(report: ReportTables) -> Iterator[tuple[str, str]]:
    """What the plan is about, in a few figures."""
    plan, words = report.plan, report.words
    first, last = plan.years[0], plan.years[-1]
    if first == last:
        years = str(first)
    elif last - first == len(plan.years) - 1:
        years = f"{first}\N{EN DASH}{last}"
    else:
        years = ", ".join(map(str, plan.years))
    yield words("fact.years"), years
    yield words("fact.environments"), report.written(Fraction(len(plan.environments)))
    yield words("row.participants"), _amount(report, "breakdown", "participants")
    yield words("row.costs"), _amount(report, "costs", "costs")
    yield words("row.financing"), _amount(report, "financing", "financing")


def _amount(report: ReportTables, table: str, row: str) -> str:
    return report.written(report.table(table).cell((row,), TOTAL).amount)


def _found(finding: Finding) -> Found:
    text = printable(f"{finding.place}: {_GROUPS.sub(NO_BREAK, finding.message)}")
    return Found(finding.code, finding.severity is Severity.ERROR, text)


def _illustrations(results: Results, report: ReportTables) -> Iterator[Illustration]:
    names = {table.key[0] for table in results.tables}
    for draw, about in _PICTURES:
        if names.isdisjoint(about):
            continue
        picture = draw(report)
        if picture is not None:
            table = picture.figures if picture.figures and picture.figures.id not in names else None
            yield Illustration(picture, sheet(table, results.words) if table else None)
