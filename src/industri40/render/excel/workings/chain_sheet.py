"""The chains of swaps, as formulas: how far all nodes are, which way leads nearer, who sends.

See :mod:`.network` for what is computed here, and in which order.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from industri40.render.excel.sheets import Figure, Sheet, Spot
from industri40.render.excel.workings.bench import Bench
from industri40.render.excel.workings.chain_facts import ChainFacts
from industri40.render.excel.workings.chain_layout import ChainLayout
from industri40.render.excel.workings.network import FAR, LONGEST, OUTSIDE, Bundle, Chain

__all__ = ["write_chains"]


def write_chains(bench: Bench, sheet: Sheet, layout: ChainLayout, facts: ChainFacts) -> None:
    """Write the blocks of all years."""
    for year in layout.blocks:
        _Writer(bench, sheet, layout, facts, year).write()


class _Writer:
    def __init__(
        self, bench: Bench, sheet: Sheet, layout: ChainLayout, facts: ChainFacts, year: int
    ) -> None:
        self._bench, self._sheet, self._facts, self._year = bench, sheet, facts, year
        self._block, self._search = layout.blocks[year], layout.found[year]
        self._network = self._search.network
        self._style = bench.styles("figure", "plain")
        self._ends = list(self._network.ends())

    def write(self) -> None:
        """Nodes and cells with their numbers, then chain after chain."""
        self._heads()
        self._names()
        self._cells()
        for number, chain in enumerate(self._search.chains):
            if number:
                self._lengths(number, chain)
            self._excess(number, chain)
            for turn, near in enumerate(chain.near):
                self._near(number, turn, near)
            self._onward(number, chain)
            self._chain(number, chain)

    def _put(self, spot: Spot, formula: str, value: int, *, array: bool = False) -> Figure:
        put = self._sheet.array if array else self._sheet.formula
        return put(spot.row, spot.column, formula, Fraction(value), self._style)

    def _heads(self) -> None:
        say, block, sheet = self._bench.say, self._block, self._sheet
        year = self._bench.plan.years[self._year]
        sheet.text(block.row, 0, say("workings.up_to", year=year), self._bench.styles("section"))
        result = [say("chains.length"), say("chains.giver")]
        result += [say("chains.cell", number=number + 1) for number in range(LONGEST)]
        result += [say("chains.node", number=number + 1) for number in range(LONGEST)]
        node, cell = [say("workings.number")], [say("workings.number")]
        cell += [say(f"chains.{key}") for key in ("tail", "head", "value")]
        for chain in range(block.chains):
            node += [say("chains.excess", number=chain + 1)]
            node += [say("chains.near", number=number) for number in range(LONGEST + 1)]
            node += [say("chains.onward")]
            cell += [say("chains.up", number=chain + 1), say("chains.down", number=chain + 1)]
        for row, heads in (
            (block.row + 1, result), (block.nodes - 1, node), (block.cells - 1, cell)
        ):  # fmt: skip
            for column, text in enumerate(heads, start=1):
                sheet.text(row, column, text, self._bench.styles("head"))
        for chain in range(block.chains):
            text = say("chains.chain", number=chain + 1)
            sheet.text(block.result(chain, 0).row, 0, text, self._bench.styles("line"))

    def _names(self) -> None:
        """The nodes with their numbers."""
        sheet, style = self._sheet, self._bench.styles("line")
        for node, (name, holder) in enumerate(self._network.names):
            spot = self._block.node(node, 0)
            sheet.text(spot.row, 0, self._label(name, holder), style)
            sheet.number(spot.row, spot.column, Fraction(node + 1), self._style)

    def _label(self, name: str, holder: int | None) -> str:
        label = self._facts.label(name)
        if holder is None:
            return label
        who = self._bench.holder_label(self._bench.holders[holder])
        return f"{label}: {who}" if label else who

    def _cells(self) -> None:
        """The cells with their numbers, where they lead, what they hold, and how they can go."""
        sheet, block, search = self._sheet, self._block, self._search
        start, style = search.chains[0].start, self._bench.styles("line")
        for name, bundle in self._network.bundles.items():
            texts, values = self._facts.cells(bundle, self._year), search.values[name]
            for place, (text, value) in enumerate(zip(texts, values, strict=True)):
                cell = bundle.first + place
                label = self._label(name, place if bundle.size > 1 else None)
                sheet.text(block.cell(cell, 0).row, 0, label, style)
                for column, number in enumerate((cell, *self._ends[cell])):
                    spot = block.cell(cell, column)
                    sheet.number(spot.row, spot.column, Fraction(number + 1), self._style)
                at = sheet.at(self._put(block.cell(cell, 3), text.value, value))
                for column, can, far in ((0, text.up, start.up), (1, text.down, start.down)):
                    formula = f"IF({at}{can},0,{FAR})"
                    self._put(block.cell(cell, block.up(0) + column), formula, far[cell])

    def _lengths(self, number: int, chain: Chain) -> None:
        """How far cells are from a unit more or less, after the chain before."""
        sheet, block, unlimited = self._sheet, self._block, self._network.span(OUTSIDE)
        ends = block.result(number - 1, 2), block.result(number - 1, 1 + LONGEST)
        found = sheet.span(ends, fixed=True)
        for cell in range(self._network.cells):
            up, down = (block.cell(cell, block.up(number) + side) for side in (0, 1))
            before = [block.cell(cell, block.up(number - 1) + side) for side in (0, 1)]
            code = sheet.at(block.cell(cell, 0))
            for spot, sign, other, was, far in (
                (up, "", "-", before[0], chain.start.up[cell]),
                (down, "-", "", before[1], chain.start.down[cell]),
            ):
                text = sheet.at(was)
                if not unlimited.start <= cell < unlimited.stop:
                    back = f"IF(COUNTIF({found},{other}{code})>0,0,{text})"
                    text = f"IF(COUNTIF({found},{sign}{code})>0,{FAR},{back})"
                self._put(spot, text, far)

    def _excess(self, number: int, chain: Chain) -> None:
        """What nodes have too much before a chain."""
        sheet, block = self._sheet, self._block
        for node, amount in enumerate(chain.start.excess):
            if number:
                giver, taker = (
                    sheet.fixed(block.result(number - 1, column)) for column in (1, 1 + 2 * LONGEST)
                )
                own = sheet.at(block.node(node, 0))
                text = sheet.at(block.node(node, block.excess(number - 1)))
                text += f"-({giver}={own})+({taker}={own})"
            else:
                text = self._first_excess(node)
            self._put(block.node(node, block.excess(number)), text, amount)

    def _first_excess(self, node: int) -> str:
        """What a node gives off and what comes in, less what goes out."""
        name, holder = self._network.names[node]
        if name == OUTSIDE:
            return "0"
        parts = [self._facts.supply(name, self._year)] if holder is None else []
        for bundle, forward in self._network.leaving[node]:
            if bundle.name != OUTSIDE:
                sign = "-" if forward else "+"
                values = self._own(bundle, node, forward=forward, column=3)
                sheet = self._sheet
                total = f"SUM({sheet.span(values)})" if len(values) > 1 else sheet.at(values[0])
                parts.append(f"{sign}{total}")
        text = "".join(parts).removeprefix("+") or "0"
        if node in self._network.money:
            return f"IF({self._facts.balanced},{text},0)"
        return text

    def _own(self, bundle: Bundle, node: int, *, forward: bool, column: int) -> list[Spot]:
        """A column of the cells of a bundle that end in a node: one, or all of them."""
        own = bundle.tail if forward else bundle.head
        places = [0, bundle.size - 1] if len(own) == 1 else [node - own.start] * 2
        spots = [self._block.cell(bundle.first + place, column) for place in places]
        return spots[:1] if spots[0] == spots[1] else spots

    def _ways(self, number: int, node: int, column: int) -> Iterator[tuple[Bundle, bool, str]]:
        """How far a node is by each of its bundles, as what is to be looked through."""
        sheet, block = self._sheet, self._block
        for bundle, forward in self._network.leaving[node]:
            side = block.up(number) + (not forward)
            cells = self._own(bundle, node, forward=forward, column=side)
            own, other = bundle[1:3] if forward else (bundle.head, bundle.tail)
            if len(own) > 1 and len(other) > 1:
                there = [other[node - own.start]] * 2
            else:
                there = [other[0], other[-1]]
            nodes = [block.node(each, column) for each in there]
            yield bundle, forward, f"{sheet.span(cells)}+{sheet.span(nodes)}"

    def _many(self, node: int) -> bool:
        """Whether bundles meet in a node, so that formulas look through ranges."""
        return self._network.names[node][1] is None

    def _near(self, number: int, turn: int, near: Sequence[int]) -> None:
        """How far nodes are from one that has too little, as far as so many rounds tell."""
        sheet, block = self._sheet, self._block
        first = block.excess(number) + 1
        for node, far in enumerate(near):
            if not turn:
                excess = sheet.at(block.node(node, first - 1))
                self._put(block.node(node, first), f"IF({excess}<0,0,{FAR})", far)
                continue
            ways = [text for _, _, text in self._ways(number, node, first + turn - 1)]
            none = sheet.at(block.node(node, first))
            text = f"IF({none}=0,0,1+MIN({','.join(ways)}))"
            self._put(block.node(node, first + turn), text, far, array=self._many(node))

    def _onward(self, number: int, chain: Chain) -> None:
        """The first cell of each node that leads nearer."""
        sheet, block = self._sheet, self._block
        column = block.onward(number)
        for node, code in enumerate(chain.onward):
            nearer = f"{sheet.at(block.node(node, column - 1))}-1"
            text = "0"
            for bundle, forward, way in reversed(list(self._ways(number, node, column - 1))):
                sign = "" if forward else "-"
                if self._many(node) and bundle.size > 1:
                    found = f"MATCH({nearer},{way},0)"
                    text = f"IFERROR({sign}({bundle.first}+{found}),{text})"
                else:
                    place = node - (bundle.tail if forward else bundle.head).start
                    text = f"IF({way}={nearer},{sign}{bundle.first + place + 1},{text})"
            self._put(block.node(node, column), text, code, array=self._many(node))

    def _chain(self, number: int, chain: Chain) -> None:
        """How long the shortest chain is, from whom, and then cell by cell."""
        sheet, block = self._sheet, self._block
        last = len(self._network.names) - 1

        def nodes(column: int) -> str:
            return sheet.span([block.node(each, column) for each in (0, last)], fixed=True)

        def ends(column: int) -> str:
            spots = [block.cell(each, column) for each in (0, self._network.cells - 1)]
            return sheet.span(spots, fixed=True)

        excess, onward = block.excess(number), block.onward(number)
        has, near = f"{nodes(excess)}>0", nodes(onward - 1)
        best, giver = (block.result(number, column) for column in (0, 1))
        text = f"MIN({FAR},IF({has},{near},{FAR}))"
        length = sheet.at(self._put(best, text, chain.best, array=True))
        text = f"IF({length}>{LONGEST},0,MATCH(1,({has})*({near}={length}),0))"
        before = sheet.at(self._put(giver, text, chain.giver, array=True))
        start = before
        for step, (code, node) in enumerate(zip(chain.cells, chain.nodes, strict=True)):
            text = f"IF(OR({start}=0,{length}<{step + 1}),0,INDEX({nodes(onward)},{before}))"
            way = sheet.at(self._put(block.result(number, 2 + step), text, code))
            there = f"IF({way}>0,INDEX({ends(2)},{way}),INDEX({ends(1)},-{way}))"
            text = f"IF({way}=0,{before},{there})"
            spot = block.result(number, 2 + LONGEST + step)
            before = sheet.at(self._put(spot, text, node))
