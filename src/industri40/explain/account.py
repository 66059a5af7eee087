"""An explanation as people are given it: one figure at a time, with what it is made of."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from industri40.explain.labels import Called, Labels, called, shape_of
from industri40.explain.step import DOWN, LEAST, MOST, SHARE, UP, Note, Operation, Step, walk
from industri40.findings.finding import Place
from industri40.report.case import Case
from industri40.report.figures import LESS, PLAN, SUM


class Figure(NamedTuple):
    """A figure, or several ``steps`` that are alike and stand for each other.

    ``inside`` is what a share is made of, where that stands in a formula in its place.
    """

    steps: tuple[Step, ...]
    called: Called
    inside: tuple["Figure", ...] = ()

    @property
    def step(self) -> Step:
        """The first of them."""
        return self.steps[0]


class Account(NamedTuple):
    """How a figure came about.

    ``operation`` makes ``exact`` of ``parts``, each of which counts as often as it has steps. The
    figure is that, ``rounded`` up or down or not at all; to a multiple of ``unit`` where that is
    not 1. ``places`` are where it is written, or all of what it is made of where that is one figure
    of the plan, or several that are alike.
    """

    figure: Figure
    exact: Fraction
    operation: Operation
    parts: tuple[Figure, ...]
    rounded: Operation | None
    unit: tuple[Figure, ...]
    notes: tuple[Note, ...]
    places: tuple[Place, ...]


class Accounts:
    """Gives account of the figures of a plan."""

    def __init__(self, case: Case) -> None:
        self.labels = Labels(case)
        self._top = case.plan.place

    def of(self, step: Step) -> Account:
        """The account of a figure."""
        return self.account(self._figure([step]))

    def account(self, figure: Figure) -> Account:
        """The account of a figure that is a part of another."""
        step = made = figure.step
        rounded, notes, multiple = None, step.notes, tuple[Figure, ...]()
        if step.operation in (UP, DOWN):
            # what a figure was rounded from is no other figure to a person
            made, unit = step.inputs
            rounded, notes = step.operation, (*made.notes, *step.notes)
            multiple = (self._figure([unit]),) if unit.exact != 1 else ()
        if made.operation == PLAN:
            inputs: Sequence[Figure] = [self._figure([made])] if rounded else ()
            places = _sorted(one.place for one in figure.steps)
        else:
            inputs = self._grouped(made)
            if made.operation in (LEAST, MOST):
                inputs = list(map(self._opened, inputs))
            alone = len(inputs) == 1 and inputs[0].step.operation == PLAN
            places = _sorted(one.place for one in inputs[0].steps) if alone else ()
        return Account(
            figure, made.exact, made.operation, tuple(inputs), rounded, multiple, notes, places
        )

    def places(self, step: Step) -> tuple[Place, ...]:
        """The lines of the plan that a figure comes from, in their order."""
        return _sorted(one.place for one in walk(step) if one.place != self._top)

    def _grouped(self, step: Step) -> list[Figure]:
        """What a step is made of; in a sum what is alike stands once, in the order of the first."""
        inputs = list(step.inputs)
        if step.operation == SHARE and inputs[1].exact == 1:
            # a weight of 1 says nothing where all have it
            alike = len({one.exact for one in inputs[2].inputs}) <= 1
            inputs = [inputs[0], *inputs[1 + alike :]]
        if step.operation not in (SUM, LESS):
            return [self._figure([one]) for one in inputs]
        groups: dict[object, list[list[Step]]] = {}
        order: list[list[Step]] = []
        for at, one in enumerate(inputs):
            # what others are taken from stays apart
            first = step.operation == LESS and not at
            near = groups.setdefault((first, one.exact, shape_of(self.labels(one.figure))), [])
            group = next((some for some in near if self._alike(some[0], one)), None)
            if group is None:
                near.append(group := [])
                order.append(group)
            group.append(one)
        return [self._figure(some) for some in order]

    def _opened(self, figure: Figure) -> Figure:
        """A share with what it is made of."""
        share = figure.step.operation == SHARE
        return figure._replace(inside=tuple(self._grouped(figure.step))) if share else figure

    def _alike(self, one: Step, other: Step) -> bool:
        """Whether two steps are the same sum of the same figures of the plan."""
        waiting, seen = [(one, other)], set[tuple[str, str]]()
        while waiting:
            a, b = waiting.pop()
            if a is b or (a.figure, b.figure) in seen:
                continue
            seen.add((a.figure, b.figure))
            shapes = [(some.operation, some.exact, some.notes, len(some.inputs)) for some in (a, b)]
            if shapes[0] != shapes[1]:
                return False
            waiting += zip(a.inputs, b.inputs, strict=True)
        return True

    def _figure(self, steps: Sequence[Step]) -> Figure:
        return Figure(tuple(steps), called([self.labels(step.figure) for step in steps]))


def _sorted(places: Iterable[Place | None]) -> tuple[Place, ...]:
    """Places by their lines, each line once."""
    lines = {(place.file, place.line): place for place in places if place is not None}
    return tuple(lines[line] for line in sorted(lines))
