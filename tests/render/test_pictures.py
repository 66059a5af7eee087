"""The pictures: everything is as long as its exact figure, and nothing lies outside or on top."""

import re
from fractions import Fraction
from functools import partial
from itertools import pairwise

import pytest

from industri40.render.pictures import awards as awards_drawn
from industri40.render.pictures import flow as flow_drawn
from industri40.render.pictures import participant as fee_drawn
from industri40.render.pictures.drawing import LAYOUTS, LINE, Drawing, band, fold, text_width
from industri40.report.environments import PER_PARTICIPANT
from industri40.report.tables import ReportTables

PLANS = pytest.mark.parametrize(
    "which", ["reference", "uneven", "unlike", "nasty", "twelve", "decided"]
)
DRAWN = [partial(one.picture, layouts=LAYOUTS) for one in (flow_drawn, awards_drawn, fee_drawn)]
draw_flow, draw_awards, draw_fee = DRAWN
CLOSE = Fraction(1, 50)


@pytest.fixture
def report(which, request, results_of):
    plan = request.getfixturevalue(which)
    return ReportTables(plan, results_of(plan, "costs").report.allocation)


def shapes(drawing, tag, kind=None):
    """The attributes of all shapes of a kind, numbers as exact ones."""
    for shape in drawing.shapes:
        classes = shape.attributes.get("class", "").split()
        if shape.tag == tag and (kind is None or kind in classes):
            yield {
                name: Fraction(value) if re.fullmatch(r"-?[\d.]+", value) else value
                for name, value in shape.attributes.items()
            } | {"text": shape.text}


def laid(picture, layout):
    """The drawings of one layout, the wide one or the narrow one."""
    return [one for one in picture.drawings if one.layout == LAYOUTS[layout]]


def points(path):
    """The corners of a band: where it begins and ends, and how thick it is at either end."""
    pattern = r"M(\S+) (\S+?)H.*?H([\d.]+)V([\d.]+)H.*H([\d.]+)Z"
    x1, y1, x2, bottom, x0 = map(Fraction, re.fullmatch(pattern, path).groups())
    first = Fraction(re.match(r"M\S+ \S+?H[\d.]+C\S+ \S+ \S+ (\S+) ", path)[1])
    assert x0 == x1
    return x1, y1, x2, first, bottom - first


@PLANS
def test_what_comes_in_goes_out_at_every_place(report):
    flow = flow_drawn._flow(report)
    for node in (*flow.sources, *flow.costs):
        links = [link for link in flow.links if node.id in link[:2]]
        assert sum(abs(link.cell.exact) for link in links) == node.value
    into = sum(abs(one.cell.exact) for one in flow.links if one.target == flow_drawn._SHARED)
    out = sum(abs(one.cell.exact) for one in flow.links if one.source == flow_drawn._SHARED)
    assert into == out > 0
    assert flow.total == sum(node.value for node in flow.costs)


@PLANS
@pytest.mark.parametrize("layout", [0, 1])
def test_bands_are_as_thick_as_their_amounts_and_end_at_their_places(report, layout):
    flow = flow_drawn._flow(report)
    [drawing] = laid(draw_flow(report), layout)
    bands = [points(one["d"]) for one in shapes(drawing, "path", "band")]
    assert len(bands) == len(flow.links)
    scale = flow_drawn._HEIGHT / flow.total
    wanted = sorted(abs(link.cell.exact) * scale for link in flow.links)
    found = sorted(thick for *_, thick in bands)
    assert all(abs(a - b) < CLOSE for a, b in zip(wanted, found, strict=True))
    nodes = list(shapes(drawing, "rect", "node"))
    for x1, y1, x2, y2, thick in bands:
        for x, y, side in ((x1, y1, 8), (x2, y2, 0)):
            assert any(
                abs(node["x"] + side - x) < CLOSE
                and node["y"] - CLOSE <= y
                and y + thick <= node["y"] + node["height"] + CLOSE
                for node in nodes
            )


