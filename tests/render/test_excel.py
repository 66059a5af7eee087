"""The workbook: every figure with a formula, text as text, set up to be read and printed."""

import re
import string
import subprocess
import sys
import zipfile
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from made_findings import that_says
from openpyxl.utils import get_column_letter
from workbooks import build, everything, expected, values, wrong
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from industri40.findings.finding import Place
from industri40.languages import LANGUAGES
from industri40.load import read_plan
from industri40.render.common.remarks import conclusion
from industri40.render.common.results import TextOptions
from industri40.render.common.widths import longest_word
from industri40.render.excel.context import TEXTS
from industri40.render.excel.sheets import Sheet
from industri40.render.excel.styles import Styles
from industri40.render.registry import MissingLibraryError, renderer

PLANS = pytest.mark.parametrize("which", ["reference", "uneven", "nasty"])

GIVES_WAY = Path(__file__).parent.parent / "data" / "plans" / "gives-way.yaml"

LARGE = """
name: Store tall
years: [2030]
participants: 3
environments: 3
costs: {{work: {{label: Arbeid, yearly: {amount}}}}}
financing: {{grant: {{label: Tilskudd, yearly: {amount}}}}}
grant: grant
"""


@pytest.fixture(scope="session")
def built(reference, uneven, nasty):
    plans = {"reference": reference, "uneven": uneven, "nasty": nasty}
    return {name: build(everything(plan)) for name, plan in plans.items()}


@pytest.fixture(scope="session")
def report(built):
    return {name: openpyxl.load_workbook(BytesIO(one.data)) for name, one in built.items()}


@PLANS
def test_every_figure_of_the_tables_is_stored(built, request, which):
    one = built[which]
    found = values(one, one.data)
    assert len(found) > 100
    assert wrong(found, expected(request.getfixturevalue(which), one)) == {}


@PLANS
def test_every_figure_is_a_formula_that_refers_to_another_cell(built, report, which):
    assert built[which].held == ()
    for key, spot in built[which].figures.items():
        value = report[which][spot.sheet].cell(spot.row + 1, spot.column + 1).value
        assert isinstance(value, str), key
        assert re.match(r"=.*[A-Z]+\$?\d", value), (key, value)


def test_formulas_are_those_that_a_person_would_write(built, report):
    def said(*figure):
        spot = built["reference"].figures[figure]
        return report["reference"][spot.sheet].cell(spot.row + 1, spot.column + 1).value

    inputs = built["reference"].inputs
    yearly = inputs["costs.mobilisation.yearly"]
    cell = xl_rowcol_to_cell(yearly.row, yearly.column, row_abs=True, col_abs=True)
    assert said("costs", "mobilisation", "2019") == f"=Forutsetninger!{cell}"
    assert said("costs", "mobilisation", "total") == "=SUM(B5:D5)"
    assert said("costs", "costs", "2019") == "=SUM(B5:B6,B9)"
    assert said("costs", "course_development.cash", "2019") == "=B6-B7"
    assert said("financing", "uncovered", "2019") == "=Kostnadsbudsjett!$B$10-B12"
    people = inputs["participants"]
    cell = xl_rowcol_to_cell(people.row, people.column, row_abs=True, col_abs=True)
    assert said("breakdown", "county", "participant") == f"=ROUND(B13/Forutsetninger!{cell},0)"
    # what is rounded for reading is never computed with: the sum is that of the whole figures
    assert re.fullmatch(
        r"=ROUND\(B11/Forutsetninger!\$C\$\d+,0\)", said("breakdown", "costs", "environment")
    )
    assert re.fullmatch(
        r"=ROUND\(B11/\(Forutsetninger!\$C\$\d+\*Forutsetninger!\$C\$\d+\),0\)",
        said("breakdown", "costs", "environment_year"),
    )


