"""How lines refer to each other: what a cost includes, who pays a common cost, the grant.

And which keys of a line do not go with its others, since some of that depends on the former.
"""

from collections.abc import Collection
from typing import Literal

from industri40.findings.facts import Names, Path, Term, Verbatim, term
from industri40.plan.language.written import CostEntry, PlanFile, SourceEntry
from industri40.plan.meaning.lines import CostDraft, Draft, GroupDraft, Lines, SourceDraft, Taking
from industri40.plan.review import Review

_SOURCES_ONLY = ("in_kind", "hourly_rate", "hours", "for", "by_environment", "status")


def check_references(plan: PlanFile, lines: Lines) -> None:
    """Check every reference between lines, and that what one line takes of another is there."""
    _check_includes(lines)
    review, paid = lines.basis.review, dict[str, list[CostDraft]]()
    for cost in lines.costs:
        if source := _payer(cost, lines):
            paid.setdefault(source.id, []).append(cost)
    for name, costs in paid.items():
        payer = lines.by_id[name]
        path, ids = (*costs[0].path, "financed_by"), Names(tuple(cost.id for cost in costs))
        taking = Taking(payer.exact, costs, lines.basis)
        taking.check("P227", "above", path, payer.path, costs=ids, source=name)
    grant = None if plan.grant is None else _source(plan.grant, ("grant",), "grant", lines)
    if grant and grant.group and (rest := _rest_of(grant.group)):
        # which could not fill the group beside what is awarded phase by phase
        choices = review.choices("", _known(lines, in_kind=False, grant=True))
        path, why, cause, group = ("grant",), "grant_in_group", [rest.path], grant.group.id
        review.find("P222", why, path, cause=cause, line=grant.id, group=group, choices=choices)
    for draft in lines.everything():
        _check_keys(draft, plan.grant, paid, review)


def _check_includes(lines: Lines) -> None:
    included: dict[str, tuple[str, Path]] = {}
    all_known, review = True, lines.basis.review
    for cost in lines.costs:
        for index, name in enumerate(cost.entry.includes):
            path = (*cost.path, "includes", index)
            if _source(name, path, "includes", lines, cost=cost.id) is None:
                all_known = False
                continue
            by, first = included.setdefault(name, (cost.id, path))
            if first != path:
                cause = (first,)
                review.find("P224", "twice", path, cause=cause, source=name, cost=cost.id, other=by)
        if not cost.entry.common:
            _check_room(cost, lines)
    # An include that leads nowhere was probably meant for one of these.
    if all_known and review.sound("costs"):
        for source in lines.sources():
            if source.entry.in_kind and source.id not in included and review.sound(*source.path):
                written = Verbatim(source.id)
                review.find("P223", "nowhere", source.path, key=True, source=source.id, id=written)


def _rest_of(group: GroupDraft | None) -> SourceDraft | None:
    return next((each for each in (group.sources if group else ()) if each.entry.rest), None)


def _check_keys(draft: Draft, grant: str | None, paid: Collection[str], review: Review) -> None:
    """Say which keys of a line do not go with its others."""
    name, path = draft.id, draft.path
    group = draft.group.id if isinstance(draft, SourceDraft) and draft.group else name
    wrong = _wrong_keys(draft, sound=review.sound(*path))
    for key in filter(wrong.get, wrong):
        at = (*path, key)
        review.find("P218", wrong[key], at, key=True, word=key, cost=name, source=name, group=group)
    if draft.entry.by_environment is not None and (why := _against_given(draft, grant, paid)):
        review.find("P218", why, (*path, "by_environment"), key=True, line=name)


