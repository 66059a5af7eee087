"""The network of one year's running totals: sources, through the environments, to cost lines.

What a source gives an environment, and what the environment spends on a line, are arcs between
the floor and the ceiling of their exact values; sums by line are fixed; in every environment as
much comes in as goes out. What goes through it, and what is left of that after each layer of lines
(:mod:`industri40.engine.year`), are arcs between floor and ceiling too. Where a line has no cash,
in kind goes straight to it. The exact shares are a flow within all these bounds, so a whole one
exists as well (:mod:`industri40.rounding.flow`): for each year by itself, whatever the plan.

The last year is settled together with the awards: frames are carried from phase to phase, and an
environment's awards add up, phase after phase, to what it has of the grant. Ceilings are whole,
and no exact award is above its ceiling, so this is a flow within bounds as well.
"""

from collections.abc import Iterator, Sequence
from operator import add

from industri40.engine.columns import less, lesser, sums_of, within
from industri40.engine.frames import AwardFlow, WholeAwards, starting_values
from industri40.engine.year import Bounds, Side, Totals, Year
from industri40.rounding.flow import UNLIMITED, Network


class YearNetwork:
    """One year's network, settled. ``cells`` are the arcs of each line, one for each holder.

    ``after`` is the network of the year after, above whose values no cell goes as far as that can
    be; the last year has none, and is settled with the awards. ``balanced`` says that costs equal
    financing in every year; else an environment's costs differ from its financing by what they do
    exactly, rounded (by anything where ``free``). ``through`` says whether what goes through an
    environment is an arc too.
    """

    def __init__(
        self, year: Year, after: "YearNetwork | None", *, balanced: bool, through: bool, free: bool
    ) -> None:
        self.year, self._free = year, free
        self.network = Network()
        self.cells: dict[str, range] = {}
        self._into = {layer: self.network.nodes(year.size) for layer in year.layers}
        self._out_of = self._into
        if through:
            self._out_of = {layer: self.network.nodes(year.size) for layer in year.layers}
        self._balanced = balanced
        self._holds_sides = through and balanced and len(year.layers) == 1 and not year.straight
        self._award_flow = self._add_awards() if after is None else None
        given, self._room = self.totals(), year.high
        if after is not None:
            later = after.totals()
            given = {name: later[name] for name in year.standing}
            self._room = {name: lesser(top, later[name]) for name, top in year.high.items()}
        values = _starting_totals(year, given, self._room)
        for layer, lines in year.layers.items():
            self._add_cells(lines, layer, values)
        self._add_straight(values)
        if through:
            self._add_through()
        self._add_left()
        self._settle()

    def totals(self) -> Totals:
        """The running totals of every line that has anything, as they stand."""
        value = self.network.value
        return {name: value[cells.start : cells.stop] for name, cells in self.cells.items()}

    def awards(self) -> WholeAwards | None:
        """The awards that were settled with the last year, where there is a grant."""
        return None if self._award_flow is None else self._award_flow.whole()

    def sides(self) -> Iterator[Side]:
        """The sums of lines that have to be kept together and that its arcs do not keep.

        Just one where financing and costs are the same in every environment.
        """
        year = self.year
        for lines in (year.sources(), [] if self._balanced else year.costs()):
            if lines and not self._holds_sides:
                yield lines, *year.around(lines)

    def widen(self, reach: int) -> None:
        """Let cells go so many units beyond their bounds, but not below zero or above their line.

        The grant of the last year stays as the awards have it.
        """
        awarded = self.year.exact.grant if self._award_flow is not None else None
        for name, cells in self.cells.items():
            if name != awarded:
                most, span = self.year.shared[name], slice(cells.start, cells.stop)
                low, high = self.year.low[name], self.year.high[name]
                self.network.low[span] = [max(0, bottom - reach) for bottom in low]
                self.network.high[span] = [min(most, top + reach) for top in high]

    def _settle(self) -> None:
        """Balance with no cell above the year after, as far as there is a way; then anyhow."""
        network = self.network
        network.settle()
        for name, cells in self.cells.items():
            network.high[cells.start : cells.stop] = self.year.high[name]
        if any(network.excess) and not network.settle():
            raise ArithmeticError("a network with an exact flow has no whole one")

    def _add_awards(self) -> AwardFlow | None:
        year, grant = self.year, self.year.exact.grant
        if grant not in year.lines:
            return None
        layer = next(layer for layer, lines in year.layers.items() if grant in lines)
        flow = AwardFlow(self.network, year.exact.phases, year.shared[grant], self._into[layer])
        self.cells[grant] = flow.totals
        return flow

    def _add_cells(self, lines: Sequence[str], layer: int, values: Totals) -> None:
        network, year = self.network, self.year
        for name in lines:
            if name in year.exact.costs:
                self._add(name, self._out_of[layer], network.node(-year.shared[name]), values)
            elif name not in self.cells:
                self._add(name, network.node(year.shared[name]), self._into[layer], values)

    def _add_straight(self, values: Totals) -> None:
        """In kind that goes straight to lines without cash."""
        network, year = self.network, self.year
        for line, parts in year.straight.items():
            meeting = network.nodes(year.size)
            for name in parts:
                self._add(name, network.node(year.shared[name]), meeting, values)
            values[line] = within(values[line], year.low[line], self._room[line])
            self._add(line, meeting, network.node(-year.shared[line]), values)

    def _add(self, name: str, tail: int | range, head: int | range, values: Totals) -> None:
        bounds = self.year.low[name], self._room[name]
        self.cells[name] = self.network.arcs(tail, head, *bounds, values[name])

    def _add_through(self) -> None:
        """Arcs for what goes through each layer of each environment."""
        for layer, into in self._into.items():
            out_of = self._out_of[layer]
            spent = [name for name in self.year.layers[layer] if name in self.year.exact.costs]
            wanted = [-excess for excess in self.network.excess[out_of.start : out_of.stop]]
            self._join(into, out_of, self.year.around(spent), wanted)

    def _add_left(self) -> None:
        """Arcs for what each layer leaves to the next, and the last one where that may be."""
        year, network = self.year, self.network
        heads: list[range | int] = [*list(self._into.values())[1:]]
        if not self._balanced:
            heads.append(network.node(-sum(network.excess)))
        sources, costs = list[str](), list[str]()
        for (layer, into), head in zip(self._into.items(), heads, strict=False):
            sources += [name for name in year.layers[layer] if name in year.exact.sources]
            costs += [name for name in year.layers[layer] if name in year.exact.costs]
            wanted = network.excess[into.start : into.stop]
            self._join(into, head, year.around(sources, costs), wanted)

    def _join(self, tail: range, head: range | int, bounds: Bounds, wanted: list[int]) -> None:
        """Arcs within bounds, if any, that carry what is wanted, as near as may be."""
        if self._free:
            bounds = [-UNLIMITED] * len(tail), [UNLIMITED] * len(tail)
        self.network.arcs(tail, head, *bounds, within(wanted, *bounds))


