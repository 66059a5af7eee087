"""The nearest of many values that reaches something, found by trying few of them.

Values are steps away from a start in one direction. What is missing is piecewise linear or nearly
so, goes mostly one way, and moves by leaps where it is rounded; beyond some value nothing can be.
So what is tried is where a straight line says that nothing is missing any more, or where something
begins to be impossible, and then what is beside that. The step that was found reaches and the one
before it falls short, for both were tried; that it is the nearest holds where what is missing goes
one way.
"""

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor, isqrt
from typing import NamedTuple

_FURTHER = 16  # how many times as far the next try is where the last one told nothing new


class Outcome(NamedTuple):
    """What is ``missing`` at a step, above zero where it falls short; None where it cannot be.

    Then ``excess`` is how far it is from what can be, where that is known, and ``of`` what.
    """

    missing: Fraction | None
    excess: Fraction | None = None
    of: str = ""


class Way:
    """The steps from a start, which falls short, up to ``most``.

    ``near`` is the furthest step that was found to fall short. ``far`` is the nearest one that was
    found to be otherwise, or the step after ``most``.
    """

    def __init__(self, most: int, tried: Callable[[int], Outcome]) -> None:
        self._most, self._tried = most, tried
        self.near, self.far = 0, most + 1
        self._short = [(0, tried(0).missing or Fraction(0))]
        self._reached: tuple[int, Fraction] | None = None
        self._refused: dict[str, list[tuple[int, Fraction]]] = {}

    def look(self, *, hopeful: bool) -> None:
        """Try steps until ``far`` is the next one after ``near``.

        Who is ``hopeful`` gives up where more is missing than at the start.
        """
        while (between := self.far - self.near) > 1:
            if hopeful and self._short[-1][1] > self._short[0][1]:
                return
            guess = self._guess()
            if guess is not None and self.near < guess < self.far:
                went_far = self._try(guess)
                for further in (1, _FURTHER, _FURTHER**2):  # the guess is right, or nearly
                    beside = self.far - further if went_far else self.near + further
                    if not self.near < beside < self.far or self._try(beside) != went_far:
                        break
            if 1 < self.far - self.near > between / 2:
                self._try(self._middle())

    def _try(self, step: int) -> bool:
        """Try one between the two; whether it is ``far`` then, and not ``near``."""
        missing, excess, of = self._tried(step)
        if missing is not None and missing > 0:
            self.near = step
            self._short.append((step, missing))
            return False
        self.far, self._reached = step, None if missing is None else (step, missing)
        if excess is not None:
            self._refused.setdefault(of, []).append((step, excess))
        return True

    def _guess(self) -> int | None:
        """Where a line through two steps that were tried says that it begins to be otherwise."""
        root = _root(self._short[-1], self._reached or self._short[-2:][0])
        if root is not None and self.near < ceil(root) < self.far:
            return ceil(root)
        several = (some[-2:] for some in self._refused.values() if some[-1][0] == self.far)
        roots = (_root(*some) for some in several if len(some) > 1)
        return next((floor(one) for one in roots if one is not None), None)

    def _middle(self) -> int:
        """A step further out, or one that halves what is between, or how many times that is."""
        if self.far > self._most:
            return min(max(self.near * _FURTHER, 1), self._most)
        if self.far > 4 * self.near + 4:
            return isqrt(self.far * max(self.near, 1))
        return (self.near + self.far) // 2


def _root(one: tuple[int, Fraction], other: tuple[int, Fraction]) -> Fraction | None:
    """Where a line through two points is zero; None where it is level."""
    (start, here), (end, there) = one, other
    return start - here * (end - start) / (there - here) if here != there else None
