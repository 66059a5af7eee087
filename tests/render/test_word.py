"""The Word document: every figure, captions, headings that repeat, text as text, one language."""

import re
import sys
import zipfile
from fractions import Fraction
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from grids import docx_cells
from made_findings import that_says

from industri40.findings.finding import Place
from industri40.render.common.figures import ROUNDED, decimals, figure
from industri40.render.common.remarks import conclusion
from industri40.render.common.results import TextOptions
from industri40.render.common.widths import length
from industri40.render.registry import MissingLibraryError, renderer
from industri40.render.word.document import render
from industri40.render.word.paper import PAPERS, divided
from industri40.report.figures import given as given_figure
from industri40.report.headings import Words
from industri40.report.table import Column, Row, Table
from industri40.report.tables import NO_BREAK, ReportTables

PLANS = pytest.mark.parametrize("which", ["reference", "uneven", "nasty"])


def opened(results):
    return docx.Document(BytesIO(render(results, TextOptions())))


@PLANS
def test_every_figure_of_every_table_is_there(request, results_of, which):
    results = results_of(request.getfixturevalue(which))
    grids = iter(opened(results).tables)
    seen = 0
    parts = [(table, divided(table, results.words)) for table in results.tables]
    # those that lie across the paper come last
    for table, own in sorted(parts, key=lambda each: each[1][0].paper.across):
        found: dict[str, dict[str, str]] = {}
        for part in own:
            grid = next(grids)
            heads = sum(
                row._tr.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None for row in grid.rows
            )
            for row, line in zip(part.table.rows, list(grid.rows)[heads:], strict=True):
                label, *figures = docx_cells(line._tr)
                assert label == row.label
                columns = [column.id for column in part.table.columns]
                found.setdefault(row.id, {}).update(zip(columns, figures, strict=True))
        for column in table.columns:
            shown = [row.cells[column.key] for row in table.rows if column.key in row.cells]
            places = decimals(shown)
            for row in table.rows:
                cell = row.cells.get(column.key)
                text = found[row.id][column.id]
                if cell is None:
                    assert text == ""
                    continue
                seen += 1
                mark = f"{ROUNDED}{NO_BREAK}" if cell.rounded else ""
                plain = figure(cell, results.words.language, places).replace(" ", NO_BREAK)
                assert text == mark + plain
    assert seen > 100
    assert next(grids, None) is None


def test_captions_are_counted_by_word_and_stand_with_their_tables(reference, results_of):
    document = opened(results_of(reference))
    body = list(document.element.body)
    tables = [element for element in body if element.tag == qn("w:tbl")]
    assert len(tables) > 10
    for number, table in enumerate(tables, start=1):
        caption = table.getprevious()
        assert caption.find(qn("w:pPr")).find(qn("w:pStyle")).get(qn("w:val")) == "Caption"
        field = caption.find(qn("w:fldSimple"))
        assert field.get(qn("w:instr")) == "SEQ Tabell"
        text = "".join(each.text for each in caption.iter(qn("w:t")))
        assert text.startswith(f"Tabell {number}: ")
        # two tables with nothing between them would be one
        assert table.getnext().tag == qn("w:p")
    assert document.styles["Caption"].paragraph_format.keep_with_next


def test_headings_repeat_and_rows_are_not_divided(uneven, results_of):
    for grid in opened(results_of(uneven)).tables:
        rows = list(grid._tbl.iter(qn("w:tr")))
        repeated = [row.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None for row in rows]
        assert repeated[0]
        assert repeated == sorted(repeated, reverse=True)
        assert all(row.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None for row in rows)


def style(grid, label):
    """How the row with a label looks: bold and italic of its first figure, and its alignment."""
    for row in grid._tbl.iter(qn("w:tr")):
        first, *others = row.iter(qn("w:tc"))
        if "".join(t.text or "" for t in first.iter(qn("w:t"))) == label:
            shown = next(tc for tc in others if list(tc.iter(qn("w:t"))))
            looks = next(shown.iter(qn("w:r"))).find(qn("w:rPr"))
            indent = next(first.iter(qn("w:pPr"))).find(qn("w:ind"))
            return (
                looks.find(qn("w:b")) is not None,
                looks.find(qn("w:i")) is not None,
                next(shown.iter(qn("w:jc"))).get(qn("w:val")),
                0 if indent is None else int(indent.get(qn("w:left"))),
            )
    raise KeyError(label)


def test_sums_are_bold_memos_are_in_italics_and_figures_end_together(reference, results_of):
    grid, financing = opened(results_of(reference, "costs", "financing")).tables
    assert style(grid, "Møteplasser for næringsapparat") == (False, False, "right", 0)
    assert style(grid, "Sum kostnader") == (True, False, "right", 0)
    assert style(grid, "herav egeninnsats") == (False, True, "right", 200)
    assert style(financing, "Egenbetaling") == (False, False, "right", 200)
    assert style(financing, "Sum kursavgift") == (True, False, "right", 0)


