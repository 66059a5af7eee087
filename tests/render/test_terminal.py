"""Tables as text: nothing is cut, everything lines up, and nothing gets through to the terminal."""

import io
import re
import subprocess
import sys
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_findings import that_says

from industri40.engine.allocation import allocate
from industri40.findings.catalogue import RULES
from industri40.findings.finding import Place, Severity
from industri40.plan.model import Limits
from industri40.record import replace
from industri40.render.common.figures import exact_words, figure, same_in
from industri40.render.common.remarks import conclusion
from industri40.render.common.results import Results, TextOptions
from industri40.render.common.styled import ADVICE, BOLD, FAINT, GOOD, MARK, PLAIN, WRONG, Styled
from industri40.render.common.text import letters, printable, width, wrapped
from industri40.render.registry import renderer
from industri40.render.terminal.colour import show
from industri40.report.table import COUNT, HOURS, MONEY, Cell, Column, Row, Table
from industri40.report.tables import TABLES, ReportTables

ANSI = re.compile("\x1b\\[[0-9;]*m")
WIDTHS = [1, 17, 30, 40, 60, 80, 100, 120, 200]


def results(plan, allocation, names=tuple(TABLES), language=None, **more):
    report = ReportTables(plan, allocation, language=language)
    tables = tuple(table for name in names for table in report.tables(name))
    return Results(report, tables, **more)


def printed(what, **options):
    return renderer("tables", "table")(what, TextOptions(**options))


def coloured(text):
    stream = io.StringIO()
    show(text, stream)
    return stream.getvalue()


def of(*tables, plan, **more):
    return Results(ReportTables(plan, language="nb"), tables, **more)


def table(*rows, columns=("a", "b"), **more):
    ids = zip(map(tuple, "abcdefgh"), columns, strict=False)
    return Table(("t",), "Title", tuple(Column(*one) for one in ids), tuple(rows), **more)


def cell(exact, amount=None, kind=MONEY):
    value = Fraction(exact)
    return Cell(value, value if amount is None else Fraction(amount), kind, ("x",), "plan")


def row(label, *cells, role="line", level=0):
    return Row((label,), label, role, dict(zip(map(tuple, "abcdefgh"), cells, strict=False)), level)


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("which", ["reference", "unlike"])
def test_every_figure_is_printed_whole_however_narrow(which, columns, request):
    plan = request.getfixturevalue(which)
    what = results(plan, request.getfixturevalue(f"shared_{which}"))
    text = printed(what, width=columns)
    found = Counter(
        part.removesuffix(" ≈") for line in text.splitlines() for part in re.split(" {2,}", line)
    )
    expected = Counter(
        figure(one, "nb", 0) for t in what.tables for r in t.rows for one in r.cells.values()
    )
    assert not expected - found


@pytest.mark.parametrize("columns", [40, 60, 80, 100, 120])
@pytest.mark.parametrize("which", ["reference", "unlike"])
@pytest.mark.parametrize("language", ["nb", "en"])
def test_lines_keep_to_the_width(which, columns, language, request):
    plan = request.getfixturevalue(which)
    what = results(plan, request.getfixturevalue(f"shared_{which}"), language=language)
    assert max(map(width, printed(what, width=columns).splitlines())) <= columns


def test_no_line_ends_in_blanks(unlike, shared_unlike):
    for line in printed(results(unlike, shared_unlike)).splitlines():
        assert line == line.rstrip()


def test_digits_stand_under_each_other_also_beside_wide_letters_and_marks(unlike):
    rows = [
        row("見本 e\u0301t", cell(1), cell(Fraction(1, 3), 0)),
        row("Øst", cell(1_000_000), cell(20)),
        row("Sum", cell(3), cell(Fraction(61, 3), 20), role="sum"),
    ]
    lines = printed(of(table(*rows), plan=unlike)).splitlines()
    first, second, last = (line for line in lines if line and line[0] in "見ØS")
    assert first.endswith("0 ≈")
    assert width(first) == width(last) == width(second) + 2
    ends = [
        width(first[: first.index("1") + 1]),
        width(second[: second.index("000 000") + 7]),
        width(last[: last.index("3") + 1]),
    ]
    assert len(set(ends)) == 1