def test_what_is_uncovered_is_drawn_as_a_source_of_its_own(plan_of, results_of):
    for paid, label in ((60, "Udekket"), (160, "Overfinansiert")):
        plan = plan_of(
            "name: A\nyears: [2030]\nparticipants: 2\nenvironments: 2\n"
            f"costs: {{a: {{yearly: 100}}}}\nfinancing: {{b: {{yearly: {paid}}}}}\n"
        )
        picture = draw_flow(ReportTables(plan, results_of(plan, "costs").report.allocation))
        assert len(list(shapes(picture.drawings[0], "path", "gap"))) == 1
        texts = [one["text"] for one in shapes(picture.drawings[0], "text")]
        assert label in texts
        assert "40" in texts or "-60" in texts
        assert all(label in one.about for one in picture.drawings)


def test_too_many_lines_are_no_picture(plan_of, results_of):
    lines = "\n".join(f"  c{n}: {{yearly: 10}}" for n in range(41))
    plan = plan_of(
        f"name: A\nyears: [2030]\nparticipants: 2\nenvironments: 2\ncosts:\n{lines}\n"
        "financing: {b: {yearly: 410}}\n"
    )
    assert draw_flow(ReportTables(plan, results_of(plan, "costs").report.allocation)) is None


@PLANS
@pytest.mark.parametrize("layout", [0, 1])
def test_awards_and_ceilings_are_on_one_scale(report, layout):
    drawings = laid(draw_awards(report), layout)

    def drawn_as(tag, kind=None):
        return [one for drawing in drawings for one in shapes(drawing, tag, kind)]

    awards = [award for award in report.allocation.awards if award.amount]
    scale = drawn_as("rect", "bar")[0]["width"] / (awards[0].amount - awards[0].returned)
    for kind, amounts in (
        ("bar", [award.amount - award.returned for award in awards]),
        ("returned", [award.amount for award in awards if award.returned]),
    ):
        drawn = [one["width"] for one in drawn_as("rect", kind)]
        for amount, found in zip(amounts, drawn, strict=True):
            assert abs(found - amount * scale) < 2 * CLOSE
    left = min(one["x"] for one in drawn_as("rect"))
    for kind in ("ceiling", "floor"):
        bounds = [getattr(award, kind) for award in report.allocation.awards]
        marks = drawn_as("line", kind)
        for bound, mark in zip([one for one in bounds if one is not None], marks, strict=True):
            assert mark["x1"] == mark["x2"]
            assert abs(mark["x1"] - left - bound * scale) < 2 * CLOSE


@PLANS
@pytest.mark.parametrize("layout", [0, 1])
def test_the_parts_of_a_bar_are_the_whole(report, layout):
    parts = list(fee_drawn._parts(report))
    whole = report.table("breakdown").by_name()["financing"]["participant"]
    assert sum(part.cell.exact for part in parts) == whole.exact
    table = report.table("environments")
    environments = list(fee_drawn._environments(report, parts))
    assert len(environments) == len(report.environments)
    for one, bar in zip(report.environments, environments, strict=True):
        assert sum(bar.values) == table.cell((one.id,), PER_PARTICIPANT).exact == bar.cell.exact
    bars = {}
    for drawing in laid(draw_fee(report), layout):
        for box in shapes(drawing, "rect", "part"):
            bars.setdefault((drawing.id, box["y"]), []).append(box)
    for boxes in bars.values():
        for box, after in pairwise(boxes):
            if boxes[0]["width"] != 14:  # a square of the legend
                assert abs(box["x"] + box["width"] - after["x"]) < CLOSE


def test_each_group_of_participants_has_a_bar(decided, results_of):
    report = ReportTables(decided, results_of(decided, "costs").report.allocation)
    parts = list(fee_drawn._parts(report))
    mean, *groups = fee_drawn._programme(report, parts)
    assert [one.label for one in groups] == ["i virkemiddelområdet", "utenfor"]
    for one in (mean, *groups):
        assert sum(one.values) == one.cell.exact
    fund = [part.row for part in parts].index(("fund",))
    assert [one.values[fund] for one in (mean, *groups)] == [700, 1_000, 0]
    labels = [row.label for row in draw_fee(report).figures.rows if row.role == "sum"]
    assert labels == [
        "Alle deltakere, i gjennomsnitt",
        "i virkemiddelområdet",
        "utenfor",
        *(each.name for each in decided.environments),
    ]


