"""The document and the workbook as pages: LibreOffice opens them, and the figures are there."""

import subprocess

import pytest
from office import convert
from viewers import program
from workbooks import everything

from industri40.render.common.results import TextOptions
from industri40.render.excel.workbook import build
from industri40.render.word.document import render

pytestmark = pytest.mark.office


@pytest.fixture(scope="module")
def pages(tmp_path_factory, reference):
    """The text of the pages of each file, as they would be printed."""
    printed = program("OFFICE_TESTS", "pdftotext")
    source, target = tmp_path_factory.mktemp("written"), tmp_path_factory.mktemp("printed")
    results = everything(reference)
    (source / "document.docx").write_bytes(render(results, TextOptions()))
    (source / "workbook.xlsx").write_bytes(build(results).data)
    convert(sorted(source.iterdir()), target, "pdf")

    def text(name):
        done = subprocess.run(
            [printed, "-layout", target / name, "-"], capture_output=True, check=True
        )
        plain = done.stdout.decode().replace("\u00a0", " ").replace("\u202f", " ")
        return plain.rstrip("\f").split("\f")

    return {name: text(f"{name}.pdf") for name in ("document", "workbook")}


def test_the_document_is_a_few_pages_with_captions_in_order(pages):
    text = "\n".join(pages["document"])
    assert 5 <= len(pages["document"]) <= 15
    places = [text.index(f"Tabell {number}: ") for number in range(1, 16)]
    assert places == sorted(places)
    assert text.count("10 950 000") >= 2
    assert "Sum kostnader" in text
    assert "###" not in text


def test_each_table_of_the_workbook_is_a_page(pages):
    text = "\n".join(pages["workbook"])
    for title in ("Forutsetninger", "Kostnadsbudsjett", "Finansieringsplan", "Tildelinger"):
        assert any(page.lstrip().startswith(title) for page in pages["workbook"]), title
    assert text.count("10 950 000") >= 2
    assert "Balanserer (kostnader - finansiering)" in text
    # a column that is too narrow shows these signs, a formula that fails an error
    assert "###" not in text
    assert not any(error in text for error in ("#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "Err:"))
