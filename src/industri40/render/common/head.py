"""What a page is about: its title, whose it is, and a few figures."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from industri40.plan.model import Environment
from industri40.render.common.figures import as_read, span
from industri40.render.common.results import Results
from industri40.report.awards import AWARDS, RETURNED, award_cells
from industri40.report.environments import COSTS, FINANCING, PARTICIPANTS, PER_PARTICIPANT
from industri40.report.lines import TOTAL
from industri40.report.tables import ReportTables


class Head(NamedTuple):
    """``facts`` are names with their values as text."""

    title: str
    about: str
    facts: tuple[tuple[str, str], ...]


def head(results: Results) -> Head:
    """The head of a page: of one environment its own, of some none of the programme's sums."""
    report, plan = results.report, results.plan
    years = (report.words("fact.years"), span(plan.years))
    if len(report.selected) != 1:
        return Head(plan.name, results.about, (years, *_programme(report)))
    (environment,) = report.environments
    about = f"{plan.name}. {results.about}"
    return Head(environment.name, about, (years, *_environment(report, environment)))


def _programme(report: ReportTables) -> Iterator[tuple[str, str]]:
    words = report.words
    count = report.written(Fraction(len(report.environments)))
    if report.selected:
        every = report.written(Fraction(len(report.plan.environments)))
        yield words("fact.environments"), words("fact.some", count=count, all=every)
        return
    yield words("fact.environments"), count
    count_of = [("breakdown", "participants")] if report.plan.participants is not None else []
    for table, row in (*count_of, ("costs", "costs"), FINANCING * 2):
        amount = report.table(table).cell((row,), TOTAL).amount
        yield words(f"row.{row}"), report.written(amount)


def _environment(report: ReportTables, environment: Environment) -> Iterator[tuple[str, str]]:
    (row,) = report.table("environments").rows
    cells = dict(row.cells)
    if report.plan.grant:
        cells[AWARDS] = award_cells(report)[environment.id][AWARDS]
    for key, word in (
        (PARTICIPANTS, "row.participants"),
        (AWARDS, "row.awarded"),
        (RETURNED, "column.returned"),
        (COSTS, "row.costs"),
        (FINANCING, "row.financing"),
        (PER_PARTICIPANT, "column.participant"),
    ):
        if cell := cells.get(key):
            yield report.words(word), as_read(cell, report.words.language)