def _starting_totals(year: Year, given: Totals, room: Totals) -> Totals:
    """Values from floors up to the ``room`` of each cell, which total what each line must.

    ``given`` are lines that have their values already. Line by line they are rounded up for whom
    most is owed after the lines before, by largest remainder for the first line. So shares are
    rounded up for one environment after the other, and little is left to be settled.
    """
    values, scale = dict(given), year.scale

    def fill(name: str, wants: list[int]) -> list[int]:
        """Round a line up where most is wanted, unless it is given; what is wanted then."""
        ranks, low = list(map(add, wants, year.rests[name])), year.low[name]
        if name not in given:
            values[name] = starting_values(ranks, year.shared[name], low, room[name])
        cells = zip(ranks, values[name], low, strict=True)
        return [rank - scale if value > bottom else rank for rank, value, bottom in cells]

    # In parts of a unit for each holder: exact financing less what was given of it, and what a
    # holder has to spend beyond what it has exactly.
    owed = lent = [0] * year.size
    for lines in year.layers.values():
        before = owed
        sources = (name for name in lines if name in year.exact.sources)
        for name in sorted(sources, key=lambda name: name not in given):
            owed = fill(name, owed)
        lent = less(lent, less(owed, before))
        for name in filter(year.exact.costs.__contains__, lines):
            lent = fill(name, lent)
    for line, parts in year.straight.items():
        for name in parts:
            owed = fill(name, owed)
        values[line] = sums_of((values[name] for name in parts), year.size)
    return values
