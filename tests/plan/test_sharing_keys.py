"""Keys for sharing: figures of the environments, percent, and mixtures of several keys."""

from collections.abc import Callable
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from industri40.load import read_plan
from industri40.plan.model import Key, Plan
from industri40.rounding.apportion import apportion

PLAN = """
name: Keys
years: [2024, 2025]
participants: 7
environments:
  a: {{keys: {{people: {0}, schools: 1.5}}, weight: {1}}}
  b: {{keys: {{people: {2}, schools: 2/3}}}}
  c: {{keys: {{people: 12 345, schools: 0}}, phases: [end]}}
costs: {{work: {{yearly: 1 000}}}}
financing: {{county: {{yearly: 1 000, shared_by: {3}}}}}
grant: county
phases: {{start: {{share: 1/2, shared_by: {4}}}, end: {{share: 1/2}}}}
"""


def plan(
    key: str, people: tuple[int, int] = (7000, 5600), weight: str = "1", phase: str = ""
) -> Plan:
    text = PLAN.format(people[0], weight, people[1], key, phase or "equal")
    if not phase:
        text = text.replace(", shared_by: equal", "")
    made, findings = read_plan(text.encode(), "plan.yaml")
    assert made is not None, [one.message for one in findings]
    return made


def written(key: Key) -> dict[str, Fraction]:
    return {name: Fraction(weight, key.scale) for name, weight in key.weights.items()}


def test_a_figure_of_the_environments_is_a_key_by_its_name():
    made = plan("schools", phase="people")
    [county], start, end = made.sources, *made.phases
    assert (county.key.name, start.key.name, end.key.name) == ("schools", "people", "schools")
    assert written(county.key) == {"a": Fraction(3, 2), "b": Fraction(2, 3), "c": 0}
    assert written(start.key) == {"a": 7000, "b": 5600}
    assert (county.key.place.line, county.key.place.column) == (10, 48)


def test_percent_are_shares_of_all():
    [county] = plan("{a: 40 %, b: 33.5 %, c: 26.5 %}").sources
    assert county.key.name == "mapping"
    assert written(county.key) == {
        "a": Fraction(2, 5),
        "b": Fraction(67, 200),
        "c": Fraction(53, 200),
    }


NAMES = ("equal", "participants", "weights", "people", "schools")
COUNT = {"a": 3, "b": 2, "c": 2}


def expected(parts: dict[str, Fraction], people: tuple[int, int], weight: Fraction, among: str):
    """Each environment's share: the sum of its parts, each by one key."""
    figures = {
        "equal": dict.fromkeys("abc", Fraction(1)),
        "participants": COUNT,
        "weights": {"a": weight, "b": 1, "c": 1},
        "people": {"a": people[0], "b": people[1], "c": 12345},
        "schools": {"a": Fraction(3, 2), "b": Fraction(2, 3), "c": 0},
    }
    return {
        one: sum(
            share * Fraction(figures[name][one]) / sum(figures[name][each] for each in among)
            for name, share in parts.items()
        )
        for one in among
    }


@settings(max_examples=60)
@given(
    st.dictionaries(st.sampled_from(NAMES), st.integers(1, 1000), min_size=1),
    st.tuples(st.integers(0, 10**6), st.integers(1, 10**6)),
    st.sampled_from(["1", "0", "2.25", "1/7"]),
    st.booleans(),
)
def test_a_mixture_is_the_sum_of_its_parts_among_those_who_take_part(parts, people, weight, own):
    """In a phase of fewer environments that is so too, whether the key is its own or not."""
    tenths = apportion(1000, list(parts.values()))
    shares = {name: Fraction(tenth, 1000) for name, tenth in zip(parts, tenths, strict=True)}
    percent = (f"{tenth // 10}.{tenth % 10} %" for tenth in tenths)
    mixture = ", ".join(f"{name}: {one}" for name, one in zip(parts, percent, strict=True))
    made = plan(f"{{{mixture}}}", people, weight, f"{{{mixture}}}" if own else "")
    county, (start, end) = made.sources[0].key, made.phases
    number = Fraction(weight)
    for key, among in ((county, "abc"), (end.key, "abc"), (start.key, "ab")):
        assert key.name == "mixture"
        assert sum(key.weights.values()) == key.scale
        assert written(key) == expected(shares, people, number, among)
        assert [(part.key.name, part.share) for part in key.parts] == list(shares.items())
        assert all(part.key.weights.keys() == set(among) for part in key.parts)


def test_an_environment_that_lacks_a_figure_is_named_once():
    text = PLAN.format(1, 1, 2, "people", "{people: 50 %, equal: 50 %}")
    text = text.replace("people: 12 345, ", "").replace("people: 2, ", "")
    _, [finding] = read_plan(text.encode(), "plan.yaml", "en")
    assert finding.code == "P252"
    assert (
        finding.message == "`b` and `c` have no `people` in `keys`, by which something is shared."
    )
    # no one who does not take part has to have it
    text = PLAN.format(1, 1, 2, "schools", "people").replace("people: 12 345, ", "")
    assert read_plan(text.encode(), "plan.yaml")[1] == ()


def test_an_ill_name_is_told_with_the_nearest(plan_of: Callable[[str], Plan]):
    plan_of(PLAN.format(1, 1, 2, "people", "schools"))
    for key in ("peple", "{peple: 50 %, equal: 50 %}"):
        text = PLAN.format(1, 1, 2, key, "schools")
        _, [finding] = read_plan(text.encode(), "plan.yaml", "en")
        assert finding.code == "P206"
        assert "`people` is probably meant" in finding.message
