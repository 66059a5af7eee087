"""What if: values that take the place of others in a plan, between reading and validating.

A scenario of the plan, or an option of the command line, names an input by its path and says its
new value. What comes of it is a document like any other, whose values stand where they are written:
in the scenario, or in the option. The document that was read stays as it is.
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import chain
from typing import Any, TypeVar

from industri40.findings.facts import Fact, Names, Verbatim, subject, term
from industri40.findings.finding import Finding, finding
from industri40.money import HUNDREDTHS
from industri40.plan.language.relative import KRONER, is_relative, moved, number_of
from industri40.plan.language.values import Refused
from industri40.plan.language.written import FORMS
from industri40.plan.paths import (
    SIDES,
    Path,
    UnknownPathError,
    at_path,
    by_id,
    check_path,
    environment_ids,
    full_path,
    home_depth,
    is_line,
    key_at,
    kind_at,
)
from industri40.plan.what_if import Asked, Changed
from industri40.plan.wishes import WhatIfError, Wish, of_scenario, with_options
from industri40.plan.yaml.document import PLACE_BITS, PLACE_MASK, Document, Value

_T = TypeVar("_T")
_WITH = {"percent": ("of",)}  # what goes with a form
_RATES = ("hourly_rate", "per_participant")  # what need not be a multiple of round_to


def overridden(
    document: Document, asked: Asked
) -> tuple[Document, tuple[Changed, ...], tuple[Finding, ...]]:
    """The document with what was asked for, every input that differs, and what is wrong in values.

    Raises WhatIfError.
    """
    whole, wishes, findings = with_options(document, asked.sets)
    by_name = [list(of_scenario(whole, name)) for name in asked.scenarios]
    change = _Change(whole)
    change.make(list(chain.from_iterable(by_name)))
    change.make(wishes)
    return change.document, tuple(change.changes()), (*findings, *change.findings)


class _Change:
    """A document while what-ifs are made in it: the parts that they touch are copied."""

    def __init__(self, document: Document) -> None:
        self._base = document
        self._value: dict[str, Any] = dict(document.value)
        self._marks: dict[int, Any] = dict(document.marks)
        self._top = self._marks[document.start] = dict(self._marks[document.start])
        self._touched: dict[Path, int] = {}
        self._written_out: dict[Path, str] = {}
        self.findings: list[Finding] = []
        self.document = document._replace(value=self._value, marks=self._marks)

    def changes(self) -> Iterator[Changed]:
        """Every input that was set or taken out, once, with what was written and what is now."""
        for path, at in self._touched.items():
            old, new = (at_path(value, path) for value in (self._base.value, self._value))
            old = self._written_out.get(path, old)
            inside = any(path[:end] in self._touched for end in range(1, len(path)))
            if not inside and (old, new) != (None, None):
                yield Changed(path, flow(old), flow(new), self._base.place_of(at))

    def make(self, wishes: Sequence[Wish]) -> None:
        """Do what is asked for, in this order. Raises WhatIfError."""
        known = by_id(self._value)
        asked = [(wish, self._looked_up(wish, full_path, wish.written, known)) for wish in wishes]
        if clash := _clash(asked):
            one, other = clash
            raise self._refused("together", other, one=one.written, other=other.written)
        for key in {path[0] for _, path in asked} & set(self._value):
            self._value[key] = self._copied(self._value[key], self._top[key] & PLACE_MASK)
        for wish, path in asked:
            if wish.value is None and path in self._touched and at_path(self._value, path) is None:
                continue  # another form of the amount has taken its place
            self._do(wish, path)

    def _copied(self, value: Any, start: int) -> Any:
        """A value in which nothing is shared with another, nor are its marks."""
        if not isinstance(value, dict):
            return value
        marks = self._marks[start] = dict(self._marks[start])
        return {key: self._copied(one, marks[key] & PLACE_MASK) for key, one in value.items()}

    def _looked_up(self, wish: Wish, look: Callable[..., _T], *about: Any, **how: bool) -> _T:
        """What is found of a wish in the plan as it is now. Raises WhatIfError."""
        try:
            return look(self._value, *about, **how)
        except UnknownPathError as error:
            facts = {
                name: one if isinstance(one, str) else Names(tuple(map(Verbatim, one)), 10)
                for name, one in error.facts.items()
            }
            raise self._refused(error.reason, wish, **facts) from None

    def _refused(self, variant: str, wish: Wish, **facts: Fact) -> WhatIfError:
        place = self._base.place_of(wish.steps[0])
        return WhatIfError(Finding("P258", variant, place, tuple(facts.items())))

    def _do(self, wish: Wish, path: Path) -> None:
        if wish.value is not None:
            self._write_out(path, wish)
        self._looked_up(wish, check_path, path, new=isinstance(wish.value, dict))
        there = at_path(self._value, path)
        if wish.value is None:
            if there is None:
                raise self._refused("not_there", wish, path=wish.written)
            self._touched[path] = wish.steps[0]
            self._take_out(path)
        elif is_relative(wish.value) and (kind_at(path) is not None or isinstance(there, dict)):
            self._move(wish, path, there)
        else:
            self._put(path, wish)

    def _put(self, path: Path, wish: Wish) -> None:
        """Write a value, and take out the other forms of the amount that it is one of."""
        self._touched[path] = wish.at
        self._write(path, wish.value, wish.at, wish.steps)
        line, form = path[: home_depth(path)], "".join(path[home_depth(path) :][:1])
        if form not in FORMS or not is_line(line) or wish.value == "false":
            return
        for other in FORMS:
            for key in (other, *_WITH.get(other, ())) if other != form else ():
                if at_path(self._value, (*line, key)) is not None:
                    self._touched.setdefault((*line, key), wish.at)
                    self._take_out((*line, key))

    def _write_out(self, path: Path, wish: Wish) -> None:
        """Write what is the same of all as one of each, where one of them is to be another."""
        above, names = path[:-1], self._of_whom(path[:-1])
        if path[-1] not in names or not isinstance(at_path(self._value, above[:-1]), dict):
            return
        is_key = above[-1] == "shared_by"
        found = (*above[:-1], "yearly") if above[-1] == "years" else above
        text = key_at(self._value, above) if is_key else at_path(self._value, found)
        if at_path(self._value, above) not in (None, text) or not isinstance(text, str):
            return
        if is_key and text != "equal":
            return
        key, at = wish.steps[-2], wish.at
        if at_path(self._value, found) is not None:
            key, at = divmod(self.document.marks_at(found[:-1])[found[-1]], 1 << PLACE_BITS)
            if found != above:
                self._take_out(found)
        each = "1" if is_key else text
        self._write(above, {}, wish.steps[-1], (key,))
        self._marks[wish.steps[-1]] = {}
        for name in filter(lambda one: isinstance(one, str), names):
            self._written_out[*above, name] = each
            self._write((*above, name), each, at, (key,))

    def _of_whom(self, above: Path) -> list[Any]:
        """The years, or the environments, of which each may have its own at a path."""
        if above[-1:] == ("years",):
            years = self._value.get("years")
            return years if isinstance(years, list) else []
        if above[-1:] not in (("cap",), ("floor",), ("shared_by",)):
            return []
        every = environment_ids(self._value)
        if above[0] != "phases":
            return every
        own = [at_path(self._value, ("environments", one, "phases")) for one in every]
        return [one for one, some in zip(every, own, strict=True) if above[1] in (some or above)]

    def _move(self, wish: Wish, path: Path, there: Any) -> None:
        """Change the number at a path, or every amount below it, relative to what stands there."""
        numbers = dict(_numbers(path, there))
        place = self._base.place_of(wish.at)
        if not numbers:
            self.findings.append(finding("P259", "no_number", place, value=subject(path)))
        for inner, text in numbers.items():
            kind = kind_at(inner) or KRONER
            step = Fraction(1, HUNDREDTHS) if inner[-1] in _RATES else self._step()
            try:
                new = moved(text, str(wish.value), kind, step)
            except Refused as error:
                way = {} if error.way is None else {"remedy": term("write", way=error.way)}
                said = {"value": subject(inner), **error.facts, **way}
                one = Finding(error.code, error.variant, place, tuple(said.items()))
                self.findings.append(one)
                continue
            self._touched[inner] = wish.at
            self._write(inner, new, wish.at)

    def _step(self) -> Fraction:
        """What amounts are multiples of; a hundredth of a krone where that cannot be read."""
        try:
            return number_of(str(self._value.get("round_to", "1")), KRONER) or Fraction(1)
        except Refused:
            return Fraction(1, HUNDREDTHS)

    def _write(self, path: Path, value: Value | None, at: int, steps: Sequence[int] = ()) -> None:
        """Write a value at a path; its key stays where it stands.

        ``steps`` are where the last keys of the path stand, for those that are not there yet.
        """
        steps = (*[0] * (len(path) - len(steps)), *steps)
        node, marks = self._value, self._top
        for depth, key in enumerate(path[:-1]):
            if key not in node:
                begin = steps[depth + 1]
                node[key], self._marks[begin] = {}, {}
                marks[key] = steps[depth] << PLACE_BITS | begin
            node, marks = node[key], self._marks[marks[key] & PLACE_MASK]
        owner = marks[path[-1]] >> PLACE_BITS if path[-1] in marks else steps[-1]
        node[path[-1]] = value
        marks[path[-1]] = (steps[-1] or owner) << PLACE_BITS | at

    def _take_out(self, path: Path) -> None:
        *above, last = path
        del self.document.marks_at(above)[last], at_path(self._value, above)[last]


def _clash(asked: Sequence[tuple[Wish, Path]]) -> tuple[Wish, Wish] | None:
    """Two that are the same, or one inside the other, or that both say one amount."""
    there: dict[Path, Wish] = {}
    above: dict[Path, Wish] = {}
    forms: dict[Path, tuple[str, Wish]] = {}
    for wish, path in asked:
        inside = [path[:end] for end in range(1, len(path) + 1)]
        other = above.get(path) or next((there[one] for one in inside if one in there), None)
        depth = home_depth(path)
        form = path[depth] if path[0] in SIDES and path[depth:] else ""
        if form in FORMS and wish.value not in (None, "false"):  # no rest is no form
            before, one = forms.setdefault(path[:depth], (form, wish))
            other = other or (one if before != form else None)
        if other:
            return other, wish
        there[path] = wish
        above.update(dict.fromkeys(inside, wish))
    return None


def flow(value: Value | None) -> str | None:
    """A value as a plan may write it on one line."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {flow(one)}' for key, one in value.items())}}}"
    return f"[{', '.join(str(flow(one)) for one in value)}]" if isinstance(value, list) else value


def _numbers(path: Path, node: Any) -> Iterator[tuple[Path, str]]:
    """The number at a path, or the amounts of the line or of the mapping there."""
    if isinstance(node, str):
        if kind_at(path) is not None:
            yield path, node
        return
    keys = list(node) if isinstance(node, dict) else []
    if is_line(path):
        keys = [key for key in keys if key in FORMS] or [key for key in keys if key == "sources"]
    elif len(path) <= (home_depth(path) or 2) and path[-1] not in SIDES:
        return  # a phase or an environment has figures of many kinds
    for key in keys:
        yield from _numbers((*path, key), node[key])