def test_inputs_are_what_the_plan_writes_with_their_places(built, report, reference):
    inputs = built["reference"].inputs
    assert set(inputs) == {
        "participants",
        *(f"costs.{line.id}.yearly" for line in reference.costs),
        "financing.county.yearly",
        "financing.company_share.yearly",
        "financing.company_share.sources.innovation_norway.yearly",
        "financing.company_share.sources.local_partner.yearly",
        "financing.own_effort.yearly",
        "financing.own_effort.hourly_rate",
        "phases.introduction.share",
        "phases.introduction.cap",
        "phases.specialisation.share",
    }
    sheet = report["reference"]["Forutsetninger"]

    def row(name):
        return [sheet.cell(inputs[name].row + 1, column).value for column in (1, 2, 3, 4, 7)]

    line = reference.costs[0].written.values[0][1].line
    assert row("costs.mobilisation.yearly") == [
        "Mobiliseringsressurs næringsapparat", "per år", 1_000_000, 1_000_000, f"linje {line}",
    ]  # fmt: skip
    line = reference.document.place(("phases", "introduction", "share")).line
    assert row("phases.introduction.share") == [
        "INTRODUKSJON", "andel", "=2/3", "=2/3", f"linje {line}",
    ]  # fmt: skip


def test_inputs_of_an_uneven_plan_are_as_they_are_written(built, report):
    inputs, sheet = built["uneven"].inputs, report["uneven"]["Forutsetninger"]

    def value(name):
        return sheet.cell(inputs[name].row + 1, inputs[name].column + 1).value

    assert value("phases.specialisation.shared_by.oppdal") == 2.5
    assert value("financing.own.shared_by.b2") == 0
    assert value("environments.b10.weight") == 1.5
    assert value("financing.own.hours") == 9.75
    assert value("phases.introduction.share") == 0.667
    assert value("phases.introduction.applications.b2") == 100_000
    assert value("costs.course.years.2020") == 1_742_914
    assert value("financing.fee.sources.refund.total") == 2_000_002
    assert "financing.county.shared_by.oppdal" not in inputs


def test_names_that_look_like_formulas_links_or_markup_are_text(built, report, nasty):
    names = {environment.name for environment in nasty.environments}
    names |= {line.label for line in (*nasty.costs, *nasty.sources)}
    found = set()
    for sheet in report["nasty"]:
        assert not sheet._hyperlinks
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.data_type == "s":
                    found.add(cell.value)
                elif isinstance(cell.value, str):
                    # the names of sheets are those of environments, and stand in quotes
                    rest = re.sub("'(?:[^']|'')*'!", "", cell.value)
                    assert not any(name in rest for name in names), cell.value
    assert names <= found
    parts = zipfile.ZipFile(BytesIO(built["nasty"].data)).namelist()
    assert not [part for part in parts if "externalLink" in part or "_rels/sheet" in part]


@PLANS
def test_names_of_sheets_are_legal(report, which):
    names = report[which].sheetnames
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name == name.strip("' ")


def test_sheets_are_set_up_to_be_read_and_printed(built, report):
    book = report["reference"]
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        if sheet.title != "Miljøene":
            # as many pages as it takes, or 1, which is not written
            assert sheet.page_setup.fitToHeight in {0, None}
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
    for title in ("Kostnadsbudsjett", "Miljøene", "Miljø 3"):
        sheet = book[title]
        assert sheet.freeze_panes == "B5"
        assert (sheet.print_title_rows, sheet.print_title_cols) == ("$3:$4", "$A:$A")
    spot = built["reference"].figures["costs", "costs", "total"]
    cell = book[spot.sheet].cell(spot.row + 1, spot.column + 1)
    assert cell.font.b
    assert cell.number_format == "[$-414]#\\ ###\\ ##0;-#\\ ###\\ ##0"
    memo = built["reference"].figures["costs", "course_development.cash", "total"]
    cell = book[memo.sheet].cell(memo.row + 1, memo.column + 1)
    assert (cell.font.b, cell.font.i) == (False, True)


