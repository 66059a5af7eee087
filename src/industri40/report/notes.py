"""What stands below a table: what lies between its figures and those of other tables."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from industri40.money import round_half_away
from industri40.report.books import Books


def common_notes(books: Books) -> Iterator[str]:
    """Each common cost, which is in the budget and not among what is shared."""
    for line in books.plan.costs:
        if line.common and line.financed_by is not None:
            yield books.words(
                "note.common",
                label=line.label,
                amount=books.written(books.money(line.total)),
                source=books.sources[line.financed_by].label,
            )


def frame_notes(books: Books) -> Iterator[str]:
    """What makes the awards of a phase another amount than its share of the grant."""
    source, phases = _grant(books), [phase.label for phase in books.plan.phases]
    for (before, phase), (earlier, frame) in zip(
        pairwise(phases), pairwise(books.frames), strict=False
    ):
        if earlier.carried:
            carried, whole = _written(books, earlier.carried), _written(books, frame.frame)
            yield books.words(
                "note.carried",
                amount=carried,
                source=source,
                before=before,
                phase=phase,
                frame=whole,
            )
    for phase, frame in zip(phases, books.frames, strict=False):
        if frame.returned:
            amount, awarded = _written(books, frame.returned), _written(books, frame.awarded)
            yield books.words(
                "note.returned", amount=amount, source=source, phase=phase, awarded=awarded
            )


def unallocated_notes(books: Books) -> Iterator[str]:
    """What nobody is awarded, which figures per environment of the whole grant have in them."""
    returned = sum(frame.returned for frame in books.frames)
    if returned:
        awarded = sum(frame.awarded for frame in books.frames)
        mean = round_half_away(Fraction(awarded, len(books.plan.environments))).numerator
        yield books.words(
            "note.unallocated",
            amount=_written(books, returned),
            source=_grant(books),
            awarded=_written(books, awarded),
            mean=_written(books, mean),
        )


def _grant(books: Books) -> str:
    grant = books.plan.grant
    return books.sources[grant].label if grant else ""


def _written(books: Books, units: int) -> str:
    return books.written(books.money(units))
