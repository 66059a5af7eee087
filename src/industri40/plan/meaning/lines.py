"""The lines of a plan: ids, the amounts that are written, groups and their rests."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from industri40.findings.facts import Names, Path, Verbatim, years
from industri40.plan.language.identifiers import RESERVED_LINES, check_ids
from industri40.plan.language.written import CostEntry, FinancingEntry, PlanFile, SourceEntry
from industri40.plan.meaning.amounts import Basis, Exact, read_amount
from industri40.plan.meaning.participants import check_group
from industri40.plan.model import Written, Year
from industri40.plan.review import Review
from industri40.record import Record, field


class Draft(Record, frozen=False):
    """A line while the plan is being understood.

    ``exact`` are its amounts per year, in units times the number of years; None while unknown.
    """

    id: str
    path: Path
    entry: CostEntry | SourceEntry
    written: Written
    exact: Exact


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
    """All lines of a plan, in the order of the file, and what their amounts depend on.

    ``financing`` has the groups and the sources outside groups, ``by_id`` the first line of each
    id; ``ambiguous`` are the ids that more than one line has.
    """

    basis: Basis
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


def lines_of(plan: PlanFile, basis: Basis) -> Lines:
    """Read all lines with the amounts that are written; findings about each go into the review."""
    lines, review = Lines(basis), basis.review
    for name, entry in plan.costs.items():
        path: Path = ("costs", name)
        lines.costs.append(CostDraft(name, path, entry, *read_amount(entry, path, basis)))
    for name, financing in plan.financing.items():
        lines.financing.append(_read_financing(name, financing, basis))
    check_ids(plan.costs, ("costs",), review, RESERVED_LINES)
    check_ids(plan.financing, ("financing",), review, RESERVED_LINES)
    for part in ("costs", "financing"):
        if not getattr(plan, part) and review.sound(part):
            review.find("P210", "lines", (part,), key=True, part=Verbatim(part))
    _register(lines, review)
    _say_single([draft for draft in lines.financing if draft.entry.rest], "costs", review)
    return lines


def _read_financing(name: str, entry: FinancingEntry, basis: Basis) -> SourceDraft | GroupDraft:
    path: Path = ("financing", name)
    if entry.sources is None:
        return _read_source(name, entry, path, basis)
    group = GroupDraft(name, path, entry, *read_amount(entry, path, basis, group=True))
    for inner, inner_entry in entry.sources.items():
        source = _read_source(inner, inner_entry, (*path, "sources", inner), basis)
        source.group = group
        group.sources.append(source)
    check_ids(entry.sources, (*path, "sources"), basis.review, RESERVED_LINES)
    _check_rests(group, basis.review)
    if not group.sources and basis.review.sound(*path):
        basis.review.find("P210", "sources", (*path, "sources"), key=True, group=name)
    return group


def _read_source(name: str, entry: SourceEntry, path: Path, basis: Basis) -> SourceDraft:
    if entry.members is not None:
        check_group(entry.members, (*path, "for"), basis.participants.groups, basis.review)
    return SourceDraft(name, path, entry, *read_amount(entry, path, basis))


def _check_rests(group: GroupDraft, review: Review) -> None:
    """Exactly one source fills a group that has an amount of its own, by the group's key."""
    rests = [source for source in group.sources if source.entry.rest]
    if group.written.form == "sum":
        for rest in rests if review.sound(*group.path) else ():
            path = (*rest.path, "rest")
            review.find("P216", "of_a_sum", path, key=True, source=rest.id, group=group.id)
    # a source without an amount is the rest in all likelihood
    elif review.sound(*group.path) and "unknown" not in (one.written.form for one in group.sources):
        _say_single(rests, group.id, review)
        if group.sources and not rests:
            review.find("P216", "none", group.path, key=True, group=group.id)


def total(amounts: Sequence[Sequence[int] | None], years: int) -> Exact:
    """Amounts added up year by year; None where one of them is."""
    known = [each for each in amounts if each is not None]
    if len(known) < len(amounts):
        return None
    return [sum(year) for year in zip([0] * years, *known, strict=True)]


class Taking(NamedTuple):
    """What several lines take of another, or of all costs."""

    whole: Sequence[int] | None
    parts: Sequence[Draft]
    basis: Basis

    def check(self, code: str, variant: str, path: Path, whole: Path, **facts: Any) -> Exact:
        """What they leave each year; a finding where they take more than the ``whole``.

        None while that is unknown, or too little. One finding speaks of all years with the same
        figures.
        """
        all_years = self.basis.years
        taken = total([draft.exact for draft in self.parts], len(all_years))
        if self.whole is None or taken is None:
            return None
        alike: dict[tuple[int, int], list[Year]] = {}
        for year, figures in zip(all_years, zip(self.whole, taken, strict=True), strict=True):
            if figures[1] > figures[0]:
                alike.setdefault(figures, []).append(year)
        for (amount, part), several in alike.items():
            self.basis.review.find(
                code,
                variant,
                path,
                expected=self.basis.kroner(amount),
                found=self.basis.kroner(part),
                cause=(whole, *(draft.path for draft in self.parts)),
                years=years(several, all_years),
                **facts,
            )
        left = [amount - part for amount, part in zip(self.whole, taken, strict=True)]
        return None if alike else left


def _say_single(rests: Sequence[SourceDraft | GroupDraft], whole: str, review: Review) -> None:
    """Only one can be the rest of a group, or of all costs."""
    if len(rests) > 1:
        names, path = Names(tuple(rest.id for rest in rests)), (*rests[1].path, "rest")
        review.find("P216", "several", path, key=True, sources=names, whole=whole)


def _register(lines: Lines, review: Review) -> None:
    """Note the first line of each id; a finding for every further one."""
    for draft in lines.everything():
        first = lines.by_id.setdefault(draft.id, draft)
        if first is not draft:
            lines.ambiguous.add(draft.id)
            path, cause, other = draft.path, (first.path,), review.place(first.path, key=True).line
            review.find("P219", "twice", path, key=True, cause=cause, line=draft.id, other=other)