LONG = "Regionalt kompetansesenter for bærekraftig industriutvikling i indre og ytre strøk nr. {}"


@pytest.fixture(scope="session")
def wordy(plan_of):
    """A plan whose names take several lines, and that has more than a thousand participants."""
    text = f"""
name: Lange navn
years: [2030, 2031]
environments:
  a: {{name: {LONG.format(1)}, participants: 1 000}}
  b: {{name: {LONG.format(2)}, participants: 467}}
costs: {{work: {{label: {LONG.format(3)}, yearly: 100 000}}}}
financing: {{grant: {{label: {LONG.format(4)}, yearly: 100 000}}}}
grant: grant
"""
    return plan_of(text)


def test_a_name_of_several_lines_has_room_for_them(wordy):
    book = openpyxl.load_workbook(BytesIO(build(everything(wordy)).data))
    names = [LONG.format(number) for number in range(1, 5)]
    seen = set()
    for title in ("Forutsetninger", "Kostnadsbudsjett", "Finansieringsplan", "Miljøene"):
        sheet = book[title]
        for (cell,) in sheet.iter_rows(max_col=1):
            if cell.value in names:
                seen.add(cell.value)
                lines = len(cell.value) / sheet.column_dimensions["A"].width
                assert cell.alignment.wrap_text, cell
                assert (sheet.row_dimensions[cell.row].height or 15) >= 15 * lines, cell
    assert seen == set(names)


def test_whole_numbers_have_their_thousands_set_off_as_amounts_have(wordy):
    one = build(everything(wordy))
    book = openpyxl.load_workbook(BytesIO(one.data))
    counts = [one.inputs["environments.a.participants"], *one.figures.values()]
    formats = {
        book[spot.sheet].cell(spot.row + 1, spot.column + 1).number_format for spot in counts
    }
    assert all(" " in each for each in formats), formats


def test_a_file_whose_name_is_no_text_is_named_as_it_can_be():
    plan, _ = read_plan(LARGE.format(amount=30).encode(), "bad\udcff\u202e.yaml")
    about = openpyxl.load_workbook(BytesIO(build(everything(plan)).data))["Forutsetninger"]["A2"]
    assert about.value.endswith("(bad\\udcff\\u202e.yaml)")


def test_whether_it_balances_is_seen_in_a_cell(report, plan_of):
    text = "Balanserer (kostnader - finansiering)"
    sheet = report["reference"]["Finansieringsplan"]
    stored = [cell.value for cell in sheet["A"]]
    assert any(str(value).startswith("=IF(COUNTIF(B13:E13,0)=4") for value in stored)
    off = LARGE.format(amount="100").replace("yearly: 100}}\nfinancing", "yearly: 101}}\nfinancing")
    one = build(everything(plan_of(off)))
    book = openpyxl.load_workbook(BytesIO(one.data), data_only=True)
    said = [cell.value for cell in book["Finansieringsplan"]["A"]]
    assert text not in said
    assert "Udekket" in said
    assert book["Forutsetninger"]["C4"].value == "Noe stemmer ikke: se Om arbeidsboken"
    marked = [str(one.sqref) for one in book["Forutsetninger"].conditional_formatting]
    assert "C4:E4" in marked  # white text is red as far as it goes


def about(data, title="Om arbeidsboken"):
    book = openpyxl.load_workbook(BytesIO(data), data_only=True)
    return "\n".join(str(cell.value) for cell in book[title]["A"] if cell.value)


def test_columns_that_would_be_too_small_on_one_page_go_on_others(built, report):
    sheet = report["reference"]["Miljøene"]
    scale = sheet.page_setup.scale or 100
    assert scale >= 70
    breaks = [each.id for each in sheet.col_breaks.brk]
    widths = [sheet.column_dimensions[get_column_letter(at + 1)].width for at in range(13)]
    pages = [sum(widths[:1] + widths[a:b]) for a, b in pairwise([1, *breaks, len(widths)])]
    assert len(pages) > 1
    assert all(width * scale / 100 < 110 for width in pages)
    assert min(pages) > max(pages) / 2


