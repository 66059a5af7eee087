"""The pictures in a document: metafiles of what is drawn, each with what it shows in words."""

import re
import zipfile
from fractions import Fraction
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from struct import unpack_from

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from industri40.render.common.results import TextOptions
from industri40.render.common.widths import length, longest_word
from industri40.render.html import page
from industri40.render.pictures.chosen import pictures
from industri40.render.pictures.drawing import FILLS, LAYOUTS, Drawing
from industri40.render.word import drawn
from industri40.render.word.document import render
from industri40.render.word.drawn import LAYOUT, metafile
from industri40.report.headings import Words

PLANS = pytest.mark.parametrize("which", ["reference", "uneven", "unlike", "nasty", "twelve"])
LANGUAGES = pytest.mark.parametrize("language", ["nb", "en"])
WIDTH = 16600


def records(data):
    """The numbers of a metafile's records, each with what is in it."""
    at = 0
    while at < len(data):
        number, size = unpack_from("<2I", data, at)
        assert size >= 8
        assert size % 4 == 0
        yield number, data[at + 8 : at + size]
        at += size
    assert at == len(data)


def texts(data):
    """The texts of a metafile, each with the distances between its letters and where it stands."""
    for number, body in records(data):
        if number == 84:
            x, y, count, start, *_, steps = unpack_from("<2i3I4iI", body, 28)
            said = body[start - 8 : start - 8 + 2 * count].decode("utf-16-le")
            yield said, unpack_from(f"<{count}I", body, steps - 8), (x, y)


def images(results):
    """The pictures of a document: their metafiles, and what is said of each."""
    with zipfile.ZipFile(BytesIO(render(results, TextOptions()))) as file:
        body = parse_xml(file.read("word/document.xml"))
        rels = parse_xml(file.read("word/_rels/document.xml.rels"))
        links = {one.get("Id"): one.get("Target") for one in rels}
        for inline in body.iter(qn("wp:inline")):
            blip = next(inline.iter(qn("a:blip")))
            yield inline, file.read(f"word/{links[blip.get(qn('r:embed'))]}")


@PLANS
@LANGUAGES
def test_the_pictures_of_the_page_stand_in_the_document_in_words_too(
    request, results_of, which, language
):
    results = results_of(request.getfixturevalue(which), language=language)
    drawings = [one for each in pictures(results, (LAYOUT,)) for one in each.drawings]
    found = list(images(results))
    assert len(found) == len(drawings) >= 3
    names = {one.id for one in pictures(results)}
    assert names == {one.id.split("-")[0] for one in drawings}
    ids = set()
    for (inline, data), drawing in zip(found, drawings, strict=True):
        described = inline.find(qn("wp:docPr"))
        ids.add(described.get("id"))
        assert described.get("descr") == f"{drawing.title}. {drawing.about}"
        assert len(list(inline.iter(qn("pic:pic")))) == 1
        extent = inline.find(qn("wp:extent"))
        wide, high = int(extent.get("cx")) / 360, int(extent.get("cy")) / 360
        *_, right, bottom = unpack_from("<4i", data, 24)
        assert wide <= WIDTH
        assert high <= 20500
        assert abs(wide / high - right / bottom) < 0.01
        said = [text for text, *_ in texts(data)]
        assert said == [one.text for one in drawing.shapes if one.tag == "text"]
    assert len(ids) == len(found)


def test_a_picture_is_on_the_page_of_what_is_said_below_it(twelve, results_of):
    document = docx.Document(BytesIO(render(results_of(twelve), TextOptions())))
    seen = 0
    for picture, caption in pairwise(document.paragraphs):
        if picture._p.findall(f".//{qn('wp:inline')}"):
            seen += 1
            assert picture.paragraph_format.keep_with_next
            assert caption.text.startswith("Figur ")
            helped = "(del" not in caption.text
            assert not helped or caption.paragraph_format.keep_with_next
    assert seen > 5


def test_what_is_said_of_pictures_is_in_the_language_of_the_plan(reference, results_of):
    said = {
        language: " ".join(
            inline.find(qn("wp:docPr")).get("descr")
            for inline, _ in images(results_of(reference, language=language))
        )
        for language in ("nb", "en")
    }
    for language, text in said.items():
        words = Words(language)
        assert words("picture.flow") in text
        assert words("picture.participant") in text
        assert re.sub(r"\D", "", text) == re.sub(r"\D", "", said["nb"])
    assert "10 950 000" in said["nb"].replace("\N{NO-BREAK SPACE}", " ")
    assert "10,950,000" in said["en"]


