"""From figures to formulas: where each figure stands, and how a cell is computed from others.

A cell of a table carries the operation that made it and its inputs. Where an input stands in the
workbook the formula refers to it; else the formula goes on to what the input was made of.
Division comes last: ``a/n + b/n`` is written ``(a + b)/n``, which is one rounding of a float
instead of three, and exact where the result is a half.
"""

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import mul

from industri40.render.excel.sheets import Sheet, Spot
from industri40.render.excel.terms import Term, total
from industri40.report.figures import ENGINE, LESS, OVER, PLAN, SUM, TIMES, derive
from industri40.report.table import SHARE, Cell, made_of

_LEAVES = (PLAN, ENGINE)  # the operations of figures that are made of no others


def by_share(cell: Cell) -> bool:
    """Whether a share is among what a figure is made of: such a product is rarely exact."""
    return any(part.kind == SHARE for part in made_of([cell]))


def broken(cell: Cell) -> bool:
    """Whether a figure may be no multiple of the plan's unit, whatever the inputs are."""
    return any(map(by_share, cell.inputs)) or any(one.operation == OVER for one in made_of([cell]))


class CellIndex(dict[str, Spot]):
    """Where figures stand, by name; a later cell of the same figure takes its place.

    A formula refers to a cell of its own sheet where the figure stands there too.
    """

    def __init__(self, known: Mapping[str, Spot] | None = None) -> None:
        super().__init__(known or {})
        self._near: dict[tuple[str, str], Spot] = {}
        self._makings: dict[tuple[str, tuple[str, ...]], Cell] = {}

    def enter(self, cell: Cell, figure: Spot) -> None:
        """Note where a cell of a table stands, unrounded."""
        self[cell.name] = figure
        if cell.inputs:
            self._makings[_making(cell)] = cell
        if cell.operation == SUM and len(cell.inputs) == 1:
            self._near[figure.sheet, cell.inputs[0].name] = figure

    def formula(self, cell: Cell, home: Sheet) -> Term:
        """The formula, on a sheet, for the exact value of a cell.

        Raises KeyError where a figure of the plan or of sharing stands nowhere.
        """
        made = self._made(self._simple(cell), home)
        return Term(made.text, cell.exact, made.rank)

    def known(self, cell: Cell) -> bool:
        """Whether a cell can be computed from figures that stand somewhere."""
        if cell.name in self:
            return True
        return cell.operation not in _LEAVES and all(map(self.known, cell.inputs))

    def _made(self, cell: Cell, home: Sheet) -> Term:
        if cell.name in self or cell.operation in _LEAVES:
            return Term(home.at(self._at(cell, home)), cell.exact)
        if cell.operation == SUM:
            return self._sum(cell.inputs, home)
        whole, *others = cell.inputs
        first = self._made(whole, home)
        if cell.operation == LESS:
            return first - self._sum(others, home) if others else first
        parts = [self._made(each, home) for each in others]
        return reduce(mul, parts, first) if cell.operation == TIMES else first / reduce(mul, parts)

    def _at(self, cell: Cell, home: Sheet) -> Spot:
        figure = self[cell.name]
        if figure.sheet == home.name:
            return figure
        return self._near.get((home.name, cell.name), figure)

    def _sum(self, cells: Sequence[Cell], home: Sheet) -> Term:
        if len(cells) > 1 and all(each.name in self for each in cells):
            value = sum(each.exact for each in cells)
            return Term(home.total([self._at(each, home) for each in cells]), value)
        return total(self._made(each, home) for each in cells)

    def _simple(self, cell: Cell) -> Cell:
        """The same figure with its division or its share taken out of sums, and nothing nested."""
        if cell.name in self or not cell.inputs:
            return cell
        cell = cell._replace(inputs=tuple(map(self._simple, cell.inputs)))
        if cell.operation in (SUM, LESS):
            cell = self._factored(cell)
        first = cell.inputs[0]
        if cell.operation == first.operation == OVER and first.name not in self:
            whole, *divisors = first.inputs
            cell = cell._replace(inputs=(whole, *divisors, *cell.inputs[1:]))
        return self._makings.get(_making(cell), cell)

    def _factored(self, cell: Cell) -> Cell:
        """``a/n + b/n`` as ``(a + b)/n``, and the same for products."""
        first = cell.inputs[0]
        made = {(each.operation, *(one.name for one in each.inputs[1:])) for each in cell.inputs}
        free = not any(each.name in self for each in cell.inputs)
        if first.operation not in (OVER, TIMES) or len(made) > 1 or not free:
            return cell
        parts = [each.inputs[0] for each in cell.inputs]
        whole = self._simple(derive((*cell.key, "whole"), cell.operation, parts))
        return derive(cell.key, first.operation, [whole, *first.inputs[1:]], kind=cell.kind)


def _making(cell: Cell) -> tuple[str, tuple[str, ...]]:
    return cell.operation, tuple(each.name for each in cell.inputs)