@pytest.mark.parametrize("which", ["reference", "uneven", "nasty"])
def test_words_of_headings_have_room_in_the_widest_letters(report, which):
    seen = 0
    for sheet in report[which]:
        wide = {
            at: one.width
            for one in sheet.column_dimensions.values()
            if one.min  # others were only asked for
            for at in range(one.min, one.max + 1)
        }
        merged = {str(area).partition(":")[0]: area for area in sheet.merged_cells.ranges}
        if (sheet.freeze_panes, sheet.print_title_rows) != ("B5", "$3:$4"):
            continue
        for row in sheet["3:4"]:
            for cell in row[1:]:
                area = merged.get(cell.coordinate)
                columns = range(area.min_col, area.max_col + 1) if area else [cell.column]
                room = sum(wide[at] for at in columns) * 64
                if isinstance(cell.value, str) and not cell.value.startswith("="):
                    seen += 1
                    assert longest_word(cell.value, bold=True) <= room, cell.value
    assert seen > 20


def sheet_of(lines, height=1):
    """A sheet of so many rows, each so many lines high, and how it is to be printed."""
    buffer = BytesIO()
    with Workbook(buffer) as book:
        sheet = Sheet("A", book.add_worksheet(), Styles(book, {}))
        for row in range(lines):
            sheet.text(row, 0, "A")
            sheet.height(row, height)
        sheet.fit(100)
    setup = openpyxl.load_workbook(buffer).worksheets[0].page_setup
    return setup.fitToWidth, setup.fitToHeight


def test_no_page_is_printed_for_a_few_rows():
    """A page holds some 32 lines: what is a little more is printed smaller, a default is a 1."""
    assert sheet_of(30) == (None, 0)
    assert sheet_of(38) == sheet_of(19, height=2) == (None, None)
    assert sheet_of(55) == (None, 0)
    assert sheet_of(70) == (None, 2)


def test_workings_come_last_and_are_not_printed(report):
    workings = ["Tildelingsgrunnlag", "Kildegrunnlag", "Kostnadsgrunnlag"]
    assert report["reference"].sheetnames[-3:] == workings
    for title in workings:
        sheet = report["reference"][title]
        (first, *others) = sheet.print_area.split(",")
        assert not others
        assert sheet[first.partition("!")[2].replace("$", "").partition(":")[0]].value is None
        heads = [cell.value for cell in sheet[5][1:] if cell.value]
        assert len(heads) > 5
        assert all(re.search(r"[A-Za-zæøå]{3}", head) for head in heads)


def test_inputs_have_names(built, report):
    names = report["reference"].defined_names
    inputs = built["reference"].inputs
    assert len(names) == len(inputs)
    spot = inputs["financing.county.yearly"]
    cell = xl_rowcol_to_cell(spot.row, spot.column, row_abs=True, col_abs=True)
    assert names["financing_county_yearly"].attr_text == f"Forutsetninger!{cell}"
    assert "plan_participants" in names
    assert "phases_introduction_cap" in names
    assert all(re.fullmatch(r"[a-z]\w*_\w+", name) for name in names)


def test_the_workbook_says_where_it_holds_figures_of_the_engine(built, plan_of):
    assert built["reference"].corrections == ()
    assert "hver enhet i tabellene er regnet ut av formler" in about(built["reference"].data)
    one = build(everything(plan_of(GIVES_WAY.read_text("utf-8"))))
    assert {abs(figure.value) for figure in one.corrections} == {1}
    said = about(one.data, "About this workbook")
    assert f"{len(one.corrections)} cells (purple) correct the formulas" in said
    book = openpyxl.load_workbook(BytesIO(one.data))
    for figure in one.corrections:
        cell = book[figure.sheet].cell(figure.row + 1, figure.column + 1)
        assert cell.value == figure.value
        assert cell.fill.fgColor.rgb == "FFE4DFEC"


