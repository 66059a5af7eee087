"""Amounts that follow from those of other lines: sums of groups, rests, and percent of lines.

Each is worked out once all that it depends on is, whatever the order of the file. What can never
be worked out, since it depends on itself, is a circle.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate, pairwise

from industri40.findings.facts import Names, Path
from industri40.money import round_half_away
from industri40.plan.meaning.amounts import Basis, Exact
from industri40.plan.meaning.lines import Draft, GroupDraft, Lines, SourceDraft, Taking, total
from industri40.plan.model import Written
from industri40.plan.review import Review
from industri40.record import Record

_Sides = Mapping[Path, Sequence[Draft]]
_COSTS: Path = ("costs",)
_MOST_NAMED = 10  # the most lines of a circle that are named


class _Rule(Record):
    """A share of all lines at these paths (a side is all its lines), less those that are taken."""

    of: Sequence[Path]
    taken: Sequence[Draft] = ()


def settle(lines: Lines) -> None:
    """Work out every amount that follows from others, and say where one cannot be."""
    drafts = {draft.path: draft for draft in lines.everything()}
    finder, review, years = _Rules(lines), lines.basis.review, len(lines.basis.years)
    rules = {path: rule for path, draft in drafts.items() if (rule := finder.rule(draft))}
    sides: dict[Path, Sequence[Draft]] = {(side,): each for side, each in finder.sides.items()}
    amounts: dict[Path, Exact] = {}
    for path in _in_order(rules, sides, drafts, review):
        if path in sides:
            # what was left out, since it is wrong, may be an amount that is lacking here
            exact = [draft.exact for draft in sides[path]]
            amounts[path] = total(exact, years) if review.sound(*path) else None
            continue
        draft, rule = drafts[path], rules[path]
        parts = [amounts[one] if one in sides else drafts[one].exact for one in rule.of]
        whole = total(parts, years)
        if draft.written.form == "percent":
            [(share, _)] = draft.written.values
            draft.exact = None if whole is None else _part(whole, share)
        else:
            draft.exact = _left(draft, whole, rule, lines.basis)


class _Rules:
    def __init__(self, lines: Lines) -> None:
        self._lines, self._review = lines, lines.basis.review
        self.sides: dict[str, Sequence[Draft]] = {
            "costs": lines.costs,
            "financing": lines.sources(),
        }
        # all lines of a side may be many; those that have a percent of them all share their names
        self._ids = {side: tuple(each.id for each in some) for side, some in self.sides.items()}
        # two lines that are percent of all others are a circle, which one other shows
        self._rivals = {
            side: [each for each in some if _follows(each, side)]
            for side, some in self.sides.items()
        }

    def rule(self, draft: Draft) -> _Rule | None:
        """The rule for a line; None where its amount is written, or cannot be known."""
        form = draft.written.form
        if form == "percent":
            return self._percent(draft)
        if isinstance(draft, GroupDraft) and form == "sum":
            rests = any(source.entry.rest for source in draft.sources)
            known = draft.sources and not rests and self._review.sound(*draft.path)
            return _Rule(_paths(draft.sources)) if known else None
        if form != "rest":
            return None
        group = draft.group if isinstance(draft, SourceDraft) else None
        beside: Sequence[SourceDraft | GroupDraft] = (
            group.sources if group else self._lines.financing
        )
        others = [each for each in beside if each is not draft]
        alone = not any(each.entry.rest for each in others)
        if not alone or (group and group.written.form == "sum"):
            return None
        return _Rule([group.path if group else _COSTS], others)

    def _percent(self, draft: Draft) -> _Rule | None:
        of = draft.entry.of or ()
        first = {name: index for index, name in reversed([*enumerate(of)])}
        right = [self._is_right(draft, name, index, first) for index, name in enumerate(of)]
        # it depends on what all amounts are rounded to, which may have been left out
        if not right or not all(right) or not self._review.absent("round_to"):
            return None
        ids: list[str] = []
        paths: list[Path] = []
        for name in of:
            side = self.sides.get(name)
            if side is None:
                ids.append(name)
                paths.append(self._lines.by_id[name].path)
            elif not self._review.sound(name):
                return None
            elif draft.path[0] == name:
                rivals = [each for each in self._rivals[name] if not _is_in(each, draft)]
                every = rivals[:1] or [each for each in side if not _is_in(each, draft)]
                ids += (each.id for each in every)
                paths += _paths(every)
            else:
                ids += self._ids[name]
                paths.append((name,))
        shared = self._ids[of[0]] if paths == [(of[0],)] else tuple(ids)
        draft.written = Written("percent", draft.written.values, shared)
        return _Rule(paths)

    def _is_right(self, draft: Draft, name: str, index: int, first: Mapping[str, int]) -> bool:
        """Whether a name in ``of`` is that of a line, which no other name there counts too.

        ``first`` is where each of the names stands first.
        """
        lines, review, path = self._lines, self._review, (*draft.path, "of", index)
        if first[name] < index:
            review.find("P229", "again", path, line=name)
            return False
        if name in self.sides:
            return True
        base = lines.by_id.get(name)
        if base is None and review.unknown("costs", name) and review.unknown("financing", name):
            choices = review.choices(name, ["costs", "financing", *lines.by_id])
            review.find("P229", "unknown", path, owner=draft.id, line=name, choices=choices)
        if base is None or name in lines.ambiguous:
            return False
        group = base.group.id if isinstance(base, SourceDraft) and base.group else ""
        for whole in (str(base.path[0]), group):
            if whole in first:
                review.find("P229", "twice", path, line=name, whole=whole)
                return False
        return True


def _follows(draft: Draft, side: str) -> bool:
    """Whether a line is a percent of all others of its side, or the rest of a group that is."""
    group = draft.group if isinstance(draft, SourceDraft) and draft.entry.rest else None
    return any(each and side in (each.entry.of or ()) for each in (draft, group))


def _is_in(draft: Draft, whole: Draft) -> bool:
    return draft is whole or (isinstance(draft, SourceDraft) and draft.group is whole)


def _paths(drafts: Sequence[Draft]) -> list[Path]:
    return [draft.path for draft in drafts]


def _in_order(
    rules: Mapping[Path, _Rule], sides: _Sides, drafts: Mapping[Path, Draft], review: Review
) -> Iterator[Path]:
    """Lines with a rule, and sides, each after all that it depends on; circles are only said."""
    needs = {path: {*rule.of, *_paths(rule.taken)} for path, rule in rules.items()}
    if not any(path in rules or path in sides for needed in needs.values() for path in needed):
        yield from rules
        return
    from graphlib import CycleError, TopologicalSorter  # hardly any plan needs an order

    sorter = TopologicalSorter(needs | {path: set(_paths(some)) for path, some in sides.items()})
    try:
        sorter.prepare()
    except CycleError as error:
        _say_circle(error.args[1][:0:-1], drafts, review)
    while sorter.is_active():
        ready = sorter.get_ready()
        yield from (path for path in ready if path in rules or path in sides)
        sorter.done(*ready)


def _say_circle(circle: Sequence[Path], drafts: Mapping[Path, Draft], review: Review) -> None:
    """Name the lines of a circle, each before those that it is worked out from."""
    around = [drafts[path] for path in circle if path in drafts]
    percent = [draft for draft in around if draft.written.form == "percent"]
    first = min(percent, key=lambda draft: review.place(draft.path, key=True))
    at = around.index(first)
    names = tuple(draft.id for draft in (*around[at:], *around[:at]))
    variant, path = "circle" if len(names) > 1 else "itself", (*first.path, "of")
    cause = [draft.path for draft in around if draft is not first]
    lines = Names(names, _MOST_NAMED)
    review.find("P228", variant, path, key=True, cause=cause, line=first.id, lines=lines)


def _left(draft: Draft, whole: Exact, rule: _Rule, basis: Basis) -> Exact:
    """What is left of the whole; a finding where that is below zero. A sum is left as it is."""
    if draft.written.form != "rest":
        return whole
    [of], path, left = rule.of, (*draft.path, "rest"), whole
    variant = "below_at_top" if of == _COSTS else "below"
    if rule.taken:
        taking = Taking(whole, rule.taken, basis)
        left = taking.check("P217", variant, path, of, source=draft.id, group=str(of[-1]))
    # it is less than that where something was left out that takes of it too
    return left if basis.review.sound(*(draft.path[:1] if of == _COSTS else of)) else None


def _part(whole: Sequence[int], share: Fraction) -> list[int]:
    """A share of what there is, whose running totals are whole units: nothing is to be spread."""
    years = len(whole)
    done = [int(round_half_away(share * amount / years)) for amount in accumulate(whole, initial=0)]
    return [(after - before) * years for before, after in pairwise(done)]
