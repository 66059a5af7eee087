"""Random plans for the engine, as it sees them: balanced or not, tiny or huge, every key."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from hypothesis import strategies as st

from industri40.findings import Place
from industri40.plan.model import CostLine, Environment, Key, Phase, Plan, Source, Written
from industri40.record import replace

HERE = Place("plan.yaml", 1, 1)
GRANT = "source-0"

SIZES = (3, 20, 1_000, 10**6, 10**12)


@st.composite
def plans(draw: st.DrawFn, *, smallest: int = 0, balanced: bool = True) -> Plan:
    """A plan of 1 to 40 environments, 1 to 6 years and 1 to 4 phases.

    Amounts are from ``smallest`` (or zero, where that is below twenty) to 10^12 units.
    """
    count = draw(st.integers(1, 8) | st.integers(1, 40))
    years = draw(st.integers(1, 6))
    ids = [f"environment-{number + 1}" for number in range(count)]
    participants = draw(st.lists(st.integers(1, 60), min_size=count, max_size=count))
    largest = max(draw(st.sampled_from(SIZES)), 10 * smallest)
    keys = _keys(ids, participants)
    cash = [draw(_amounts(years, smallest, largest)) for _ in range(draw(st.integers(1, 4)))]
    in_kind = [draw(_amounts(years, smallest, largest)) for _ in range(draw(st.integers(0, 2)))]
    common = [draw(st.integers(0, amount)) for amount in cash[0]] if draw(st.booleans()) else None
    if smallest and common is not None:
        common = [amount // 2 for amount in cash[0]]
    shared = [
        sum(amounts[year] for amounts in cash) - (common[year] if common else 0)
        for year in range(years)
    ]
    costs = draw(_costs(shared, in_kind, smallest))
    if not balanced:
        costs = _unbalance(costs, draw(st.integers(1, 50)))
    if common is not None:
        costs.append(_cost("common-costs", common, common=True, financed_by=GRANT))
    sources = [_source(f"source-{n}", amounts, draw(keys)) for n, amounts in enumerate(cash)]
    sources += [
        _source(f"kind-{n}", amounts, draw(keys), in_kind=True) for n, amounts in enumerate(in_kind)
    ]
    pool = sources[0].total - sum(common or ())
    return Plan(
        file="plan.yaml",
        name="Random",
        owner=None,
        currency="NOK",
        language="nb",
        years=tuple(range(2019, 2019 + years)),
        unit=draw(st.sampled_from([Fraction(1), Fraction(100), Fraction(1, 100)])),
        participants=sum(participants),
        environments=tuple(
            Environment(name, name, number, Fraction(1), frozenset(), HERE, counted=True)
            for name, number in zip(ids, participants, strict=True)
        ),
        costs=tuple(costs),
        sources=tuple(sources),
        groups=(),
        financing_order=tuple(source.id for source in sources),
        grant=GRANT,
        phases=draw(_phases(ids, keys, pool)),
        phased=True,
        notes=(),
        stated=(),
        place=HERE,
    )


def reordered(plan: Plan) -> Plan:
    """The same plan with all its lines, environments and mappings the other way round."""

    def turned(key: Key) -> Key:
        return replace(key, weights=dict(reversed(key.weights.items())))

    return replace(
        plan,
        environments=plan.environments[::-1],
        costs=tuple(replace(c, includes=c.includes[::-1]) for c in reversed(plan.costs)),
        sources=tuple(replace(s, key=turned(s.key)) for s in reversed(plan.sources)),
        phases=tuple(
            replace(p, key=turned(p.key), applications=dict(reversed(p.applications.items())))
            for p in plan.phases
        ),
    )


def _amounts(years: int, smallest: int, largest: int) -> st.SearchStrategy[list[int]]:
    """The same amount every year, or any; tiny ones, zeros among them, unless all are large."""
    amount = st.integers(smallest, largest)
    if not smallest:
        amount = amount | st.integers(1, 20) | st.just(0)
    return amount.map(lambda one: [one] * years) | st.lists(amount, min_size=years, max_size=years)


def _keys(ids: list[str], participants: list[int]) -> st.SearchStrategy[Key]:
    equal = Key("equal", dict.fromkeys(ids, 1), HERE)
    people = Key("participants", dict(zip(ids, participants, strict=True)), HERE)
    weight = st.sampled_from([0, 1, 1, 2, 3]) | st.integers(0, 1000)
    mapping = (
        st.lists(weight, min_size=len(ids), max_size=len(ids))
        .filter(any)
        .map(lambda weights: Key("mapping", dict(zip(ids, weights, strict=True)), HERE))
    )
    return st.sampled_from([equal, people]) | mapping


@st.composite
def _costs(
    draw: st.DrawFn, shared: list[int], in_kind: list[list[int]], smallest: int
) -> list[CostLine]:
    """Cost lines that take up all cash of each year, and the in-kind sources."""
    number = draw(st.integers(max(1, len(in_kind)), 4))
    by_year = []
    for amount in shared:
        if smallest:
            parts = [amount // number] * (number - 1)
            by_year.append([*parts, amount - sum(parts)])
            continue
        cuts = sorted(
            draw(st.lists(st.integers(0, amount), min_size=number - 1, max_size=number - 1))
        )
        by_year.append([after - before for before, after in pairwise([0, *cuts, amount])])
    lines = []
    for n in range(number):
        amounts = [parts[n] for parts in by_year]
        if n < len(in_kind):
            amounts = [a + b for a, b in zip(amounts, in_kind[n], strict=True)]
            lines.append(_cost(f"cost-{n}", amounts, includes=(f"kind-{n}",)))
        else:
            lines.append(_cost(f"cost-{n}", amounts))
    return lines


def _unbalance(costs: list[CostLine], more: int) -> list[CostLine]:
    last = costs[-1]
    amounts = (*last.amounts[:-1], last.amounts[-1] + more)
    return [*costs[:-1], replace(last, amounts=amounts, exact=tuple(map(Fraction, amounts)))]


@st.composite
def _phases(
    draw: st.DrawFn, ids: list[str], keys: st.SearchStrategy[Key], pool: int
) -> tuple[Phase, ...]:
    number = draw(st.integers(1, 4))
    shares = draw(st.lists(st.integers(0, 3), min_size=number, max_size=number).filter(any))
    phases = []
    each = pool // len(ids)
    ceiling = st.integers(0, 2 * each + 3)
    for n, share in enumerate(shares):
        key = draw(keys)
        staying = [env for env in ids if draw(st.integers(0, 4))] or ids
        weights = {env: key.weights[env] for env in staying}
        if not any(weights.values()):
            weights = dict.fromkeys(staying, 1)
        last = n + 1 == number
        phases.append(
            Phase(
                id=f"phase-{n}",
                label=f"Phase {n}",
                share=Fraction(share, sum(shares)),
                key=Key("mapping", weights, HERE),
                cap=draw(st.none() | ceiling),
                leftover=draw(st.sampled_from(["return", "redistribute"] + ["carry"] * (not last))),
                applications=draw(
                    st.dictionaries(st.sampled_from(staying), ceiling, max_size=len(staying))
                ),
                place=HERE,
            )
        )
    return tuple(phases)


def _cost(
    name: str,
    amounts: Sequence[int],
    *,
    includes: tuple[str, ...] = (),
    common: bool = False,
    financed_by: str | None = None,
) -> CostLine:
    exact = tuple(map(Fraction, amounts))
    written = Written("years")
    return CostLine(name, name, HERE, tuple(amounts), exact, written, includes, common, financed_by)


def _source(name: str, amounts: Sequence[int], key: Key, *, in_kind: bool = False) -> Source:
    exact = tuple(map(Fraction, amounts))
    return Source(
        name, name, HERE, tuple(amounts), exact, Written("years"), key=key, in_kind=in_kind
    )