def test_many_environments_have_one_sheet_to_choose_on(built, report, nasty):
    book, spot = report["nasty"], built["nasty"].choice
    sheet = book[spot.sheet]
    assert sheet.cell(spot.row + 1, spot.column + 1).value == nasty.environments[0].name
    (rule,) = sheet.data_validations.dataValidation
    assert (rule.type, str(rule.sqref)) == ("list", "A3")
    name, _, span = rule.formula1.rpartition("!")
    listed = [row[0].value for row in book[name.strip("'")][span.replace("$", "")]]
    assert listed == [each.name for each in nasty.environments]
    assert not {each.name for each in nasty.environments} & set(book.sheetnames)


def test_environments_of_one_name_are_told_apart_in_the_list(plan_of):
    text = (
        LARGE.format(amount="1 000 003")
        .replace(
            "environments: 3",
            f"environments: {{{', '.join(f'e{n}: {{name: Lik}}' for n in range(13))}}}",
        )
        .replace("participants: 3", "participants: 30")
    )
    one = build(everything(plan_of(text)))
    sheet = openpyxl.load_workbook(BytesIO(one.data))["Kildegrunnlag"]
    labels = [row[0].value for row in sheet["A9:A21"]]
    assert labels == [f"Lik (e{number})" for number in range(13)]


def test_the_tables_stay_as_they_are(uneven):
    results = everything(uneven)
    before = repr(results.tables)
    build(results)
    assert repr(results.tables) == before


def test_what_is_1_or_0_is_shown_in_words(built, report):
    sheet = report["reference"]["Forutsetninger"]
    assert sheet["C6"].number_format == '"ja";;"nei"'


def test_findings_and_notes_are_told(reference, results_of):
    place = Place("plan.yaml", 3, 1)
    found = that_says("B301", place, "The costs are 5 more than the financing.")
    results = results_of(reference, "costs", findings=(found,))
    data = build(results).data
    opening = about(data, "Forutsetninger")
    assert f"{conclusion(results).text} Se arket Om arbeidsboken." in opening
    said = about(data)
    listed = "B301 plan.yaml:3:1: The costs are 5 more than the financing."
    # in full after all else
    assert said.index(reference.notes[-1]) < said.index(listed)
    assert said.endswith(listed)


def test_tables_of_the_plan_alone_need_no_workings(reference, results_of):
    one = build(results_of(reference, "breakdown", "phases"))
    names = openpyxl.load_workbook(BytesIO(one.data)).sheetnames
    assert names == ["Forutsetninger", "Per miljø, år og deltaker", "Faser", "Om arbeidsboken"]
    assert one.held == ()


def test_only_some_environments_show_nothing_of_the_others(uneven, results_of):
    results = results_of(uneven, "environment", "awards", "environments", environments=("roros",))
    one = build(results)
    with zipfile.ZipFile(BytesIO(one.data)) as file:
        everything_said = b"".join(file.read(name) for name in file.namelist()).decode()
    assert "Røros" in everything_said
    assert "Nasjonalparken" not in everything_said
    assert one.held
    assert "Bare noen av miljøene vises" in about(one.data)


def test_amounts_too_large_for_fifteen_digits_are_text_and_nothing_is_a_formula(plan_of):
    plan = plan_of(LARGE.format(amount="1 000 000 000 000 000"))
    book = openpyxl.load_workbook(BytesIO(build(everything(plan)).data))
    said = [cell.value for row in book["Kostnadsbudsjett"].iter_rows() for cell in row]
    assert said.count("1 000 000 000 000 000") >= 2
    assert not [value for value in said if str(value).startswith("=")]
    assert "flere sifre enn et regneark kan regne med" in about(build(everything(plan)).data)


