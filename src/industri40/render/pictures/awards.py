"""The picture of what each environment is granted in each phase, and how much it could get."""

from collections.abc import Sequence

from industri40.render.common.rounds import LIMITS, Awarded, rounds
from industri40.render.pictures.bars import Bar, Bars, Group
from industri40.render.pictures.drawing import Layout, Picture
from industri40.report.tables import ReportTables

MOST = 60  # environments that are drawn one by one


def picture(report: ReportTables, layouts: Sequence[Layout]) -> Picture | None:
    """The picture, or None where the plan has no grant, or more environments than can be seen."""
    if len(report.environments) > MOST or (found := rounds(report)) is None:
        return None
    words = report.words
    limits = found.held[1:]
    helps = [words(f"picture.awards.help.{limit}") for limit in limits]
    if not set(LIMITS).isdisjoint(limits):
        helps.insert(0, words("picture.awards.help"))
    title = words("picture.awards" if "ceiling" in limits else "picture.awards.free")
    groups = [
        Group(
            [_bar(report, one, found.held) for one in each.awarded],
            each.label,
            [words(f"column.{name}") if name in each.held else "" for name in found.held],
        )
        for each in found.rounds
    ]
    drawings = tuple(
        drawing
        for layout in layouts
        for drawing in Bars("awards", layout, found.most, groups).drawings(title, words)
    )
    figures = report.table("awards")._replace(title=words("picture.figures"))
    return Picture("awards", title, tuple(helps), drawings, figures)


def _bar(report: ReportTables, one: Awarded, columns: Sequence[str]) -> Bar:
    """An award in the room up to the lesser of its limits; these and its floor have marks.

    What was returned of it is the end of its bar.
    """
    written = {name: report.written(cell.amount) for name, cell in one.figures.items()}
    exact = {name: cell.exact for name, cell in one.figures.items()}
    said, (award, *others) = f"{one.environment}: {written['award']}", exact
    if others:
        named = (f"{report.words(f'column.{name}').lower()} {written[name]}" for name in others)
        said = f"{said} ({', '.join(named)})"
    limits, returned = [exact[name] for name in LIMITS if name in exact], exact.get("returned", 0)
    boxes = [(min(limits), "room", "")] if limits else []
    boxes += [(exact[award], "returned", "")] if returned else []
    boxes += [(kept, "bar", "")] if (kept := exact[award] - returned) else []
    marks = [(name, exact[name]) for name in others if name != "returned"]
    figures = [written.get(name, "") for name in columns]
    return Bar(one.environment, figures, said, boxes, marks)
