"""Explanations as a person would do the sum: the same figures, without steps that say nothing.

The engine counts running totals, source by source. Where nothing was rounded, a year is what it
adds to them; where all sources are shared alike, their sum is shared at once.
"""

from collections.abc import Callable, Sequence

from industri40.explain.step import ALIKE, OPERATIONS, SHARE, Operation, Step, note
from industri40.report.figures import LESS, OVER, PLAN, SUM, TIMES
from industri40.report.table import SHARE as PARTS

_MADE_HERE = _IN_YEAR, _ALL, _KEYED = "in.", "all.", "keyed."
"""Before the name of a running total: what one year adds to it; before that of a figure of one
environment: what is shared by the same key at once, and what of it that environment has.
"""

_PARTS = ("part.", f"{_IN_YEAR}part.")
"""What the figures are called that a share is the sum of, by sources."""


def is_made_here(name: str) -> bool:
    """Whether a name is one that no explanation but a plain one has."""
    return name.startswith((*_MADE_HERE, "ratio"))


class Plain:
    """Makes steps plain, each once; their inputs are as they were, and are made so when asked."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Step, Step]] = {}

    def __call__(self, step: Step) -> Step:
        """The step with the same name and value, made of as little as it can be."""
        if id(step) not in self._known:
            # the step too, so that no other one gets its id
            self._known[id(step)] = step, self._plain(step)
        return self._known[id(step)][1]

    def _plain(self, step: Step) -> Step:
        for simpler in (_single, _of_year, _all_years, self._together, _all_of_it):
            if (found := simpler(step)) is not None and found.exact == step.exact:
                notes = (*step.notes, *(one for one in found.notes if one not in step.notes))
                figure = found.figure if step.figure.startswith(_MADE_HERE) else step.figure
                return self(found._replace(figure=figure, amount=step.amount, notes=notes))
        return step

    def _together(self, step: Step) -> Step | None:
        """A sum of parts that are shared alike, shared together; what was taken out put back."""
        of_engine = step.figure.startswith(_ALL) or all(
            part.figure.startswith(_PARTS) for part in step.inputs
        )
        if step.operation != SUM or not of_engine:
            return None
        every = [term for part in step.inputs for term in _terms(part)]
        if len(every) > len(step.inputs) and (joined := _joined(step, every, _of_what, _whole)):
            return joined
        parts = [self(part) for part in step.inputs]
        return (
            _put_back(step, parts)
            or _joined(step, parts, _of_what, _whole)
            or _joined(step, parts, _ratio, _by_one_key)
        )


def made(figure: str, operation: Operation, inputs: Sequence[Step], like: Step) -> Step:
    """A step of others, of the kind of one like it."""
    exact = OPERATIONS[operation]([each.exact for each in inputs])
    return Step(figure, exact, exact, operation, tuple(inputs), kind=like.kind)


def same(one: Step, other: Step) -> bool:
    """Whether two steps are the same but for their names."""
    return one is other or (
        (one.operation, one.exact, one.place) == (other.operation, other.exact, other.place)
        and [each.figure for each in one.inputs] == [each.figure for each in other.inputs]
        and (one.operation != PLAN or one.figure == other.figure)
    )


def _single(step: Step) -> Step | None:
    """A sum of one, or nothing taken off it, is that."""
    return step.inputs[0] if step.operation in (SUM, LESS) and len(step.inputs) == 1 else None


def _all_of_it(step: Step) -> Step | None:
    """A part of all that there is: the part; and all parts: the whole."""
    if step.operation != SHARE:
        return None
    whole, part, parts = step.inputs
    if whole.exact == parts.exact and part.kind == step.kind:
        return part
    return whole if part.exact == parts.exact else None


def _of_year(step: Step) -> Step | None:
    """What a year adds to an exact running total."""
    if step.operation != LESS or len(step.inputs) != 2:  # noqa: PLR2004 - two running totals
        return None
    return _difference(*step.inputs)


def _all_years(step: Step) -> Step | None:
    """What all years add to a running total: that of the last one."""
    if step.operation != SUM or len(step.inputs) < 2:  # noqa: PLR2004
        return None
    first, *others = step.inputs
    if any(each.operation != LESS or len(each.inputs) != 2 for each in others):  # noqa: PLR2004
        return None
    to_date = [first, *(each.inputs[0] for each in others)]
    before = (each.inputs[1] for each in others)
    return to_date[-1] if all(map(same, to_date, before)) else None


def _difference(one: Step, other: Step) -> Step | None:
    """One running total less another, as what the former has more; None where that is not said."""
    if SHARE == one.operation == other.operation and all(
        map(same, one.inputs[1:], other.inputs[1:])
    ):
        more = _difference(one.inputs[0], other.inputs[0])
        return more and made(_IN_YEAR + one.figure, SHARE, [more, *one.inputs[1:]], one)._replace(
            notes=one.notes
        )
    if SUM not in (one.operation, other.operation):
        return None
    left = list(_terms(one))
    gone = [term for term in _terms(other) if not _taken(left, term)]
    changed = []
    for term in gone:
        for each in left:
            if SHARE == each.operation == term.operation and (more := _difference(each, term)):
                changed.append(more)
                left.remove(each)
                break
        else:
            return None
    inputs = [*changed, *left]
    return made(_IN_YEAR + one.figure, SUM, inputs, one) if inputs and one.inputs else None


def _terms(step: Step) -> Sequence[Step]:
    return step.inputs if step.operation == SUM else [step]


def _put_back(step: Step, parts: Sequence[Step]) -> Step | None:
    """A figure less some others, and all of these: the figure."""
    for each in parts:
        if each.operation == LESS:
            left = list(parts)
            twins = [_taken(left, gone) for gone in each.inputs[1:]]
            if all(twins):
                inputs = [each.inputs[0] if part is each else part for part in left]
                return made(step.figure, SUM, inputs, step)
    return None


def _taken(steps: list[Step], like: Step) -> Step | None:
    """The first of the steps that is the same as one, taken out of them; None where none is."""
    twin = next((at for at, step in enumerate(steps) if same(step, like)), None)
    return None if twin is None else steps.pop(twin)


def _joined(
    step: Step,
    parts: Sequence[Step],
    of: Callable[[Step], object],
    join: Callable[[Step, Sequence[Step]], Step | None],
) -> Step | None:
    """A sum in which shares that have something in common are joined; None where none can be."""
    groups: dict[object, list[Step]] = {}
    for part in parts:
        groups.setdefault(of(part) if part.operation == SHARE else id(part), []).append(part)
    inputs: list[Step] = []
    for some in groups.values():
        whole = join(step, some) if len(some) > 1 else None
        inputs += some if whole is None else [whole]
    return made(step.figure, SUM, inputs, step) if len(inputs) < len(parts) else None


def _of_what(part: Step) -> object:
    """What a share is one of."""
    whole, _, total = part.inputs
    return whole.figure, total.figure


def _whole(_step: Step, some: Sequence[Step]) -> Step | None:
    """Shares of one figure that are all of it, as what each source pays of the cash of a line."""
    whole, _, total = some[0].inputs
    return whole if sum(each.inputs[1].exact for each in some) == total.exact else None


def _ratio(part: Step) -> object:
    """Which part of something a share is, by a key."""
    by_key = note("in_proportion") not in part.notes
    return part.inputs[1].exact / part.inputs[2].exact if by_key else id(part)


def _by_one_key(step: Step, some: Sequence[Step]) -> Step:
    """Figures of which everybody has the same part: their sum, and that part."""
    amounts = made(f"{_ALL}{step.figure}", SUM, [each.inputs[0] for each in some], step)
    keys = {each.inputs[1].figure: each for each in reversed(some)}
    if len(keys) == 1:
        return made(f"{_KEYED}{step.figure}", SHARE, [amounts, *some[0].inputs[1:]], step)
    ratios = [
        made(f"ratio.{each.figure}", OVER, each.inputs[1:], step)._replace(kind=PARTS)
        for each in keys.values()
    ]
    ratio = made("ratio", ALIKE, ratios, ratios[0])
    return made(f"{_KEYED}{step.figure}", TIMES, [amounts, ratio], step)