def test_tables_with_the_same_columns_share_a_grid(reference, shared_reference):
    text = printed(results(reference, shared_reference, ["costs", "financing"]))
    heads = [line for line in text.splitlines() if line.endswith("Totalt")]
    assert len(heads) == 2
    assert heads[0] == heads[1]


def test_a_wide_table_is_divided_and_each_part_says_so(reference, shared_reference):
    text = printed(results(reference, shared_reference, ["environments"]), width=80)
    parts = [line for line in text.splitlines() if line.startswith("Miljøene")]
    assert parts == [f"Miljøene (del {n} av {len(parts)})" for n in range(1, len(parts) + 1)]
    table, _, chart = text.partition("Tilskudd per miljø")
    assert table.count("Miljø 8") == len(parts) > 1
    assert chart
    wide = printed(results(reference, shared_reference, ["environments"]), width=200)
    assert "Miljøene\n" in wide


def test_groups_of_columns_stay_together_where_they_can(unlike, shared_unlike):
    text = printed(results(unlike, shared_unlike, ["awards"]), width=80)
    for phase in ("Start", "Midtveis", "Slutt"):
        assert text.count(phase) == 1


def test_long_labels_are_wrapped_and_amounts_are_not(unlike):
    label = "Utviklingavkompetanseforløp og annet som tar plass på en linje"
    text = printed(of(table(row(label, cell(10**15), cell(7))), plan=unlike), width=44)
    lines = text.splitlines()
    assert "1 000 000 000 000 000" in text
    assert "".join(line[:18].strip() + " " for line in lines).count("og annet") == 1
    assert max(map(len, lines)) <= 44


def test_a_long_word_is_only_broken_and_nothing_comes_into_it(unlike):
    word = "x" * 100
    text = printed(of(table(row(word, cell(7))), plan=unlike), width=40)
    lines = [line for line in text.splitlines() if "x" in line]
    assert "".join(line.removesuffix("7").strip() for line in lines) == word
    # each line but the last is full
    assert len({width(line) for line in lines[:-1]}) == 1


class TestRounded:
    def test_a_rounded_figure_is_marked_and_explained(self, reference):
        text = printed(results(reference, None, ["breakdown"]))
        assert re.search(r"Antall bedrifter .* 17 ≈$", text, re.MULTILINE)
        assert "≈ avrundet: 17 ≈ 16⅔; 10 ≈ 9,75." in text
        assert len(re.findall(r"\d ≈$", text, re.MULTILINE)) == 2

    def test_where_they_are_many_only_the_mark_is_explained(self, unlike):
        text = printed(results(unlike, None, ["breakdown"]))
        assert "≈ avrundet.\n" in text

    def test_where_there_is_none_nothing_is_said(self, reference):
        assert "≈" not in printed(results(reference, None, ["costs"]))

    @pytest.mark.parametrize(
        ("value", "nb", "en"),
        [
            (Fraction(50, 3), "16⅔", "16⅔"),
            (Fraction(1, 7), "⅐", "⅐"),
            (Fraction(39, 4), "9,75", "9.75"),
            (Fraction(25, 2), "12,50", "12.50"),
            (Fraction(-50, 3), "-16⅔", "-16⅔"),
            (Fraction(3_000_001, 3), "1 000 000⅓", "1,000,000⅓"),
            (Fraction(22514, 397), "56 + 282/397", "56 + 282/397"),
            (Fraction(-22514, 397), "-(56 + 282/397)", "-(56 + 282/397)"),
            (Fraction(5), "5", "5"),
        ],
    )
    def test_exact_values_in_words(self, value, nb, en):
        assert exact_words(value, "nb") == nb
        assert exact_words(value, "en") == en


