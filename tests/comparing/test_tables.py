"""A difference as tables: every number of the data in its place, and what is said to lie behind."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_pairs import pairs

from industri40 import Plan, compare
from industri40.comparing.changes import TABLES
from industri40.comparing.difference import Difference
from industri40.comparing.tables import page
from industri40.engine.exact import exact_shares
from industri40.load import read_plan
from industri40.money import format_amount, signed
from industri40.report.headings import Words
from industri40.report.table import Table
from industri40.report.tables import NO_BREAK

ROUNDING = "Rounding alone: before rounding every figure is the same."
KEYS = ("old",), ("new",), ("line",)
TWO_YEARS = """\
name: A programme
language: en
years: [2025, 2026]
environments: {north: {}, south: {}, west: {}}
costs:
  courses: {label: Courses, years: {2025: 600, 2026: 400}}
  travel: {label: Travel, yearly: 200}
financing:
  county: {label: County, years: {2025: 500, 2026: 400}}
  bank: {label: Bank, years: {2025: 300, 2026: 200}, shared_by: {north: 2, south: 1, west: 1}}
grant: county
phases:
  first: {label: First, share: 2/3}
  second: {label: Second, share: 1/3}
"""


def plan_of(text: str) -> Plan:
    plan, findings = read_plan(text.encode(), "plan.yaml")
    assert plan is not None, findings
    return plan


def edited(text: str, *edits: tuple[str, str]) -> str:
    for old, new in edits:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text


def shown(*edits: tuple[str, str], tables=TABLES, text=TWO_YEARS) -> dict[str, Table]:
    difference = compare(plan_of(text), plan_of(edited(text, *edits)), tables)
    return {table.id: table for table in page(difference).tables}


def figures(table: Table) -> dict[tuple[str, str, str], tuple]:
    """Every figure of a table by the heading of its column: old, new and change."""
    found = {}
    for row in table.rows:
        for column in table.columns:
            if column.key[-1] == "old":
                key = column.key[:-1]
                three = [row.cells.get((*key, part)) for part in ("old", "new", "change")]
                if any(three):
                    amounts = tuple(cell and cell.amount for cell in three)
                    found[row.id, ".".join(key), column.group] = amounts
    return found


def data(difference: Difference) -> dict[str, dict[tuple[str, str], tuple]]:
    """What differs, as the tables are to have it: by table, row and column."""
    found = [(one.table, one.row, one.column, one) for one in difference.figures]
    found += [("awards", one.environment, one.phase, one) for one in difference.awards]
    for one in difference.shares:
        found.append(("shares", f"{one.line}.{one.environment}", str(one.year), one))
    by_table: dict[str, dict[tuple[str, str], tuple]] = {}
    for table, row, column, one in found:
        by_table.setdefault(table, {})[row, column] = (one.old, one.new, one.change)
    return by_table


def labels(difference: Difference, table: str, column: str) -> set[str]:
    """What a column is called in either plan."""
    if table == "shares":
        return {column}
    if table == "awards":
        both = (difference.old.plan, difference.new.plan)
        return {one.label for plan in both for one in plan.phases if one.id == column}
    language = difference.new.plan.language
    reports = (case.report(language=language) for case in (difference.old, difference.new))
    columns = (one for report in reports for one in report.table(table).columns)
    return {one.label for one in columns if one.id == column}


@settings(max_examples=8)
@given(both=pairs())
def test_every_figure_that_differs_stands_in_its_row_and_column_and_no_other(both):
    difference = compare(*both, TABLES)
    tables = {one.id: one for one in page(difference).tables if one.id != "inputs"}
    wanted = data(difference)
    assert set(tables) == set(wanted)
    for name, changed in wanted.items():
        seen = figures(tables[name])
        assert {(row, column): three for (row, column, _), three in seen.items()}.items() <= (
            changed.items()
        )
        moved = [key for key, three in changed.items() if three[2]]
        for (row, column), three in changed.items():
            # alone, or with columns beside it that are alike; a column of zeros is left out
            called = labels(difference, name, column)
            dull = row in {one for one, _ in moved} and column not in {one for _, one in moved}
            assert dull or any(
                place == row and each == three and any(one in group for one in called)
                for (place, _, group), each in seen.items()
            ), (name, row, column)


def test_inputs_have_their_short_name_what_is_written_and_the_lines():
    table = shown(
        ("county: {label: County, years: {2025: 500, 2026: 400}}", "county: {yearly: 4 500}\n"),
        ("label: Travel, ", ""),
        ("south: {}", "south: {name: '[x] | y'}"),
    )["inputs"]
    assert [
        (row.label, *(row.cells[key].text if key in row.cells else "" for key in KEYS))
        for row in table.rows
    ] == [
        ("south.name", "", "[x] | y", "4"),
        ("travel.label", "Travel", "", "7"),
        ("county.label", "County", "", "9"),
        ("county.years.2025", "500", "4 500", "9"),
        ("county.years.2026", "400", "4 500", "9"),
    ]


def test_a_value_that_is_long_is_shown_up_to_a_comma():
    many = ", ".join(f"e{n}: 1 000 000" for n in range(1, 99))
    text = TWO_YEARS.replace("{north: {}, south: {}, west: {}}", "99").replace(
        ", shared_by: {north: 2, south: 1, west: 1}", ""
    )
    edit = ("2/3}", f"2/3, cap: {{{many.replace('e', 'environment-')}}}}}")
    [row] = shown(edit, text=text)["inputs"].rows
    assert row.cells["new",].text.endswith(": 1 000 000, …")
    assert 200 < len(row.cells["new",].text) < 310


def test_the_first_thousand_rows_that_differ_are_shown_and_the_others_counted():
    text = TWO_YEARS.replace("{north: {}, south: {}, west: {}}", "1002").replace(
        ", shared_by: {north: 2, south: 1, west: 1}", ""
    )
    text = edited(text, ("{2025: 500, 2026: 400}", "{2025: 500 000, 2026: 500 000}"))
    edit = ("{2025: 500 000, 2026: 500 000}", "{2025: 900 000, 2026: 900 000}")
    difference = compare(plan_of(text), plan_of(edited(text, edit)), ["awards"])
    _, awards = page(difference).tables
    assert [row.id for row in awards.rows] == [f"environment-{n}" for n in range(1, 1001)]
    assert awards.notes[0] == "2 more rows differ; csv and json have all."
    assert len({one.environment for one in difference.awards}) == 1002


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        (
            [("yearly: 200", "yearly: 250")],
            {
                "costs": "1 row is unchanged. Total costs +100: Travel +100.",
                "breakdown": "4 rows are unchanged. Total costs +100: Travel +100.",
                "shares": "9 rows are unchanged. Travel +100: north +39, south +31, west +30.",
            },
        ),
        (
            [("yearly: 200", "years: {2025: 100, 2026: 300}")],
            {"costs": "1 row is unchanged. Moved between years, with the same total: Travel."},
        ),
        (
            [("2025: 600, 2026: 400", "2025: 650, 2026: 450"), ("yearly: 200", "yearly: 150")],
            {
                "phases": "5 rows are unchanged. Total costs unchanged, moved between lines: "
                "Courses +100, Travel -100."
            },
        ),
        (
            [("share: 2/3", "share: 1/2"), ("share: 1/3", "share: 1/2")],
            {
                "phases": "Moved between phases, with the same total: "
                "Courses, Travel, County, Bank.",
                "awards": "Moved between phases, with the same total: north, south, west.",
            },
        ),
        (
            [("2/3}", "2/3, shared_by: {north: 4, south: 1, west: 1}}")],
            {
                "awards": "Total awarded unchanged, moved between environments: "
                "north +200, south -100, west -100."
            },
        ),
        (
            [("grant: county", "round_to: 100\ngrant: county")],
            {"breakdown": ROUNDING, "shares": ROUNDING},
        ),
        (
            [
                ("north: {}, south: {}, west: {}", "a: {}, b: {}, c: {}, d: {}, e: {}, f: {}"),
                ("{north: 2, south: 1, west: 1}", "equal"),
            ],
            {
                "awards": "Total awarded unchanged, moved between environments: "
                "north -300, south -300, west -300, a +150 and 5 more."
            },
        ),
    ],
)
def test_what_lies_behind_is_said(edits, said):
    tables = shown(*edits)
    for name, text in said.items():
        found = " ".join(tables[name].notes).replace(NO_BREAK, " ")
        assert found.replace("\N{MINUS SIGN}", "-") == text


def exact_awards(plan: Plan) -> dict[tuple[str, str], Fraction]:
    """What everybody is awarded before anything is rounded, in kroner."""
    exact = exact_shares(plan)
    return {
        (phase.phase.id, one): phase.award.exact(at) * plan.unit
        for phase in exact.phases
        for at, one in enumerate(exact.holders)
        if one in phase.phase.key.weights
    }


def exact_lines(plan: Plan) -> dict[tuple[str, str], Fraction]:
    """What every line has in every year before it is rounded, in kroner."""
    return {
        (line.id, str(year)): exact * plan.unit
        for line in (*plan.costs, *plan.sources, *plan.groups)
        for year, exact in zip(plan.years, line.exact, strict=True)
    }


@settings(max_examples=8)
@given(both=pairs(), rounded=st.booleans())
def test_rounding_alone_is_said_where_no_exact_figure_differs_and_only_there(both, rounded):
    old, new = both
    if rounded:  # the same in units ten times as large
        again = old.document.text.encode().replace(b"round_to: ", b"round_to: 10 #")
        new = read_plan(again, "plan.yaml")[0] or new
    difference = compare(old, new)
    sentence = Words(new.language)("diff.rounding")
    said = {one.id: sentence in one.notes for one in page(difference).tables}
    if difference.awards:
        before, after = exact_awards(old), exact_awards(new)
        changed = [(one.phase, one.environment) for one in difference.awards]
        assert said["awards"] == all(before.get(key) == after.get(key) for key in changed)
    before, after = exact_lines(old), exact_lines(new)
    for one in difference.figures:
        if one.table in ("costs", "financing"):
            key = one.row, one.column
            if before == after:
                assert said[one.table]
            elif key in {**before, **after} and said[one.table]:
                assert before.get(key) == after.get(key)


@settings(max_examples=6)
@given(both=pairs())
def test_of_awards_new_money_is_said_or_that_they_are_moved(both):
    difference = compare(*both, ("awards",))
    words = Words(both[1].language)
    made = [table for table in page(difference).tables if table.id == "awards"]
    if not made or words("diff.rounding") in made[0].notes:
        return
    by_environment = Counter()
    for one in difference.awards:
        if one.change:  # not nothing instead of no award
            by_environment[one.environment] += one.change
    total = sum(by_environment.values())
    said = " ".join(made[0].notes)
    begins = {
        key: words(key, sum=words("row.awarded"), lines="|", change="").split("|")[0]
        for key in ("diff.moved.environments", "diff.moved.phases")
    }
    money = f"{words('row.awarded')} {signed(format_amount(total, words.language))}: "
    assert (money.replace(" ", NO_BREAK) in said.replace(" ", NO_BREAK)) == bool(total)
    moved = not total and any(by_environment.values())
    assert (begins["diff.moved.environments"] in said) == moved
    assert (begins["diff.moved.phases"] in said) == any(not one for one in by_environment.values())


def test_columns_that_are_alike_stand_together():
    text = TWO_YEARS.replace("2026: 400", "2026: 600")
    columns = shown(("yearly: 200", "yearly: 250"), text=text)["costs"].columns
    assert [one.group for one in columns[::3]] == ["2025, 2026", "Total"]
    assert [one.label for one in columns[:3]] == ["Before", "Now", "Change"]


def test_a_part_of_a_line_stands_below_the_line_and_a_heading_above_its_rows():
    text = TWO_YEARS.replace("Courses,", "Courses, includes: own,").replace(
        "financing:", "financing:\n  own: {label: Own, yearly: 100, in_kind: true}"
    )
    rows = shown(("yearly: 100", "yearly: 150"), text=text)["breakdown"].rows
    assert [(row.role, row.label) for row in rows if row.role != "sum"][:4] == [
        ("heading", "Costs"),
        ("opening", "Courses"),
        ("memo", "of which in kind"),
        ("memo", "of which cash"),
    ]


def test_what_only_the_old_plan_has_stands_where_it_stood_there_by_its_name_there():
    rows = shown(("travel: {label: Travel, yearly: 200}", "hall: {label: Hall, yearly: 200}"))
    assert [row.label for row in rows["costs"].rows] == ["Travel", "Hall"]
    gone = shown(("north: {}, south: {}", "south: {}"), ("north: 2, ", ""))["awards"]
    assert [row.label for row in gone.rows] == ["north", "south", "west"]
    assert ("first", "new") not in gone.rows[0].cells


def test_tables_without_differences_are_named_in_one_sentence():
    other = edited(
        TWO_YEARS, ("2025: 600", "2025: 650"), ("yearly: 200", "years: {2025: 150, 2026: 200}")
    )
    difference = compare(plan_of(TWO_YEARS), plan_of(other))
    [about] = page(difference).about
    assert about == (
        "From plan.yaml to plan.yaml. Amounts in kroner. Unchanged: Financing plan, Awards."
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Nothing differs from plan.yaml to plan.yaml."),
        ("nb", "Ingenting er endret fra plan.yaml til plan.yaml."),
    ],
)
def test_where_nothing_differs_one_sentence_says_so(language, said):
    plan = plan_of(edited(TWO_YEARS, ("language: en", f"language: {language}")))
    made = page(compare(plan, plan))
    assert (made.title, made.about, made.tables) == ("", (said,), ())


def test_labels_are_in_the_language_of_the_new_plan():
    made = shown(("language: en", "language: nb"), ("yearly: 200", "yearly: 250"))
    assert made["costs"].title == "Kostnadsbudsjett"
    assert made["costs"].rows[-1].label == "Sum kostnader"