@pytest.mark.parametrize("layout", [0, 1])
def test_what_is_below_zero_for_a_group_makes_no_bar_longer_than_the_picture(
    plan_of, results_of, layout
):
    """Support of more than a group's fee: the rest of the group gives them money back."""
    plan = plan_of("""
name: More than the fee
years: [2024]
environments: 2
participants: {in: {number: 4}, out: {number: 6}}
costs: {a: {yearly: 1000}}
financing:
  fee:
    yearly: 1000
    shared_by: participants
    sources: {support: {yearly: 600, for: in}, own: {rest: true}}
""")
    drawings = laid(draw_fee(results_of(plan, "costs").report), layout)
    boxes = [box for drawing in drawings for box in shapes(drawing, "rect", "part")]
    assert max(box["x"] + box["width"] for box in boxes) <= LAYOUTS[layout].width
    assert len({box["width"] for box in boxes}) > 2


def test_without_participants_nobody_pays(plan_of, results_of):
    plan = plan_of(
        "name: A\nyears: [2024/25]\nenvironments: 2\n"
        "costs: {a: {yearly: 100}}\nfinancing: {b: {yearly: 100}}\n"
    )
    assert draw_fee(ReportTables(plan, results_of(plan, "costs").report.allocation)) is None


def test_environments_that_are_alike_share_one_bar(reference, uneven, results_of):
    said = {}
    for plan in (reference, uneven):
        picture = draw_fee(ReportTables(plan, results_of(plan, "costs").report.allocation))
        rows = [row for row in picture.figures.rows if row.role == "sum"]
        said[plan.name] = len(rows), len(picture.help)
    assert list(said.values()) == [(1, 2), (5, 1)]


@PLANS
@pytest.mark.parametrize("draw", DRAWN)
@pytest.mark.parametrize("layout", [0, 1])
def test_nothing_is_outside_the_picture(report, draw, layout):
    seen = 0
    for drawing in laid(draw(report), layout):
        seen += inside(drawing)
    assert seen > 10


def inside(drawing):
    """How many shapes a drawing has, all of them inside."""
    width, height = Fraction(drawing.layout.width), Fraction(drawing.height)
    seen = 0
    for box in shapes(drawing, "rect"):
        seen += 1
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= height
    for text in shapes(drawing, "text"):
        seen += 1
        room = text_width(text["text"])
        anchor = text.get("text-anchor", "start")
        left = text["x"] - {"start": 0, "middle": room / 2, "end": room}[anchor]
        assert left >= -1
        assert left + room <= width + 1
        assert 10 <= text["y"] <= height
    return seen


@PLANS
@pytest.mark.parametrize("draw", DRAWN)
@pytest.mark.parametrize("layout", [0, 1])
def test_no_text_lies_on_another(report, draw, layout):
    for drawing in laid(draw(report), layout):
        apart_from_each_other(drawing)


def apart_from_each_other(drawing):
    placed = []
    for text in shapes(drawing, "text"):
        room = text_width(text["text"])
        left = text["x"] - {"middle": room / 2, "end": room}.get(text.get("text-anchor"), 0)
        placed.append((left, left + room, text["y"], text["text"]))
    for number, (left, right, y, one) in enumerate(placed):
        for left2, right2, y2, other in placed[number + 1 :]:
            apart = abs(y - y2) >= LINE - 2 or right <= left2 or right2 <= left
            assert apart, (one, other)


def test_a_picture_of_narrow_and_wide_is_the_same_in_words(reference, results_of):
    report = ReportTables(reference, results_of(reference, "costs").report.allocation)
    for draw in DRAWN:
        both = [
            re.sub(
                r"[\s/]+", "", "".join(one["text"] for d in drawings for one in shapes(d, "text"))
            )
            for drawings in (laid(draw(report), 0), laid(draw(report), 1))
        ]
        assert sorted(both[0]) == sorted(both[1])


def test_a_word_without_spaces_is_broken_rather_than_cut():
    lines = fold("Donaudampfschifffahrtsgesellschaft", 100)
    assert len(lines) > 1
    assert "".join(lines) == "Donaudampfschifffahrtsgesellschaft"
    assert all(text_width(line) <= 100 for line in lines)