class TestFigures:
    def test_money_has_as_many_decimals_all_through_a_column(self, unlike):
        rows = [row("x", cell(100), cell(5)), row("y", cell(Fraction(1, 2)), cell(6))]
        text = printed(of(table(*rows), plan=unlike))
        assert re.search(r"^x +100,00 +5$", text, re.MULTILINE)
        assert re.search(r"^y +0,50 +6$", text, re.MULTILINE)

    def test_counts_and_hours_have_none(self, unlike):
        rows = [row("x", cell(17, kind=COUNT)), row("y", cell(Fraction(1, 2)), cell(3, kind=HOURS))]
        assert re.search(r"^x +17$", printed(of(table(*rows), plan=unlike)), re.MULTILINE)

    def test_a_blank_is_no_zero(self, unlike):
        rows = [row("x", cell(0), cell(1)), Row(("y",), "y", "line", {("b",): cell(2)})]
        text = printed(of(table(*rows), plan=unlike))
        assert re.search(r"^x +0 +1$", text, re.MULTILINE)
        assert re.search(r"^y +2$", text, re.MULTILINE)

    def test_each_language_sets_off_thousands_its_own_way(self, reference):
        assert "3,650,000" in printed(results(reference, None, ["costs"], language="en"))
        assert "3 650 000" in printed(results(reference, None, ["costs"]))


class TestNames:
    @pytest.mark.parametrize("name", ["Firma [as]", ":smile:", "[/b] <i>", "{x}", "%s", "a  b"])
    def test_they_stand_as_they_are(self, unlike, name):
        plan = replace(unlike, name=name, owner=name, notes=(name,))
        named = table(row(name, cell(1)), columns=("x",), notes=(name,))
        text = printed(of(named._replace(title=name), plan=plan))
        assert text.count(name) == 6
        assert coloured(text).count(name) == 6

    def test_nothing_acts_upon_the_terminal(self, unlike):
        bad = "a\x1b[2J\x07\u202eb\r\nc\x9b"
        plan = replace(unlike, name=bad, owner=bad, currency=bad, notes=(bad,))
        named = table(row(bad, cell(1)), notes=(bad,))
        named = named._replace(title=bad, columns=(Column(("a",), bad, bad),))
        text = printed(of(named, plan=plan), width=100)
        assert all(letter.isprintable() or letter == "\n" for letter in text)
        assert "\\x1b[2J\\x07\\u202eb\\r\\nc\\x9b" in text

    @given(st.text(max_size=30))
    def test_printable_text_has_no_control_characters(self, text):
        assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", printable(text))


SIGNS = {
    "\u2764\ufe0f": 2,  # a heart that is asked to be red, which alone takes one
    "\u2764": 1,
    "\u2764\ufe0e": 1,
    "\u261d\U0001f3fd": 2,
    "\U0001f44d\U0001f3fd": 2,
    "\U0001f3fd": 2,  # a skin alone is a square
    "1\ufe0f\u20e3": 2,
    "\xa9\ufe0f": 2,
    "\u2139\ufe0f": 2,
    "a\ufe0f": 1,  # no letter has two looks
    "5\U0001f3fd": 3,
    "\U0001f1f3\U0001f1f4": 2,
    "\U0001f1f3\U0001f1f4\U0001f1f8\U0001f1ea": 4,
    "\U0001f468\U0001f3fd\u200d\U0001f469\u200d\U0001f467": 2,
    "\U0001f575\ufe0f\u200d\u2642\ufe0f": 2,
    "\u2026": 1,
    "e\u0301\u0323": 1,
    "\u0915\u094d\u0937\u093f": 2,
    "\u1112\u1161\u11ab": 2,
    "\u304b\u3099": 2,
    "\u200b\u2060": 0,
}


@pytest.mark.parametrize("sign", SIGNS, ids=ascii)
def test_a_sign_takes_the_columns_that_a_terminal_gives_it(sign):
    assert width(sign) == SIGNS[sign]
    assert width(f"a{sign}b") == SIGNS[sign] + 2


@pytest.mark.parametrize("sign", [sign for sign in SIGNS if SIGNS[sign] == 2], ids=ascii)
def test_no_sign_is_taken_apart(sign):
    if sign[0] in "\u0915\U0001f1f3":
        return  # two letters, or two flags
    assert "".join(letters(sign * 5)) == sign * 5
    assert set(wrapped(sign * 5, 3)) == {sign}


SHOWN = [sign for sign in SIGNS if printable(sign) == sign]


