"""What chains go by, as formulas: what cells hold and may hold, and what nodes give off."""

from collections.abc import Sequence
from typing import NamedTuple

from industri40.render.excel.sheets import Figure, Sheet
from industri40.render.excel.workings.awards import AwardSheet
from industri40.render.excel.workings.bench import Bench
from industri40.render.excel.workings.network import OUTSIDE, POOL, Bundle
from industri40.render.excel.workings.shares import ShareSheet
from industri40.render.excel.workings.swap_layout import SwapLayout

__all__ = ["CellTexts", "ChainFacts"]


class CellTexts(NamedTuple):
    """Before any chain: the formula of what a cell holds, and what ends those of what it can do.

    The value followed by ``up`` is true where it can go up by a unit, by ``down`` where down.
    """

    value: str
    up: str
    down: str


class ChainFacts:
    """The facts of all years, as formulas for the sheet of the chains."""

    def __init__(
        self,
        bench: Bench,
        sheet: Sheet,
        swaps: SwapLayout,
        shares: ShareSheet,
        awards: AwardSheet | None,
    ) -> None:
        self._bench, self._sheet = bench, sheet
        self._swaps, self._shares, self._awards = swaps, shares, awards
        self._parts = {part.id: part for part in shares.parts}

    @property
    def balanced(self) -> str:
        """A condition: whether environments are to spend just what they get."""
        return f"{self._sheet.fixed(self._shares.lines.balanced)}=1"

    def label(self, name: str) -> str:
        """What the nodes or cells of a name are called; nothing for what environments get."""
        if not name:
            return ""
        if name in self._parts:
            return self._parts[name].label
        kind, _, number = name.rpartition(".")
        if kind and self._awards is not None:
            phase = self._awards.phases[int(number)].exact.phase.label
            return self._bench.say(f"chains.{kind}", label=phase)
        return self._bench.say("chains.pool" if name == POOL else "chains.outside")

    def supply(self, name: str, year: int) -> str:
        """What a node gives off, with a sign; nothing for most."""
        if name == POOL and self._awards is not None:
            return self._awards.pool_for(self._sheet)
        part = self._parts.get(name)
        if part is None:
            return ""
        sign = "-" if part.cost else ""
        return f"{sign}{self._sheet.at(self._shares.lines.to_date[name, year])}"

    def cells(self, bundle: Bundle, year: int) -> list[CellTexts]:
        """The facts of the cells of a bundle."""
        name = bundle.name
        if name == OUTSIDE:
            open_to = f"={self._sheet.fixed(self._shares.lines.balanced)}"
            return [CellTexts("0", open_to, open_to)] * bundle.size
        if name in self._parts:
            return self._line(name, year)
        if self._awards is None:
            raise ValueError(f"there is nothing awarded that {name} could hold")
        kind, _, number = name.rpartition(".")
        return self._awards_of(self._awards, kind, int(number))

    def _line(self, line: str, year: int) -> list[CellTexts]:
        columns, at = self._shares.columns[line, year], self._sheet.at
        swapped, texts = self._swaps.swapped(self._sheet, line, year), []
        for place, (low, high, up) in enumerate(
            zip(columns.low, columns.high, columns.up, strict=True)
        ):
            value = f"{at(low)}+{at(up)}{swapped(place) if swapped else ''}"
            texts.append(CellTexts(value, f"<{at(high)}", f">{at(low)}"))
        return texts

    def _awards_of(self, awards: AwardSheet, kind: str, number: int) -> list[CellTexts]:
        """The facts of what belongs to a phase."""
        frame, whole = awards.frames[number], awards.whole_frames[number]

        def to_date(phase: int, position: int) -> str:
            return awards.rounded_to_date(phase, position, self._sheet)

        if kind == "awarded":
            columns = awards.columns[number]
            values = [to_date(number, at) for at in range(len(columns.exact))]
            return self._around(values, columns.exact)
        if kind == "award":
            values = [
                f"{to_date(number, at)}-({to_date(number - 1, at)})"
                for at in range(len(frame.awards.awards))
            ]
            return self._around(values, frame.awards.awards)
        if kind == "carried" and whole.rounded_carried is not None:
            value = self._sheet.at(whole.rounded_carried)
            return self._around([value], [frame.awards.left])
        if kind == "base":
            return self._around([self._sheet.at(whole.base)], [frame.base])
        taken = "".join(
            f"-{self._sheet.at(each.base)}" for each in awards.whole_frames[: number + 1]
        )
        return self._around([f"{awards.pool_for(self._sheet)}{taken}"], [frame.left])

    def _around(self, values: Sequence[str], exact: Sequence[Figure]) -> list[CellTexts]:
        """Cells that are rounded down or up."""
        snapped = [self._bench.snap(self._sheet.at(figure)) for figure in exact]
        return [
            CellTexts(value, f"<-INT(-{name})", f">INT({name})")
            for value, name in zip(values, snapped, strict=True)
        ]
