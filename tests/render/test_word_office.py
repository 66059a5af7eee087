"""The document and the workbook as pages: LibreOffice opens them, and the figures are there."""

import re
import subprocess
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from made_findings import that_says
from office import convert
from viewers import program
from workbooks import build, everything

from industri40.findings.finding import Place
from industri40.render.common.results import TextOptions
from industri40.render.word.document import render
from industri40.report.headings import Words

pytestmark = pytest.mark.office

_WORD = re.compile(
    r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
)
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">')


def off(plan_of, plan):
    """A programme whose county gives less than it says, and what is found in it."""
    text = Path(plan.file).read_text("utf-8").replace("yearly: 1 500 000", "yearly: 1 400 000", 1)
    found = [
        that_says(code, Place("plan.yaml", line, 1), f"The costs are {line} 000 000 more than it.")
        for line, code in enumerate(["B301", "B302", "S401"] * 12, start=1)
    ]
    return everything(plan_of(text))._replace(findings=tuple(found))


@pytest.fixture(scope="module")
def written(reference, twelve, plan_of):
    """What is to be printed, by the name of its files."""
    return {
        "reference": everything(reference),
        "english": everything(reference, "en"),
        "twelve": everything(twelve),
        "off": off(plan_of, reference),
    }


@pytest.fixture(scope="module")
def printed(tmp_path_factory, written):
    """The pages of each file as they would be printed: their text, and where each word stands."""
    reader = program("OFFICE_TESTS", "pdftotext")
    source, target = tmp_path_factory.mktemp("written"), tmp_path_factory.mktemp("printed")
    for name, results in written.items():
        (source / f"{name}-document.docx").write_bytes(render(results, TextOptions()))
        (source / f"{name}-workbook.xlsx").write_bytes(build(results).data)
    convert(sorted(source.iterdir()), target, "pdf")

    def pages(file, *options):
        command = [reader, *options, target / file, "-"]
        said = subprocess.run(command, capture_output=True, check=True).stdout.decode()
        return said.replace("\u00a0", " ").replace("\u202f", " ")

    return {
        file.stem: (
            pages(file.name, "-layout").rstrip("\f").split("\f"),
            pages(file.name, "-bbox").split("<page ")[1:],
        )
        for file in target.glob("*.pdf")
    }


PLANS = pytest.mark.parametrize("which", ["reference", "english", "twelve", "off"])


@PLANS
def test_the_document_has_its_captions_in_order(printed, written, which):
    pages, _ = printed[f"{which}-document"]
    text = "\n".join(pages)
    words = written[which].words
    for label in (words("word.figure"), words("word.table")):
        numbers = list(map(int, re.findall(rf"^ *{label} (\d+):", text, re.MULTILINE)))
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) >= 3
    assert text.count(words("row.costs")) > 5
    assert "###" not in text


def filled(page):
    """How far down a page there is anything, as a part of what is between its margins."""
    height = float(re.match(r'width="[\d.]+" height="([\d.]+)"', page)[1])
    bottoms = [float(bottom) for *_, bottom, _ in _WORD.findall(page)]
    margin = 62 if height > 700 else 43
    return (max(bottoms, default=0) - margin) / (height - 2 * margin)


@PLANS
def test_no_page_of_the_document_is_half_empty(printed, which):
    """But the last one, which ends where it ends."""
    _, pages = printed[f"{which}-document"]
    assert len(pages) > 5
    assert [round(filled(page), 2) for page in pages[:-1] if filled(page) < 0.5] == []


@PLANS
def test_no_figure_and_no_word_of_a_table_is_broken(printed, written, which):
    """With the fonts of this machine, which are wider than those that the document asks for."""
    _, pages = printed[f"{which}-document"]
    seen = {word for page in pages for *_, word in _WORD.findall(page)}
    document = docx.Document(BytesIO(render(written[which], TextOptions())))
    for grid in document.tables:
        for text in grid._tbl.iter(qn("w:t")):
            for word in text.text.replace("\u00a0", " ").replace("-", "- ").split():
                plain = word.replace("&", "&amp;")
                assert plain in seen or any(plain in one for one in seen), word


@PLANS
def test_each_table_of_the_workbook_is_a_page(printed, written, which):
    pages, _ = printed[f"{which}-workbook"]
    words = Words(written[which].words.language)
    text = "\n".join(pages)
    for name in ("costs", "financing", "awards", "environments"):
        assert any(page.lstrip().startswith(words(name)) for page in pages), name
    # a column that is too narrow shows these signs, a formula that fails an error
    assert "###" not in text
    assert not any(error in text for error in ("#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "Err:"))


@PLANS
def test_no_page_of_the_workbook_holds_only_a_few_rows(printed, which):
    """A page goes on after another of its sheet only where there is more than a little of it."""
    pages, places = printed[f"{which}-workbook"]
    sheets = [page.rstrip().splitlines()[-1].split("  ")[0].strip() for page in pages]
    for (before, _), (sheet, page) in pairwise(zip(sheets, places, strict=True)):
        if sheet == before:
            assert len(_WORD.findall(page)) > 40
