"""The lines of a plan: ids, exact amounts, groups and their rests."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from industri40.money import told_apart
from industri40.plan.language.identifiers import RESERVED_LINES, check_ids
from industri40.plan.language.written import (
    CostEntry,
    FinancingEntry,
    LineEntry,
    PlanFile,
    SourceEntry,
)
from industri40.plan.meaning.amounts import Basis, read_amount, years_text
from industri40.plan.model import Written
from industri40.plan.review import Path, Review, listed, quoted
from industri40.record import Record, field

_SOURCES_ONLY = ("in_kind", "hourly_rate", "hours", "rest", "status")
IN_KIND_ONLY = ("hourly_rate", "hours")
"""Keys of a source that only one in kind has."""


class Draft(Record, frozen=False):
    """A line while the plan is being understood.

    ``exact`` are its amounts per year, in units times the number of years; None while unknown.
    """

    id: str
    path: Path
    entry: LineEntry
    written: Written
    exact: list[int] | None


class CostDraft(Draft, frozen=False):
    """A cost line."""

    entry: CostEntry


class SourceDraft(Draft, frozen=False):
    """A source that is no group."""

    entry: SourceEntry
    group: "GroupDraft | None" = None


class GroupDraft(Draft, frozen=False):
    """A group of sources."""

    entry: FinancingEntry
    sources: list[SourceDraft] = field(default_factory=list)


class Lines(Record, frozen=False):
    """All lines of a plan, in the order of the file.

    ``financing`` has the groups and the sources outside groups, ``by_id`` the first line of each
    id; ``ambiguous`` are the ids that more than one line has.
    """

    costs: list[CostDraft] = field(default_factory=list)
    financing: list[SourceDraft | GroupDraft] = field(default_factory=list)
    by_id: dict[str, Draft] = field(default_factory=dict)
    ambiguous: set[str] = field(default_factory=set)

    def everything(self) -> Iterator[Draft]:
        """Costs, then financing; each group before its sources."""
        yield from self.costs
        for draft in self.financing:
            yield draft
            if isinstance(draft, GroupDraft):
                yield from draft.sources

    def sources(self) -> list[SourceDraft]:
        """The sources in groups and outside them."""
        return [draft for draft in self.everything() if isinstance(draft, SourceDraft)]

    def groups(self) -> list[GroupDraft]:
        """The groups."""
        return [draft for draft in self.financing if isinstance(draft, GroupDraft)]


def read_lines(plan: PlanFile, basis: Basis, review: Review) -> Lines:
    """Read all lines with their exact amounts; findings about each line go into the review."""
    lines = Lines()
    for name, entry in plan.costs.items():
        path: Path = ("costs", name)
        written, exact = read_amount(entry, path, basis, review)
        lines.costs.append(CostDraft(name, path, entry, written, exact))
    for name, financing in plan.financing.items():
        lines.financing.append(_read_financing(name, financing, basis, review))
    check_ids(plan.costs, ("costs",), review, RESERVED_LINES)
    check_ids(plan.financing, ("financing",), review, RESERVED_LINES)
    for part in ("costs", "financing"):
        if not getattr(plan, part) and review.sound(part):
            remedy = f"Add a line, such as {part}: {{work: {{yearly: 100 000}}}}."
            review.add("P210", (part,), f"{quoted(part)} has no lines.", key=True, remedy=remedy)
    _register(lines, review)
    return lines


def _read_financing(
    name: str, entry: FinancingEntry, basis: Basis, review: Review
) -> SourceDraft | GroupDraft:
    path: Path = ("financing", name)
    if entry.sources is None:
        source = _read_source(name, entry, path, basis, review)
        if entry.rest and review.sound(*path):
            message = f"{quoted(name)} is the rest of nothing, since it is in no group."
            remedy = "Give it an amount, or put it in a group that has an amount of its own."
            review.add("P216", (*path, "rest"), message, key=True, remedy=remedy)
        return source
    written, exact = read_amount(entry, path, basis, review, group=True)
    group = GroupDraft(name, path, entry, written, exact)
    for inner, inner_entry in entry.sources.items():
        source = _read_source(inner, inner_entry, (*path, "sources", inner), basis, review)
        source.group = group
        group.sources.append(source)
    check_ids(entry.sources, (*path, "sources"), review, RESERVED_LINES)
    _check_group(group, review)
    _settle(group, basis, review)
    return group


def _read_source(
    name: str, entry: SourceEntry, path: Path, basis: Basis, review: Review
) -> SourceDraft:
    written, exact = read_amount(entry, path, basis, review)
    if not entry.in_kind and review.sound(*path):
        for key in IN_KIND_ONLY:
            if getattr(entry, key) is not None:
                message = f"{quoted(key)} belongs to a source in kind, which {quoted(name)} is not."
                review.add("P218", (*path, key), message, key=True)
    return SourceDraft(name, path, entry, written, exact)


def _check_group(group: GroupDraft, review: Review) -> None:
    for key in _SOURCES_ONLY:
        if getattr(group.entry, key):
            message = f"{quoted(key)} belongs to a source, and {quoted(group.id)} is a group."
            review.add("P218", (*group.path, key), message, key=True)
    if not group.sources and review.sound(*group.path):
        message = f"The group {quoted(group.id)} has no sources."
        remedy = "Add a source, or take `sources` out and give it an amount of its own."
        review.add("P210", (*group.path, "sources"), message, key=True, remedy=remedy)


def _settle(group: GroupDraft, basis: Basis, review: Review) -> None:
    """Work out the rest of a group, or where the group has no amount of its own, its sum."""
    rests = [source for source in group.sources if source.entry.rest]
    if group.written.form == "sum":
        if not rests:
            group.exact = _sum(group.sources)
        elif review.sound(*group.path):
            _say_rest_of_sum(group, rests, review)
    elif len(rests) == 1:
        _settle_rest(group, rests[0], basis, review)
    elif group.sources and review.sound(*group.path):
        _say_no_single_rest(group, rests, review)


def _settle_rest(group: GroupDraft, rest: SourceDraft, basis: Basis, review: Review) -> None:
    others = _sum([source for source in group.sources if source is not rest], group.exact)
    if group.exact is None or others is None:
        return
    rest.exact = [whole - part for whole, part in zip(group.exact, others, strict=True)]
    for exact_whole, exact_part, years in overruns(group.exact, others, basis):
        whole, part = told_apart(exact_whole, exact_part)
        review.add(
            "P217",
            (*rest.path, "rest"),
            f"{quoted(rest.id)} would be {review.figure(whole - part)} in {years}: the other "
            f"sources of {quoted(group.id)} come to {review.figure(part)}, the group to "
            f"{review.figure(whole)}.",
            expected=exact_whole,
            found=exact_part,
            cause=(group.path, *(source.path for source in group.sources if source is not rest)),
        )


def _sum(drafts: Sequence[Draft], like: Sequence[int] | None = None) -> list[int] | None:
    """The amounts of lines added up year by year; None while one of them is unknown."""
    amounts = [draft.exact for draft in drafts]
    if None in amounts:
        return None
    known = [exact for exact in amounts if exact is not None]
    if not known:
        return None if like is None else [0] * len(like)
    return [sum(year) for year in zip(*known, strict=True)]


def overruns(
    wholes: Sequence[int], parts: Sequence[int], basis: Basis
) -> Iterator[tuple[Fraction, Fraction, str]]:
    """What is taken of a whole where that is more than all of it: both in kroner, and the years.

    Years with the same figures come together, so that one finding can speak of them.
    """
    years: dict[tuple[int, int], list[int]] = {}
    for year, whole, part in zip(basis.years or (), wholes, parts, strict=True):
        if part > whole:
            years.setdefault((whole, part), []).append(year)
    for (whole, part), several in years.items():
        yield basis.kroner(whole), basis.kroner(part), years_text(several, basis.years or ())


def _say_rest_of_sum(group: GroupDraft, rests: Sequence[SourceDraft], review: Review) -> None:
    for rest in rests:
        message = (
            f"{quoted(rest.id)} is the rest of {quoted(group.id)}, which has no amount of its own."
        )
        remedy = "Give the group an amount, or this source one in the place of `rest`."
        review.add("P216", (*rest.path, "rest"), message, key=True, remedy=remedy)


def _say_no_single_rest(group: GroupDraft, rests: Sequence[SourceDraft], review: Review) -> None:
    if any(source.written.form == "unknown" for source in group.sources):
        return  # a source without an amount is the rest in all likelihood
    if not rests:
        message = (
            f"The group {quoted(group.id)} has an amount of its own, and none of its sources is "
            "the rest."
        )
        remedy = (
            "Write `rest: true` for one of them in the place of its amount, or take the group's "
            "amount out, so that it is their sum."
        )
        review.add("P216", group.path, message, key=True, remedy=remedy)
        return
    names = listed([rest.id for rest in rests])
    every = "both" if len(rests) == 2 else "all"  # noqa: PLR2004 - what both means
    message = f"{names} are {every} the rest of {quoted(group.id)}; only one source can be."
    remedy = "Keep `rest: true` at one of them, and give every other an amount."
    review.add("P216", (*rests[1].path, "rest"), message, key=True, remedy=remedy)


def _register(lines: Lines, review: Review) -> None:
    """Note the first line of each id; a finding for every further one."""
    for draft in lines.everything():
        first = lines.by_id.setdefault(draft.id, draft)
        if first is not draft:
            lines.ambiguous.add(draft.id)
            place = review.place(first.path, key=True)
            message = (
                f"{quoted(draft.id)} is the id of two lines; the other is in line {place.line}."
            )
            review.add("P219", draft.path, message, key=True, cause=(first.path,))