def _wrong_keys(draft: Draft, *, sound: bool) -> dict[str, str]:
    """Keys of a line, all of it ``sound`` or not, and why one does not go with the others."""
    entry, keyed = draft.entry, draft.entry.shared_by is not None
    if isinstance(entry, CostEntry):
        alone = entry.financed_by is not None and not entry.common
        keyed = keyed and entry.by_environment is None
        return {
            "includes": "common_in_kind" if entry.common and entry.includes and sound else "",
            "financed_by": "common_only" if alone and sound else "",
            "shared_by": "common_shared" if entry.common and keyed else "",
        }
    if not isinstance(draft, SourceDraft):
        fields = {key: "members" if key == "for" else key for key in _SOURCES_ONLY}
        return {key: "source_only" for key in fields if getattr(entry, fields[key])}
    source, in_cash = draft.entry, sound and not draft.entry.in_kind
    return {
        "hourly_rate": "in_kind_only" if in_cash and source.hourly_rate is not None else "",
        "hours": "in_kind_only" if in_cash and source.hours is not None else "",
        "for": "rest_for" if source.rest and source.members is not None else "",
        "shared_by": "rest_shared" if source.rest and keyed and draft.group else "",
    }


def _against_given(draft: Draft, grant: str | None, paid: Collection[str]) -> str:
    """Why a line cannot have given amounts; nothing where it can."""
    if draft.entry.shared_by is not None:
        return "given_shared"
    if isinstance(draft, CostDraft) and draft.entry.common:
        return "given_common"
    if draft.id == grant:
        return "given_grant"
    return "given_pays" if draft.id in paid else ""


def _check_room(cost: CostDraft, lines: Lines) -> None:
    """A cost line cannot include more than it is itself."""
    path, included = (*cost.path, "includes"), dict.fromkeys(cost.entry.includes)
    drafts = [lines.by_id[name] for name in included if name in lines.by_id]
    if drafts and len(drafts) == len(included):
        names, taking = Names(cost.entry.includes), Taking(cost.exact, drafts, lines.basis)
        taking.check("P225", "above", path, cost.path, cost=cost.id, sources=names)


def _payer(cost: CostDraft, lines: Lines) -> SourceDraft | None:
    """The source that pays a common cost, or None where the cost is not common or has none."""
    name, review = cost.entry.financed_by, lines.basis.review
    if cost.entry.common and name is not None:
        return _source(name, (*cost.path, "financed_by"), "paid_by", lines, cost=cost.id)
    if cost.entry.common and review.sound(*cost.path):
        choices = review.choices("", _known(lines, in_kind=False))
        review.find("P226", "unsaid", cost.path, key=True, cost=cost.id, choices=choices)
    return None


def _source(
    name: str,
    path: Path,
    use: Literal["grant", "includes", "paid_by"],
    lines: Lines,
    cost: str = "",
) -> SourceDraft | None:
    """The source with an id, fit for a ``use`` by a ``cost``; None where none is, which is said."""
    in_kind, draft, review = use == "includes", lines.by_id.get(name), lines.basis.review
    if isinstance(draft, SourceDraft) and draft.entry.in_kind == in_kind:
        return draft
    if name in lines.ambiguous:
        return None
    known = _known(lines, in_kind=in_kind, grant=use == "grant")
    ways = review.choices("" if draft else name, known)
    entry = draft.entry if draft else None
    hours = isinstance(entry, SourceEntry) and bool(entry.hourly_rate or entry.hours)
    if draft is None:
        if review.unknown("financing", name):
            review.find("P221", use, path, source=name, cost=cost, choices=ways)
    # of a source with keys of one in kind it is already said that it is not one
    elif review.sound(*draft.path) and not (in_kind and hours):
        kind, cause = _kind(draft), (draft.path,)
        review.find("P222", use, path, cause=cause, line=name, kind=kind, cost=cost, choices=ways)
    return None


def _known(lines: Lines, *, in_kind: bool, grant: bool = False) -> list[str]:
    """The ids of all sources in kind or in cash, or of those that could be the grant."""
    several = (source for source in lines.sources() if source.entry.in_kind == in_kind)
    return [source.id for source in several if not (grant and _rest_of(source.group))]


def _kind(draft: Draft) -> Term:
    if isinstance(draft, SourceDraft):
        return term("a_source_in_kind" if draft.entry.in_kind else "a_source_of_cash")
    return term("a_group" if isinstance(draft, GroupDraft) else "a_cost_line")