@pytest.mark.parametrize(("lines", "live"), [(90, True), (91, False)])
def test_formulas_are_never_longer_than_a_workbook_takes(plan_of, lines, live):
    costs = "".join(f"  c{at}: {{label: K, yearly: 10}}\n" for at in range(lines))
    paid = "".join(f"  s{at}: {{label: F, yearly: 10}}\n" for at in range(lines))
    head = "name: A\nlanguage: en\nyears: [2030, 2031]\nparticipants: 9\nenvironments: 2\n"
    plan = plan_of(f"{head}costs:\n{costs}financing:\n{paid}grant: s0\n")
    one = build(everything(plan))
    assert (one.held == ()) is live
    with zipfile.ZipFile(BytesIO(one.data)) as file:
        sheets = [file.read(name).decode() for name in file.namelist() if "/sheet" in name]
    formulas = [formula for sheet in sheets for formula in re.findall("<f>([^<]*)</f>", sheet)]
    assert bool(formulas) is live
    assert max(map(len, formulas), default=0) < 8192


@pytest.mark.parametrize(
    "text",
    [
        LARGE.format(amount="50 000 000 003"),
        LARGE.format(amount="1 000 003").replace("environments: 3", "environments: 80"),
    ],
    ids=["amounts", "environments"],
)
def test_a_large_programme_has_formulas_too(plan_of, text):
    plan = plan_of(text.replace("participants: 3", "participants: 100"))
    one = build(everything(plan))
    assert one.held == ()
    assert wrong(values(one, one.data), expected(plan, one)) == {}


def test_the_same_plan_gives_the_same_bytes_whenever_and_wherever(reference, results_of, tmp_path):
    first = build(results_of(reference)).data
    assert first == build(results_of(reference)).data
    with zipfile.ZipFile(BytesIO(first)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "2000-01-01T00:00:00Z" in file.read("docProps/core.xml").decode()
    script = """
import sys
from industri40.engine.allocation import allocate
from industri40.load import load_plan
from industri40.render.excel.workbook import render
from industri40.render.common.results import Results, TextOptions
from industri40.report.tables import TABLES, ReportTables
plan = load_plan(sys.argv[1])
report = ReportTables(plan, allocate(plan))
tables = tuple(table for name in TABLES for table in report.tables(name))
sys.stdout.buffer.write(render(Results(report, tables), TextOptions()))
"""
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", script, reference.file],
            env={"PYTHONPATH": ":".join(sys.path), "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"},
            cwd=tmp_path,
            capture_output=True,
            check=True,
        )
        assert done.stdout == first


def test_properties_say_what_it_is(report, reference):
    properties = report["reference"].properties
    assert (properties.title, properties.creator) == (reference.name, reference.owner)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_one_language(reference, results_of, language):
    book = openpyxl.load_workbook(
        BytesIO(build(results_of(reference, language=language)).data), data_only=True
    )
    said = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert len(said) > 100
    other = {"nb": "en", "en": "nb"}[language]
    for key, texts in TEXTS.items():
        if texts["nb"] != texts["en"]:
            assert texts[other] not in said, key


def test_every_text_is_there_in_both_languages_with_the_same_blanks():
    for key, texts in TEXTS.items():
        assert set(texts) == set(LANGUAGES), key
        blanks = [
            {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
            for text in texts.values()
        ]
        assert blanks[0] == blanks[1], key


def test_it_is_imported_only_when_asked_for_and_missed_in_one_line(monkeypatch):
    script = """
import sys
import industri40.cli.main
import industri40.render.registry
print([name for name in sys.modules if name.split(".")[0] in ("xlsxwriter", "docx", "lxml")])
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
    for name in [name for name in sys.modules if name.startswith("industri40.render.excel")]:
        monkeypatch.delitem(sys.modules, name)
    for name in [name for name in sys.modules if name.split(".")[0] == "xlsxwriter"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingLibraryError, match=r"pip install 'industri40\[excel\]'"):
        renderer("tables", "xlsx")


def test_the_renderer_gives_the_file(reference, results_of):
    results = results_of(reference, "costs")
    assert renderer("tables", "xlsx")(results, TextOptions()) == build(results).data
