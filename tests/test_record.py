"""Records behave as frozen dataclasses do."""

import copy
import pickle

import pytest

from industri40.record import Record, field, replace


class Point(Record):
    x: int
    y: int = 0
    seen: list[int] = field(default_factory=list)


class Named(Point):
    name: str = "origin"
    y: int = 7


class Open(Record, frozen=False):
    x: int


def test_fields_by_place_by_name_and_by_default():
    assert Point(1, y=2) == Point(x=1, y=2, seen=[])
    assert (Point(1).x, Point(1).y) == (1, 0)
    assert Named(1) == Named(1, 7, [], "origin")


def test_a_default_that_is_made_is_made_anew():
    first, second = Point(1), Point(1)
    first.seen.append(1)
    assert second.seen == []


@pytest.mark.parametrize(
    ("values", "named", "said"),
    [
        ((), {}, "Point needs x"),
        ((1, 2, [], 4), {}, "Point has 3 fields, not 4"),
        ((1,), {"z": 2}, "Point has no z"),
        ((1,), {"x": 2}, "Point has no x, or has it already"),
    ],
)
def test_fields_that_do_not_fit_are_refused(values, named, said):
    with pytest.raises(TypeError, match=said):
        Point(*values, **named)


def test_a_record_cannot_be_changed_unless_it_says_so():
    point = Point(1)
    with pytest.raises(AttributeError, match=r"Point\.x cannot be set"):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(AttributeError, match="taken away"):
        del point.x
    with pytest.raises(AttributeError, match="cannot be set"):
        point.other = 2  # type: ignore[attr-defined]
    opened = Open(1)
    opened.x = 2
    assert opened == Open(2)


def test_equality_is_by_class_and_fields():
    assert Point(1) != Point(2)
    assert Point(1) != Named(1, 0)
    assert Point(1) != (1, 0, [])
    assert hash(Open(1)) == hash(Open(1))


def test_a_copy_with_changes_is_another_record():
    point = Point(1, 2, [3])
    assert replace(point, y=5) == Point(1, 5, [3])
    assert point == Point(1, 2, [3])
    with pytest.raises(TypeError):
        replace(point, z=1)


def test_a_record_can_be_copied_pickled_and_printed():
    point = Named(1)
    assert copy.deepcopy(point) == point
    assert pickle.loads(pickle.dumps(point)) == point  # noqa: S301 - made one line before
    assert repr(point) == "Named(x=1, y=7, seen=[], name='origin')"