@pytest.mark.parametrize(("language", "locale"), [("nb", "nb-NO"), ("en", "en-GB")])
def test_it_is_proofread_in_the_language_of_its_tables(reference, results_of, language, locale):
    document = opened(results_of(reference, "costs", language=language))
    said = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))}
    assert said == {locale}
    assert not list(document.element.iter(qn("w:lang")))
    assert document.core_properties.language == locale


def test_notes_findings_and_what_was_checked_are_told(uneven, reference, results_of):
    found = that_says("B301", Place("plan.yaml", 3, 1), "The costs are 5 more than the financing.")
    results = results_of(reference, "breakdown", findings=(found,))
    text = "\n".join(each.text for each in opened(results).paragraphs).replace(NO_BREAK, " ")
    assert "B301 plan.yaml:3:1: The costs are 5 more than the financing." in text
    assert "1 avvik." in text
    assert all(note in text for note in reference.notes)
    assert results.tables[0].notes[0].replace(NO_BREAK, " ") in text
    assert "avrundet: 17" in text
    checked = results_of(uneven, "breakdown", checked=("balance", "shares"))
    text = "\n".join(each.text for each in opened(checked).paragraphs)
    assert "Alt stemmer." in text
    assert "Miljøene er ulike" in text


@pytest.mark.parametrize("language", ["nb", "en"])
def test_it_opens_with_how_much_was_found_and_lists_it_after_the_tables(
    reference, results_of, language
):
    found = tuple(
        that_says(code, Place("plan.yaml", line, 1), f"Too much, {line} 000.")
        for line, code in enumerate(["B301", "S401", "A601"] * 9, start=1)
    )
    for names in (("costs", "breakdown"), ("costs", "environments")):
        results = results_of(reference, *names, language=language, findings=found)
        body = list(opened(results).element.body)
        said = ["".join(one.text or "" for one in each.iter(qn("w:t"))) for each in body]
        tables = [at for at, each in enumerate(body) if each.tag == qn("w:tbl")]
        counted = conclusion(results).text
        [summary] = [at for at, text in enumerate(said) if text.startswith(counted)]
        assert said[summary] == f"{counted} {results.words('findings.below')}"
        listed = [at for at, text in enumerate(said) if "plan.yaml:" in text]
        assert len(listed) == len(found)
        assert summary == 3, "after the name, whose it is and a few figures"
        assert summary < tables[0] <= tables[-1] < listed[0]
        assert said[listed[0] - 1] == results.words("findings")
        assert said[listed[-1]] == f"A601 plan.yaml:27:1: Too much, 27{NO_BREAK}000."


def test_wide_tables_lie_across_the_paper_and_those_too_wide_are_divided(reference, results_of):
    document = opened(results_of(reference, "costs", "environments", "participants"))
    turned = [section.page_width > section.page_height for section in document.sections]
    assert turned == [False, True, True], "the last is the notes, in two columns"
    assert {min(each.page_width, each.page_height) for each in document.sections} == {7560310}
    columns = tuple(Column((str(number),), f"Kolonne {number}", "Alle") for number in range(40))
    row = Row(("r",), "Rad", "line", {c.key: given_figure((), Fraction(10**9)) for c in columns})
    few = divided(Table(("t",), "Bred", columns, (row,)), Words("nb"))
    assert not any(part.paper.across for part in few), "a page for one row"
    parts = divided(Table(("t",), "Bred", columns, (row,) * 2), Words("nb"))
    assert 2 < len(parts) < len(few)
    assert all(part.paper.across for part in parts)
    numbers = [len(part.table.columns) for part in parts]
    assert max(numbers) - min(numbers) <= 2, "the last part has hardly a column"
    assert [column for part in parts for column in part.table.columns] == list(columns)
    for part in parts:
        assert sum(part.widths) == part.paper.room
    assert [one.across for one in PAPERS] == [False, False, True, True, True]


@pytest.mark.parametrize("which", ["reference", "uneven"])
def test_the_environments_of_a_usual_plan_are_one_table(request, results_of, which):
    results = results_of(request.getfixturevalue(which), "environments")
    assert len(divided(results.tables[0], results.words)) == 1


def test_ten_years_are_one_table_with_their_total(plan_of, results_of):
    plan = plan_of(
        "name: A\nyears: [2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027, 2028, 2029]\n"
        "participants: 2\nenvironments: 2\nfinancing: {b: {label: Fylket, yearly: 15 655 565}}\n"
        "costs: {a: {label: Utvikling og gjennomføring av kompetanseforløp, yearly: 15 655 565}}\n"
    )
    results = results_of(plan, "costs")
    [part] = divided(results.tables[0], results.words)
    assert part.table.columns[-1].id == "total"


def test_columns_that_are_wider_than_any_paper_stand_alone():
    columns = tuple(Column((str(number),), "X" * 200) for number in range(3))
    row = Row(("r",), "Rad", "line", {c.key: given_figure((), Fraction(1)) for c in columns})
    parts = divided(Table(("t",), "Bred", columns, (row,)), Words("nb"))
    assert [len(part.table.columns) for part in parts] == [1, 1, 1]


def sections(results):
    return [each.page_width > each.page_height for each in opened(results).sections]


