"""From exact shares to whole units, with every promise of sharing kept."""

from industri40.engine.exact import ExactShares
from industri40.engine.network import WholeAwards
from industri40.engine.together import settled_together
from industri40.engine.year import Totals
from industri40.record import Record

__all__ = ["WholeAwards", "WholeShares", "whole_shares"]


class WholeShares(Record):
    """Every line's running totals after each year, and the awards."""

    totals: tuple[Totals, ...]
    awards: WholeAwards | None
    gave_way: bool
    """Whether a running total can be beyond its floor or ceiling."""


def whole_shares(exact: ExactShares, years: int, *, balanced: bool) -> WholeShares:
    """Round the exact shares of all lines, years and phases to whole units.

    ``balanced`` says that costs equal financing in every year; else that is not kept by
    environment either, since it cannot be.
    """
    networks, kept = settled_together(exact, years, balanced=balanced)
    nothing = {name: [0] * networks[0].year.size for name in (*exact.sources, *exact.costs)}
    totals = tuple(nothing | network.totals() for network in networks)
    return WholeShares(totals, networks[-1].awards(), gave_way=not kept)
