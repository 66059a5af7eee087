"""How lines refer to each other: what a cost includes, who pays a common cost, the grant."""

from industri40.money import told_apart
from industri40.plan.language.written import PlanFile, SourceEntry
from industri40.plan.meaning.amounts import Basis
from industri40.plan.meaning.lines import (
    IN_KIND_ONLY,
    CostDraft,
    Draft,
    GroupDraft,
    Lines,
    SourceDraft,
    overruns,
)
from industri40.plan.review import Path, Review, listed, quoted


def check_references(plan: PlanFile, lines: Lines, basis: Basis, review: Review) -> None:
    """Check every reference between lines, and that what one line takes of another is there."""
    _check_includes(lines, basis, review)
    paid: dict[str, list[CostDraft]] = {}
    for cost in lines.costs:
        source = _check_common(cost, lines, review)
        if source is not None:
            paid.setdefault(source.id, []).append(cost)
    for name, costs in paid.items():
        _check_covered(lines.by_id[name], costs, basis, review)
    if plan.grant is not None:
        _source(plan.grant, ("grant",), "the grant is", lines, review)


def _check_includes(lines: Lines, basis: Basis, review: Review) -> None:
    included: dict[str, tuple[CostDraft, Path]] = {}
    all_known = True
    for cost in lines.costs:
        if cost.entry.includes and cost.entry.common and review.sound(*cost.path):
            message = (
                f"{quoted(cost.id)} is a common cost, which is paid in cash, so it includes "
                "nothing in kind."
            )
            review.add("P218", (*cost.path, "includes"), message, key=True)
        for index, name in enumerate(cost.entry.includes):
            path = (*cost.path, "includes", index)
            source = _source(name, path, f"{quoted(cost.id)} includes", lines, review, in_kind=True)
            if source is None:
                all_known = False
                continue
            first = included.setdefault(name, (cost, path))
            if first[1] != path:
                message = (
                    f"{quoted(name)} is included in {quoted(cost.id)} and already in "
                    f"{quoted(first[0].id)}; it would count twice."
                )
                review.add("P224", path, message, cause=(first[1],))
        if not cost.entry.common:
            _check_room(cost, lines, basis, review)
    # An include that leads nowhere was probably meant for one of these.
    if all_known and review.sound("costs"):
        for source in lines.sources():
            if source.entry.in_kind and source.id not in included and review.sound(*source.path):
                message = f"No cost line includes {quoted(source.id)}, which is in kind."
                remedy = (
                    f"Add `includes` to the cost line that it is part of: `includes: {source.id}`."
                )
                review.add("P223", source.path, message, key=True, remedy=remedy)


def _check_room(cost: CostDraft, lines: Lines, basis: Basis, review: Review) -> None:
    """A cost line cannot include more than it is itself."""
    drafts = [lines.by_id.get(name) for name in dict.fromkeys(cost.entry.includes)]
    amounts = [draft.exact for draft in drafts if draft is not None and draft.exact is not None]
    if cost.exact is None or not amounts or len(amounts) < len(drafts):
        return
    parts = [sum(year) for year in zip(*amounts, strict=True)]
    for exact_whole, exact_part, years in overruns(cost.exact, parts, basis):
        whole, part = told_apart(exact_whole, exact_part)
        review.add(
            "P225",
            (*cost.path, "includes"),
            f"{quoted(cost.id)} is {review.figure(whole)} in {years} and includes "
            f"{review.figure(part)} in kind ({listed(cost.entry.includes)}), which is more.",
            expected=exact_whole,
            found=exact_part,
            cause=(cost.path, *(draft.path for draft in drafts if draft is not None)),
        )


def _lacks_in_kind(draft: Draft) -> bool:
    """Whether a source has keys of one in kind, so that it is already said that it is not one."""
    entry = draft.entry
    return isinstance(entry, SourceEntry) and any(getattr(entry, key) for key in IN_KIND_ONLY)


def _check_common(cost: CostDraft, lines: Lines, review: Review) -> SourceDraft | None:
    """The source that pays a common cost, or None where the cost is not common or has none."""
    name, path = cost.entry.financed_by, (*cost.path, "financed_by")
    if cost.entry.common and name is not None:
        return _source(name, path, f"{quoted(cost.id)} is paid by", lines, review)
    if cost.entry.common and review.sound(*cost.path):
        message = f"{quoted(cost.id)} is a common cost and does not say which source pays it."
        choices = review.choose("", _known(lines, in_kind=False))
        remedy = f"Add `financed_by` with the id of a source of cash. {choices}"
        review.add("P226", cost.path, message, key=True, remedy=remedy)
    elif name is not None and review.sound(*cost.path):
        message = f"`financed_by` belongs to a common cost, which {quoted(cost.id)} is not."
        review.add("P218", path, message, key=True)
    return None


def _source(
    name: str, path: Path, what: str, lines: Lines, review: Review, *, in_kind: bool = False
) -> SourceDraft | None:
    """The source with an id, in cash or in kind; None where there is no such one, which is said."""
    draft = lines.by_id.get(name)
    if isinstance(draft, SourceDraft) and draft.entry.in_kind == in_kind:
        return draft
    if name in lines.ambiguous:
        return None
    remedy = review.choose("" if draft else name, _known(lines, in_kind=in_kind))
    if draft is None:
        if review.unknown("financing", name):
            message = f"{what} {quoted(name)}, which is no source of this plan."
            review.add("P221", path, message, remedy=remedy)
    elif review.sound(*draft.path) and not (in_kind and _lacks_in_kind(draft)):
        wanted = (
            "only a source in kind can be part of a cost"
            if in_kind
            else "a single source of cash belongs here"
        )
        message = f"{what} {quoted(name)}, which is {_what(draft)}; {wanted}."
        review.add("P222", path, message, remedy=remedy, cause=(draft.path,))
    return None


def _check_covered(source: Draft, costs: list[CostDraft], basis: Basis, review: Review) -> None:
    """A source must cover the common costs that it pays, every year."""
    amounts = [cost.exact for cost in costs if cost.exact is not None]
    if source.exact is None or len(amounts) < len(costs):
        return
    parts = [sum(year) for year in zip(*amounts, strict=True)]
    names = listed([cost.id for cost in costs])
    verb = "costs" if len(costs) == 1 else "cost"
    for exact_whole, exact_part, years in overruns(source.exact, parts, basis):
        whole, part = told_apart(exact_whole, exact_part)
        review.add(
            "P227",
            (*costs[0].path, "financed_by"),
            f"{names} {verb} {review.figure(part)} in {years}, more than the "
            f"{review.figure(whole)} of {quoted(source.id)}, which pays.",
            expected=exact_whole,
            found=exact_part,
            cause=(source.path, *(cost.path for cost in costs)),
        )


def _known(lines: Lines, *, in_kind: bool) -> list[str]:
    return [source.id for source in lines.sources() if source.entry.in_kind == in_kind]


def _what(draft: Draft) -> str:
    if isinstance(draft, GroupDraft):
        return "a group"
    if isinstance(draft, CostDraft):
        return "a cost line"
    in_kind = isinstance(draft, SourceDraft) and draft.entry.in_kind
    return "a source in kind" if in_kind else "a source of cash"