@PLANS
def test_a_metafile_is_whole(request, results_of, which):
    """As its header says: how long it is, how many records and things to draw with it has."""
    for picture in pictures(results_of(request.getfixturevalue(which)), (LAYOUT,)):
        for drawing in picture.drawings:
            data, height = metafile(drawing, WIDTH)
            assert data == metafile(drawing, WIDTH)[0]
            every = list(records(data))
            assert [number for number, _ in every if number in {1, 14}] == [1, 14]
            assert (every[0][0], every[-1][0]) == (1, 14)
            left, top, right, bottom = unpack_from("<4i", data, 8)
            assert (left, top, right, bottom) == (0, 0, WIDTH, height)
            assert unpack_from("<4i", data, 24) == (0, 0, WIDTH, height), "in hundredths too"
            assert data[40:44] == b" EMF"
            size, count, handles = unpack_from("<2IH", data, 48)
            assert (size, count) == (len(data), len(every))
            made = [unpack_from("<I", body)[0] for number, body in every if number in {39, 82, 95}]
            assert made == list(range(1, handles))
            chosen = {unpack_from("<I", body)[0] for number, body in every if number == 37}
            assert chosen <= {*made, 0x80000005, 0x80000008}
            for number, body in every:
                if number in {3, 7}:
                    lines = unpack_from("<I", body, 16)[0] if number == 7 else 0
                    start = 24 + 4 * lines if lines else 20
                    spots = unpack_from(f"<{(len(body) - start) // 4}i", body, start)
                    assert all(-60 <= x <= WIDTH + 60 for x in spots[::2])
                    assert all(-60 <= y <= height + 60 for y in spots[1::2])


@PLANS
def test_texts_are_as_long_as_their_letters_and_stay_inside(request, results_of, which):
    for picture in pictures(results_of(request.getfixturevalue(which)), (LAYOUT,)):
        for drawing in picture.drawings:
            data, _ = metafile(drawing, WIDTH)
            shapes = [one for one in drawing.shapes if one.tag == "text"]
            for shape, (text, steps, (x, _)) in zip(shapes, texts(data), strict=True):
                bold = "strong" in shape.attributes.get("class", "")
                size = round(Fraction((12 if bold else 13) * WIDTH, LAYOUT.width))
                assert len(steps) == len(text.encode("utf-16-le")) // 2
                assert abs(sum(steps) - length(text, bold=bold) * size / 100) <= len(steps)
                before = {"start": 0, "middle": 0.5, "end": 1}
                start = x - sum(steps) * before[shape.attributes.get("text-anchor", "start")]
                assert start >= -WIDTH * 0.02, text
                assert start + sum(steps) <= WIDTH * 1.02, text


def test_colours_are_those_of_the_page():
    style = (Path(page.__file__).parent / "templates" / "report.css").read_text("utf-8")
    named = dict(re.findall(r"--(\w+): #([0-9a-f]{6})", style.partition("}")[0]))
    assert (named["ink"], named["deep"], named["middle"]) == (
        drawn._INK,
        drawn._DEEP,
        drawn._MIDDLE,
    )
    assert (named["pale"], named["rule"], named["wrong"]) == (
        drawn._PALE,
        drawn._RULE,
        drawn._WRONG,
    )
    assert f".pattern.deep rect {{ fill: #{drawn._PLAIN['deep']}; }}" in style
    for half, whole in ((drawn._HALF_DEEP, drawn._DEEP), (drawn._HALF_MIDDLE, drawn._MIDDLE)):
        pairs = zip(bytes.fromhex(half), bytes.fromhex(whole), strict=True)
        assert all(abs(2 * a - b - 255) <= 1 for a, b in pairs)


def test_every_fill_is_told_from_the_others():
    files = set()
    for fill in FILLS:
        drawing = Drawing("a", LAYOUTS[0])
        drawing.shape("rect", "part", fill, x=0, y=0, width=200, height=14)
        drawing.finish(20, "A", "a")
        files.add(metafile(drawing, WIDTH)[0])
        numbers = {number for number, _ in records(metafile(drawing, WIDTH)[0])}
        assert 3 in numbers
        assert (7 in numbers) == (fill == "hatch")
    assert len(files) == len(FILLS)


def test_letters_are_never_narrower_than_they_are_counted():
    assert length("10 950 000", bold=True) > length("10 950 000", bold=False) > 570
    assert length("e\u0301", bold=False) == length("\u00e9", bold=False) == length("e", bold=False)
    assert longest_word("Sum av til-leggene", bold=False) == length("leggene", bold=False)
    assert length("", bold=True) == 0