def test_rows_of_tables_and_charts_end_together_beside_signs_of_every_kind(plan_of):
    plan = plan_of(f"""
name: Signs
years: [2031]
environments:
{"".join(f'  e{number}: {{name: "{name} x"}}' + chr(10) for number, name in enumerate(SHOWN))}
participants: 100
costs: {{work: {{yearly: {1000 * len(SHOWN)}}}}}
financing: {{county: {{yearly: {1000 * len(SHOWN)}}}}}
grant: county
phases: {{only: {{label: "Fase \u2764\ufe0f", share: 1, cap: 1 500}}}}
""")
    names = ("awards", "environments")
    lines = printed(results(plan, allocate(plan), names), width=100).splitlines()
    table, chart = (
        [line for line in lines if re.search(rf" x .*{end}$", line)] for end in (" 1 000", "1 500")
    )
    assert len(table) == len(chart) == len(SHOWN)
    assert len({width(line) for line in table}) == 1
    assert len({width(line) for line in chart}) == 1


@given(st.text(alphabet="ab éøå東見\u0301", max_size=60), st.integers(1, 20))
def test_wrapping_loses_nothing_and_keeps_to_the_width(text, columns):
    lines = wrapped(text, columns)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert width(line) <= max(columns, 2)


class TestEncodings:
    @pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "utf-8", "cp437"])
    def test_signs_that_an_encoding_lacks_are_plain_ones(self, reference, encoding):
        text = printed(results(reference, None, ["breakdown"], language="en"), encoding=encoding)
        program = re.sub("[æøåÆØÅ«»]", "", text)  # the plan's letters are not the program's
        program.encode(encoding)
        assert ("17 ~ 16 2/3" in text) == (encoding not in ("utf-8", "cp437"))

    def test_lines_stay_as_long_as_they_are(self, reference):
        body = printed(results(reference, None, ["costs"]), encoding="utf-8").splitlines()
        plain = printed(results(reference, None, ["costs"]), encoding="ascii").splitlines()
        assert list(map(len, body)) == list(map(len, plain))
        assert "-" * 80 in plain

    def test_what_an_encoding_has_stays(self):
        assert same_in("─ ≈ ⅔ å", "utf-8") == "─ ≈ ⅔ å"
        assert same_in("─ ≈ ⅔ å", "ascii") == "- ~  2/3 å"


class TestColour:
    def test_it_changes_no_letter(self, unlike, shared_unlike):
        text = printed(results(unlike, shared_unlike, checked=("balance",)))
        shown = coloured(text)
        assert ANSI.sub("", shown) == text
        assert len(ANSI.findall(shown)) > 20

    def test_the_text_itself_has_none(self, unlike, shared_unlike):
        assert "\x1b" not in printed(results(unlike, shared_unlike))

    def test_every_line_ends_what_it_begins(self, unlike, shared_unlike):
        for line in coloured(printed(results(unlike, shared_unlike))).splitlines():
            codes = ANSI.findall(line)
            assert not codes or (len(codes) == 2 and codes[1] == "\x1b[0m")

    @pytest.mark.parametrize("columns", [1, 17, 40])
    @pytest.mark.parametrize("said", ["1", "17"])
    def test_no_amount_is_cut_or_wrapped_however_narrow(
        self, unlike, shared_unlike, columns, said, monkeypatch
    ):
        monkeypatch.setenv("COLUMNS", said)
        text = printed(results(unlike, shared_unlike), width=columns)
        assert ANSI.sub("", coloured(text)) == text

    @pytest.mark.parametrize("kind", ["dumb", "unknown", "", "xterm", "xterm-256color", "linux"])
    def test_whoever_asks_gets_it_whatever_the_terminal_is_called(self, unlike, kind, monkeypatch):
        monkeypatch.setenv("TERM", kind)
        monkeypatch.setenv("NO_COLOR", "")
        lines = coloured(printed(of(table(row("x", cell(1))), plan=unlike))).splitlines()
        assert lines[0] == f"\x1b[1m{unlike.name}\x1b[0m"

    @pytest.mark.parametrize(
        ("role", "code"), [("sum", "1"), ("memo", "2"), ("uncovered", "1;31"), ("line", None)]
    )
    def test_what_a_row_is_shows(self, unlike, role, code):
        text = coloured(printed(of(table(row("Here", cell(1), role=role)), plan=unlike)))
        line = next(line for line in text.splitlines() if "Here" in line)
        assert ANSI.findall(line) == ([f"\x1b[{code}m", "\x1b[0m"] if code else [])