def test_no_page_is_turned_for_nothing(uneven, reference, results_of):
    """Not before a first table that lies across, and not for notes where there are none."""
    assert uneven.notes == ()
    assert sections(results_of(uneven, "environments")) == [True]
    assert sections(results_of(uneven, "environments", "costs")) == [False, True]
    assert reference.notes
    assert sections(results_of(reference, "environments")) == [True, True]


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("which", ["reference", "uneven", "unlike", "twelve"])
def test_no_figure_and_no_word_breaks_in_the_widest_letters(request, results_of, which, language):
    results = results_of(request.getfixturevalue(which), language=language)
    document = opened(results)
    for grid in document.tables:
        columns = [int(one.get(qn("w:w"))) for one in grid._tbl.tblGrid]
        for row in grid._tbl.iter(qn("w:tr")):
            at = 0
            for cell in row.iter(qn("w:tc")):
                span = cell.tcPr.find(qn("w:gridSpan"))
                wide = int(cell.tcPr.find(qn("w:tcW")).get(qn("w:w")))
                count = 1 if span is None else int(span.get(qn("w:val")))
                assert wide == sum(columns[at : at + count])
                at += count
                for text, needed in written(cell):
                    assert needed <= wide, text
            assert at == len(columns)


def written(cell):
    """The words of a cell, each with the twips that it takes, with the cell's sides."""
    for run in cell.iter(qn("w:r")):
        size = int(run.rPr.find(qn("w:sz")).get(qn("w:val"))) * 10
        moved = cell.find(qn("w:p")).pPr.find(qn("w:ind"))
        beside = 120 + (0 if moved is None else int(moved.get(qn("w:left"))))
        bold = run.rPr.find(qn("w:b")) is not None
        for word in run.find(qn("w:t")).text.replace("-", "- ").split(" "):
            yield word, length(word, bold=bold) * size / 100 + beside


@pytest.mark.parametrize("which", ["reference", "uneven", "unlike", "twelve"])
def test_all_tables_on_one_kind_of_paper_are_as_wide_as_its_text(request, results_of, which):
    document = opened(results_of(request.getfixturevalue(which)))
    twip = 635
    rooms = {
        (one.page_width - one.left_margin - one.right_margin) // twip for one in document.sections
    }
    assert len(rooms) == 2
    found = {int(one._tbl.tblPr.find(qn("w:tblW")).get(qn("w:w"))) for one in document.tables}
    assert found == rooms


def test_long_tables_go_on_between_rows_and_short_ones_are_whole(plan_of, results_of):
    """A page is not left half empty for a table that has no room on what is left of it."""
    lines = "\n".join(f"  c{n}: {{yearly: 10}}" for n in range(40))
    plan = plan_of(
        f"name: A\nyears: [2030]\nparticipants: 2\nenvironments: 2\ncosts:\n{lines}\n"
        "financing: {a: {yearly: 399}, b: {yearly: 1}}\n"
    )
    costs, financing = opened(results_of(plan, "costs", "financing")).tables
    kept = [
        all(one.pPr.find(qn("w:keepNext")) is not None for one in row.iter(qn("w:p")))
        for row in costs._tbl.iter(qn("w:tr"))
    ]
    assert kept[:3] == kept[-3:] == [True] * 3
    assert sum(kept) < 10
    every = [one.pPr.find(qn("w:keepNext")) for one in financing._tbl.iter(qn("w:p"))]
    assert None not in every


def test_names_that_look_like_markup_are_text(nasty, results_of):
    data = render(results_of(nasty), TextOptions())
    with zipfile.ZipFile(BytesIO(data)) as file:
        body = file.read("word/document.xml").decode()
        links = file.read("word/_rels/document.xml.rels").decode()
    assert "hyperlink" not in body + links
    said = {
        cell
        for grid in opened(results_of(nasty)).tables
        for row in grid.rows
        for cell in docx_cells(row._tr)
    }
    assert {environment.name for environment in nasty.environments} <= said


def test_the_same_plan_gives_the_same_bytes(reference, results_of):
    first = render(results_of(reference), TextOptions())
    assert first == render(results_of(reference), TextOptions())
    with zipfile.ZipFile(BytesIO(first)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = file.read("docProps/core.xml").decode()
        # python-docx has a picture of an empty document of its own
        assert not [name for name in file.namelist() if "thumbnail" in name]
    dates = re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)
    assert set(dates) == {"2000-01-01T00:00:00Z"}
    assert "python-docx" not in core


def test_properties_say_what_it_is(reference, results_of):
    properties = opened(results_of(reference, "costs")).core_properties
    assert (properties.title, properties.author) == (reference.name, reference.owner)


def test_it_is_missed_in_one_line(monkeypatch):
    for name in [n for n in sys.modules if n.startswith("industri40.render.word.document")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(MissingLibraryError, match=r"pip install 'industri40\[word\]'"):
        renderer("tables", "docx")


def test_no_table_at_all_is_no_fault(reference):
    report = ReportTables(reference)
    from industri40.render.common.results import Results

    assert not opened(Results(report, ())).tables