def test_lengths_have_two_decimals_at_most():
    drawing = Drawing("a", LAYOUTS[0])
    third = Fraction(1, 3)
    drawing.shape("rect", "kind", "hatch", x=third, y=-third, width=200 * third, height=4)
    drawing.finish(Fraction(5, 2), "A", "B")
    (shape,) = drawing.shapes
    assert shape.attributes == {
        "class": "kind",
        "x": "0.33",
        "y": "-0.33",
        "width": "66.67",
        "height": "4",
        "fill": "url(#a-wide-hatch)",
    }
    assert list(drawing.patterns) == ["hatch"]
    assert drawing.height == "2.5"
    assert band(0, 0, 10, 20, 5, 0) == "M0 0H0C5 0 5 20 10 20H10V25H10C5 25 5 5 0 5H0Z"


def test_awards_without_ceilings_are_not_said_to_stand_against_any(plan_of, results_of):
    plan = plan_of(
        "name: A\nlanguage: en\nyears: [2030]\nparticipants: 2\nenvironments: 2\n"
        "costs: {a: {yearly: 100}}\nfinancing: {b: {yearly: 100}}\ngrant: b\n"
    )
    picture = draw_awards(ReportTables(plan, results_of(plan, "costs").report.allocation))
    assert picture.title == "Grant per environment and phase"
    assert picture.help == ()


MANY = """
name: A
years: [2030]
environments:
{environments}
costs: {{a: {{yearly: 6 000}}}}
financing: {{b: {{yearly: 6 000}}}}
grant: b
phases:
  p1: {{label: Først, share: 1/2, cap: 100}}
  p2: {{label: Sist, share: 1/2, cap: 100}}
"""


@pytest.fixture(scope="module")
def many(plan_of, results_of):
    """As many environments as are drawn one by one, with names of several lines."""
    name = "Kompetansesenteret for bærekraftig industriutvikling i indre strøk, nummer"
    environments = "\n".join(
        f"  e{n}: {{name: '{name} {n}', participants: {n}}}"
        for n in range(1, awards_drawn.MOST + 1)
    )
    plan = plan_of(MANY.format(environments=environments))
    return ReportTables(plan, results_of(plan, "costs").report.allocation)


@pytest.mark.parametrize("draw", DRAWN[1:])
def test_what_is_higher_than_a_sheet_of_paper_goes_on_in_another_drawing(draw, many):
    picture = draw(many)
    wide, [narrow] = laid(picture, 0), laid(picture, 1)
    assert len(wide) > 3
    ids = [one.id for one in wide]
    assert ids == [
        f"{picture.id}-wide",
        *(f"{picture.id}-wide-{n + 2}" for n in range(len(ids) - 1)),
    ]
    for number, drawing in enumerate(wide, start=1):
        assert Fraction(drawing.height) <= drawing.layout.sheet + 2
        assert drawing.title == f"{picture.title} (del {number} av {len(wide)})"
        assert inside(drawing)
        apart_from_each_other(drawing)
    # each is said once, where it is drawn, and all of them beside what is not divided
    assert narrow.title == picture.title
    for environment in many.environments:
        said = [one.about.count(f"{environment.name}:") for one in (*wide, narrow)]
        assert sum(said[:-1]) == said[-1] > 0
    for drawing in wide:
        texts = "".join(one["text"] for one in shapes(drawing, "text"))
        for environment in many.environments:
            if f"{environment.name}:" in drawing.about:
                assert str(environment.participants) in texts


def test_headings_are_said_again_in_another_drawing_and_never_stand_last(many):
    for drawing in laid(draw_awards(many), 0):
        texts = [one["text"] for one in shapes(drawing, "text")]
        heads = [one["text"] for one in shapes(drawing, "text", "strong")]
        assert texts[0] in ("Først", "Sist")
        assert "Tildelt" in texts
        assert heads[-1] not in ("Først", "Sist")
        lowest = max(one["y1"] for one in shapes(drawing, "line", "rule"))
        assert lowest < max(one["y"] for one in shapes(drawing, "rect"))
