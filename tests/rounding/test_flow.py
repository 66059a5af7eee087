"""Controlled rounding: what is whole in sum can be made whole in every cell."""

from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from industri40.rounding.flow import Network
from industri40.rounding.relaxing import settle_at_least_cost

Table = list[list[Fraction]]


@st.composite
def exact_tables(draw: st.DrawFn) -> Table:
    """Tables of fractions whose row and column sums are whole."""
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    denominator = draw(st.integers(1, 12))
    cells = st.integers(0, 5 * denominator)
    table = [
        [Fraction(draw(cells), denominator) for _ in range(columns - 1)] for _ in range(rows - 1)
    ]
    for row in table:
        row.append(-sum(row, Fraction(0)) % 1 + draw(st.integers(0, 3)))
    table.append(
        [
            -sum((row[n] for row in table), Fraction(0)) % 1 + draw(st.integers(0, 3))
            for n in range(columns)
        ]
    )
    return table


def network_of(table: Table) -> tuple[Network, list[range]]:
    """Rows give off their sums, columns take up theirs, each cell starts rounded down."""
    network = Network()
    columns = network.nodes(len(table[0]))
    for number, column in enumerate(columns):
        network.excess[column] -= int(sum(row[number] for row in table))
    bundles = []
    for row in table:
        low = [floor(cell) for cell in row]
        source = network.node(int(sum(row)))
        bundles.append(network.arcs(source, columns, low, [ceil(cell) for cell in row], low))
    return network, bundles


@given(exact_tables())
def test_every_table_has_a_whole_one_between_its_floors_and_ceilings(table: Table) -> None:
    network, bundles = network_of(table)
    assert network.settle()
    whole = [[network.value[arc] for arc in bundle] for bundle in bundles]
    for row, exact in zip(whole, table, strict=True):
        assert sum(row) == sum(exact)
        assert all(floor(e) <= w <= ceil(e) for w, e in zip(row, exact, strict=True))
    for column, wanted in zip(zip(*whole, strict=True), zip(*table, strict=True), strict=True):
        assert sum(column) == sum(wanted)


@given(exact_tables())
def test_rounding_each_cell_by_itself_would_not_do(table: Table) -> None:
    """The sums of nearest integers are off where the network's are not: the law above can fail."""
    nearest = [[floor(cell + Fraction(1, 2)) for cell in row] for row in table]
    if any(sum(row) != sum(exact) for row, exact in zip(nearest, table, strict=True)):
        network, bundles = network_of(table)
        assert network.settle()
        assert [[network.value[arc] for arc in bundle] for bundle in bundles] != nearest


def test_nearest_integers_do_break_sums() -> None:
    third = Fraction(1, 3)
    table = [[third] * 3] * 3
    assert sum(floor(cell + Fraction(1, 2)) for cell in table[0]) != sum(table[0])
    network, bundles = network_of(table)
    assert network.settle()
    assert [sum(network.value[arc] for arc in bundle) for bundle in bundles] == [1, 1, 1]


def test_a_chain_of_single_arcs_settles() -> None:
    network = Network()
    first, second, third = network.node(2), network.node(), network.node(-2)
    arcs = [network.arc(first, second, 0, 3, 0), network.arc(second, third, 1, 2, 1)]
    assert network.settle()
    assert [network.value[arc] for arc in arcs] == [2, 2]


def test_what_bounds_forbid_is_left_and_said() -> None:
    network = Network()
    source, sink = network.node(2), network.node(-2)
    arc = network.arc(source, sink, 0, 1, 0)
    assert not network.settle()
    assert network.value[arc] == 1
    assert network.excess == [1, -1]


def test_giving_way_goes_least_beyond_what_was_promised() -> None:
    network = Network()
    source, sink = network.node(5), network.node(-5)
    arcs = [network.arc(source, sink, 0, 9, 1) for _ in range(2)]
    settle_at_least_cost(network, [0, 0], [1, 1])
    assert sorted(network.value[arc] for arc in arcs) == [2, 3]
    assert not any(network.excess)


def test_giving_way_prefers_a_detour_that_breaks_nothing() -> None:
    network = Network()
    source, middle, sink = network.node(1), network.node(), network.node(-1)
    direct = network.arc(source, sink, 0, 5, 0)
    detour = [network.arc(source, middle, 0, 5, 0), network.arc(middle, sink, 0, 5, 0)]
    settle_at_least_cost(network, [0, 0, 0], [0, 1, 1])
    assert network.value[direct] == 0
    assert [network.value[arc] for arc in detour] == [1, 1]


@given(exact_tables(), st.data())
def test_giving_way_is_optimal(table: Table, data: st.DataObject) -> None:
    """Compared with every other whole table that is one step away around a square of cells."""
    network, _ = network_of(table)
    arcs = range(len(network.value))
    low = [data.draw(st.integers(0, value)) for value in network.value]
    high = [data.draw(st.integers(value, value + 1)) for value in network.value]
    network.low, network.high = [0] * len(arcs), [10**6] * len(arcs)
    settle_at_least_cost(network, low, high)
    assert not any(network.excess)

    def cost(values: list[int]) -> int:
        beyond = [max(a - v, v - b, 0) for v, a, b in zip(values, low, high, strict=True)]
        return sum(step * (step + 1) // 2 for step in beyond)

    least = cost(network.value)
    width = len(table[0])
    for r in range(len(table)):
        for s in range(len(table)):
            for c in range(width):
                for d in range(width):
                    values = list(network.value)
                    for row, column, step in ((r, c, 1), (r, d, -1), (s, c, -1), (s, d, 1)):
                        values[row * width + column] += step
                    if min(values) >= 0:
                        assert cost(values) >= least


def test_bounds_without_any_flow_are_refused() -> None:
    network = Network()
    source, sink = network.node(5), network.node(-5)
    network.arc(source, sink, 0, 4, 0)
    with pytest.raises(ValueError, match="no balanced flow"):
        settle_at_least_cost(network, [0], [1])