@given(
    st.lists(
        st.tuples(
            st.text(alphabet="ab 1[]:/\\東\u0301🙂\n"),
            st.sampled_from([PLAIN, BOLD, FAINT, GOOD, WRONG, ADVICE, MARK]),
        ),
        max_size=12,
    )
)
def test_colour_changes_no_letter_of_any_text(parts):
    text = Styled(parts)
    assert ANSI.sub("", coloured(text)) == text


def test_a_reader_that_goes_away_is_for_the_caller_to_deal_with():
    class Gone(io.StringIO):
        def write(self, _):
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        show(Styled([("a", BOLD)]), Gone())


class TestConclusion:
    @staticmethod
    def said(plan, findings=(), checked=(), language="nb"):
        what = Results(ReportTables(plan, language=language), (), tuple(findings), checked)
        remark = conclusion(what)
        return [remark.text] if remark else []

    @staticmethod
    def one(severity):
        code = next(code for code, rule in RULES.items() if rule.severity is severity)
        return that_says(code, Place("x", 1, 1), "?")

    def test_it_says_what_was_checked_and_that_it_adds_up(self, reference):
        assert self.said(reference, checked=("balance", "shares", "stated")) == [
            "Kontrollert: balanse hvert år, sum av andeler, oppgitte tall (141). Alt stemmer."
        ]
        assert self.said(reference, checked=("balance",), language="en") == [
            "Checked: balance in each year. All adds up."
        ]

    def test_what_was_not_checked_is_not_said(self, reference):
        assert self.said(reference) == []

    def test_where_something_was_found_nothing_is_said_to_add_up(self, reference):
        error = self.one(Severity.ERROR)
        assert self.said(reference, [error], ("shares",)) == ["1 avvik."]
        assert self.said(reference, [error] * 2, ("shares",)) == ["2 avvik."]

    def test_advice_takes_nothing_from_what_adds_up(self, reference):
        advice = self.one(Severity.WARNING)
        assert self.said(reference, [advice], ("balance",)) == [
            "Kontrollert: balanse hvert år. Alt stemmer. 1 påminnelse."
        ]
        assert self.said(reference, [advice] * 2, (), "en") == ["2 reminders."]

    def test_it_is_the_last_line_after_the_notes(self, reference):
        text = printed(results(reference, None, ["costs"], checked=("balance",)))
        assert text.splitlines()[-1].startswith("Kontrollert: ")
        assert all(f"\n- {note[:30]}" in text for note in reference.notes)


def test_an_empty_table_is_drawn(unlike):
    assert "Title" in printed(of(table(), plan=unlike))
    assert "Title" in printed(of(Table(("t",), "Title", (), ()), plan=unlike))


@settings(max_examples=20)
@given(
    st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=8),
    st.integers(1, 90),
    st.text(alphabet="abc øå", min_size=1, max_size=50),
)
def test_any_table_at_any_width_shows_all_its_amounts(amounts, columns, label):
    names = "abcdefgh"[: len(amounts)]
    drawn = table(row(label, *map(cell, amounts)), columns=names)
    lines = dict.fromkeys(("costs", "sources", "groups", "environments", "notes"), ())
    more = {"name": "n", "owner": None, "currency": "NOK", "limits": Limits(), "what_if": None}
    plan = type("P", (), more | lines)()
    text = printed(of(drawn, plan=plan), width=columns)
    for amount in amounts:
        shown = f"{amount:,}".replace(",", " ")
        assert re.search(rf"(^|  ){re.escape(shown)}($|  )", text, re.MULTILINE)


def test_plain_tables_import_no_table_library():
    code = (
        "import sys, industri40.render.terminal.tables; "
        "assert not {'rich', 'json', 'pydantic', 'yaml', 'typer'} & set(sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
