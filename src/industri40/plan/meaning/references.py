"""How lines refer to each other: what a cost includes, who pays a common cost, the grant."""

from collections.abc import Collection
from typing import Literal

from industri40.findings.facts import Names, Path, Term, Verbatim, term
from industri40.plan.language.written import PlanFile, SourceEntry
from industri40.plan.meaning.amounts import Basis
from industri40.plan.meaning.lines import (
    IN_KIND_ONLY,
    CostDraft,
    Draft,
    GroupDraft,
    Lines,
    SourceDraft,
    Taking,
)
from industri40.plan.review import Review


def check_references(plan: PlanFile, lines: Lines, basis: Basis, review: Review) -> None:
    """Check every reference between lines, and that what one line takes of another is there."""
    _check_includes(lines, basis, review)
    paid: dict[str, list[CostDraft]] = {}
    for cost in lines.costs:
        source = _check_common(cost, lines, review)
        if source is not None:
            paid.setdefault(source.id, []).append(cost)
    for name, costs in paid.items():
        payer = lines.by_id[name]
        taking = Taking(payer.exact, costs, basis, review)
        path, ids = (*costs[0].path, "financed_by"), Names(tuple(cost.id for cost in costs))
        taking.check("P227", "above", path, payer.path, costs=ids, source=name)
    if plan.grant is not None:
        _check_grant(_source(plan.grant, ("grant",), "grant", lines, review), lines, review)
    _check_sharing(plan.grant, paid, lines, review)


def _check_includes(lines: Lines, basis: Basis, review: Review) -> None:
    included: dict[str, tuple[str, Path]] = {}
    all_known = True
    for cost in lines.costs:
        if cost.entry.includes and cost.entry.common and review.sound(*cost.path):
            review.find("P218", "common_in_kind", (*cost.path, "includes"), key=True, cost=cost.id)
        for index, name in enumerate(cost.entry.includes):
            path = (*cost.path, "includes", index)
            source = _source(name, path, "includes", lines, review, cost=cost.id)
            if source is None:
                all_known = False
                continue
            other, first = included.setdefault(name, (cost.id, path))
            if first != path:
                cause = (first,)
                review.find(
                    "P224", "twice", path, cause=cause, source=name, cost=cost.id, other=other
                )
        if not cost.entry.common:
            _check_room(cost, lines, basis, review)
    # An include that leads nowhere was probably meant for one of these.
    if all_known and review.sound("costs"):
        for source in lines.sources():
            if source.entry.in_kind and source.id not in included and review.sound(*source.path):
                written = Verbatim(source.id)
                review.find("P223", "nowhere", source.path, key=True, source=source.id, id=written)


def _check_grant(grant: SourceDraft | None, lines: Lines, review: Review) -> None:
    """The grant is awarded phase by phase, so a rest could not fill its group beside it."""
    if grant and grant.group and (rest := _rest_of(grant.group)):
        choices = review.choices("", _known(lines, in_kind=False, grant=True))
        path, cause, group = ("grant",), [rest.path], grant.group.id
        review.find(
            "P222",
            "grant_in_group",
            path,
            cause=cause,
            line=grant.id,
            group=group,
            choices=choices,
        )


def _rest_of(group: GroupDraft | None) -> SourceDraft | None:
    return next((each for each in (group.sources if group else ()) if each.entry.rest), None)


def _check_sharing(grant: str | None, paid: Collection[str], lines: Lines, review: Review) -> None:
    """Say where a line has a key or given amounts that it cannot have."""
    for draft in lines.everything():
        entry = draft.entry
        if entry.by_environment is not None:
            variant = _against_given(draft, grant, paid)
            if variant:
                path = (*draft.path, "by_environment")
                review.find("P218", variant, path, key=True, line=draft.id)
        elif _is_common(draft) and entry.shared_by is not None:
            path = (*draft.path, "shared_by")
            review.find("P218", "common_shared", path, key=True, cost=draft.id)


def _against_given(draft: Draft, grant: str | None, paid: Collection[str]) -> str:
    """Why a line cannot have given amounts; nothing where it can."""
    if draft.entry.shared_by is not None:
        return "given_shared"
    if _is_common(draft):
        return "given_common"
    if draft.id == grant:
        return "given_grant"
    return "given_pays" if draft.id in paid else ""


def _is_common(draft: Draft) -> bool:
    return isinstance(draft, CostDraft) and draft.entry.common


def _check_room(cost: CostDraft, lines: Lines, basis: Basis, review: Review) -> None:
    """A cost line cannot include more than it is itself."""
    path, included = (*cost.path, "includes"), dict.fromkeys(cost.entry.includes)
    drafts = [lines.by_id[name] for name in included if name in lines.by_id]
    if drafts and len(drafts) == len(included):
        names, taking = Names(cost.entry.includes), Taking(cost.exact, drafts, basis, review)
        taking.check("P225", "above", path, cost.path, cost=cost.id, sources=names)


def _lacks_in_kind(draft: Draft) -> bool:
    """Whether a source has keys of one in kind, so that it is already said that it is not one."""
    entry = draft.entry
    return isinstance(entry, SourceEntry) and any(getattr(entry, key) for key in IN_KIND_ONLY)


def _check_common(cost: CostDraft, lines: Lines, review: Review) -> SourceDraft | None:
    """The source that pays a common cost, or None where the cost is not common or has none."""
    name, path = cost.entry.financed_by, (*cost.path, "financed_by")
    if cost.entry.common and name is not None:
        return _source(name, path, "paid_by", lines, review, cost=cost.id)
    if cost.entry.common and review.sound(*cost.path):
        choices = review.choices("", _known(lines, in_kind=False))
        review.find("P226", "unsaid", cost.path, key=True, cost=cost.id, choices=choices)
    elif name is not None and review.sound(*cost.path):
        review.find("P218", "common_only", path, key=True, cost=cost.id)
    return None


def _source(
    name: str,
    path: Path,
    use: Literal["grant", "includes", "paid_by"],
    lines: Lines,
    review: Review,
    *,
    cost: str = "",
) -> SourceDraft | None:
    """The source with an id, fit for a ``use``; None where there is no such one, which is said.

    ``cost`` is the line that includes it, in kind, or is paid by it.
    """
    in_kind, draft = use == "includes", lines.by_id.get(name)
    if isinstance(draft, SourceDraft) and draft.entry.in_kind == in_kind:
        return draft
    if name in lines.ambiguous:
        return None
    known = _known(lines, in_kind=in_kind, grant=use == "grant")
    choices = review.choices("" if draft else name, known)
    if draft is None:
        if review.unknown("financing", name):
            review.find("P221", use, path, source=name, cost=cost, choices=choices)
    elif review.sound(*draft.path) and not (in_kind and _lacks_in_kind(draft)):
        kind, cause = _kind(draft), (draft.path,)
        review.find(
            "P222", use, path, cause=cause, line=name, kind=kind, cost=cost, choices=choices
        )
    return None


def _known(lines: Lines, *, in_kind: bool, grant: bool = False) -> list[str]:
    """The ids of all sources in kind or in cash, or of those that could be the grant."""
    several = (source for source in lines.sources() if source.entry.in_kind == in_kind)
    return [source.id for source in several if not (grant and _rest_of(source.group))]


def _kind(draft: Draft) -> Term:
    if isinstance(draft, GroupDraft):
        return term("a_group")
    if isinstance(draft, CostDraft):
        return term("a_cost_line")
    in_kind = isinstance(draft, SourceDraft) and draft.entry.in_kind
    return term("a_source_in_kind") if in_kind else term("a_source_of_cash")
