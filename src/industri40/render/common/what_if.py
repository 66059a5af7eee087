"""What was changed in a plan before it was understood, in words that stand below a heading."""

from collections.abc import Iterator, Sequence
from itertools import islice

from industri40.plan.model import Plan
from industri40.plan.paths import home_depth, short_names
from industri40.plan.what_if import Changed, WhatIf
from industri40.render.common.figures import same_in, unbroken
from industri40.render.common.results import TextOptions
from industri40.render.common.text import printable, wrapped
from industri40.report.headings import Words
from industri40.report.page import Said
from industri40.report.tables import NO_BREAK
from industri40.visible import shown

_MOST = 10  # changes that are listed; more are counted


def said(plan: Plan, what_if: WhatIf, words: Words) -> Said:
    """What is said of a plan's what-if. Raises ValueError for a plan that was not read."""
    changes = list(islice(_changes(plan, what_if.changes, words), _MOST))
    if (more := len(what_if.changes) - _MOST) > 0:
        changes.append(words("findings.more", count=more))
    title = "; ".join(what_if.labels) or words("what_if.changes")
    return Said(words("what_if", title=title), tuple(changes))


def as_text(one: Said, options: TextOptions) -> str:
    """The same in lines of text."""
    lines = [one.title, *(f"- {change}" for change in one.changes)]
    folded = (wrapped(printable(line), max(options.width, 30)) for line in lines)
    text = "".join(f"{line}\n" for some in folded for line in some).replace(NO_BREAK, " ")
    return same_in(text, options.encoding)


def _changes(plan: Plan, changes: Sequence[Changed], words: Words) -> Iterator[str]:
    """Each change by what is changed and its path, for short where nothing else is called so."""
    labels, nothing = _labels(plan, words), words("what_if.nothing")
    names = short_names(plan.document.value, [one.path for one in changes])
    for one in changes:
        depth = home_depth(one.path)
        label = labels.get((one.path[0], one.path[depth - 1] if depth else ""))
        name = f"{label} ({names[one.path]})" if label else names[one.path]
        old, new = (nothing if text is None else shown(text) for text in (one.old, one.new))
        yield unbroken(f"{name}: {old} → {new}")


def _labels(plan: Plan, words: Words) -> dict[tuple[str, str], str]:
    """What lines, phases, environments and all participants are called, by key and id."""
    financing = (*plan.sources, *plan.groups)
    labels = {("participants", ""): words("row.participants")}
    labels |= {("environments", one.id): one.name for one in plan.environments}
    for key, some in (("costs", plan.costs), ("financing", financing), ("phases", plan.phases)):
        labels |= {(key, one.id): one.label for one in some}
    return labels
