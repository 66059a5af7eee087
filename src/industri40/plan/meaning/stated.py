"""What a plan states beside its lines: figures that somebody printed, and limits."""

from collections.abc import Iterator
from fractions import Fraction

from industri40.money import HUNDREDTHS
from industri40.plan.language.written import LIMITS_OF_GRANT, OF_SHARE, PlanFile
from industri40.plan.model import Limits, StatedFigure
from industri40.plan.review import Review

_OF_NOTHING = {"of": "share_of", "each": "share_each"}
"""What is said of a key beside a limit that there is not."""


def read_stated(plan: PlanFile, review: Review) -> Iterator[StatedFigure]:
    """Every stated figure; which tables, rows and columns there are is not looked at here."""
    # by place, and as few places as can be, since plans may state very many
    for index, entry in enumerate(plan.stated):
        path, source, tolerance = ("stated", index), entry.source or "", entry.tolerance
        above = review.place((*path, "table"))
        row_places = review.document.places((*path, "rows"), key=True)
        for row, columns in entry.rows.items():
            places = review.document.places((*path, "rows", row))
            for column, figure in columns.items():
                at = (places[column], row_places[row], above)
                yield StatedFigure(entry.table, row, column, *figure, source, *at, tolerance)


def read_limits(plan: PlanFile, review: Review, *, none_take_part: bool) -> Limits:
    """The limits that the plan sets itself; there may be no participants in it."""
    limits = plan.limits
    if limits is None:
        return Limits()
    written = [key for key in type(limits).model_fields if getattr(limits, key) is not None]
    places = {key: review.place(("limits", key)) for key in written}
    if (fee := "fee_per_participant_at_most") in places and none_take_part:
        review.find("P233", "limit", ("limits", fee), key=True)
    for key in LIMITS_OF_GRANT if plan.grant is None and review.absent("grant") else ():
        if key in places:
            review.find("P245", "limit", ("limits", key), key=True, limit=key)
    for key in OF_SHARE if review.sound("limits") and "grant_share_at_most" not in places else ():
        if key in places:
            review.find("P218", _OF_NOTHING[key], ("limits", key), key=True)
    each = limits.each or ()
    if limits.each == []:
        review.find("P210", "each", ("limits", "each"))
    for index, word in enumerate(each):
        if word in each[:index]:
            review.find("P207", "twice", ("limits", "each", index), word=word)
    return Limits(
        grant_share_at_most=limits.grant_share_at_most,
        of=limits.of or "costs",
        each=tuple(each),
        grant_per_environment_at_most=_kroner(limits.grant_per_environment_at_most),
        fee_per_participant_at_most=_kroner(limits.fee_per_participant_at_most),
        places=places,
    )


def _kroner(hundredths: int | None) -> Fraction | None:
    return None if hundredths is None else Fraction(hundredths, HUNDREDTHS)
