"""The tables one by one, on plans in which figures cannot be right by chance."""

from fractions import Fraction

import pytest

from industri40.checks import check
from industri40.engine.allocation import allocate
from industri40.explain.trace import explain
from industri40.plan.model import natural_order
from industri40.report.case import Case
from industri40.report.lines import TOTAL
from industri40.report.table import printed
from industri40.report.tables import PROGRAMME, TABLES, ReportTables

SMALL = """
name: Small
language: en
years: [2026, 2027]
environments: 3
participants: 9
costs:
  work: {label: Work, years: {2026: 1 000, 2027: 2 000}}
financing:
  state: {label: State, years: {2026: %s, 2027: %s}}
"""


def shown(table, column):
    """The figures of a column, as row: amount."""
    rows = table.by_name().items()
    return {row: cells[column].amount for row, cells in rows if column in cells}


def at(table, row, column):
    return table.by_name()[row][column]


def labels(table):
    return {row.id: row.label for row in table.rows}


def test_tables_of_the_programme_need_no_sharing(reference):
    for name in TABLES:
        if name not in PROGRAMME:
            with pytest.raises(ValueError, match="need the allocation"):
                ReportTables(reference).tables(name)
        else:
            assert len(ReportTables(reference).tables(name)) == 1


def test_an_unknown_table_environment_or_language_is_refused(reference, shared_reference):
    with pytest.raises(KeyError, match="costings"):
        ReportTables(reference).tables("costings")
    with pytest.raises(ValueError, match=r"'environment-12'\. Did you mean 'environment-"):
        ReportTables(reference, shared_reference, ["environment-12"])
    with pytest.raises(ValueError, match="language"):
        ReportTables(reference, language="de")


def test_columns_and_rows_have_ids_of_their_own(unlike, shared_unlike):
    report = ReportTables(unlike, shared_unlike)
    for name in TABLES:
        for table in report.tables(name):
            columns = [column.id for column in table.columns]
            rows = [row.id for row in table.rows]
            assert len(set(columns)) == len(columns)
            assert len(set(rows)) == len(rows)
            for row in table.rows:
                assert {printed(column) for column in row.cells} <= set(columns), (table.id, row.id)
                assert bool(row.cells) == (row.role not in ("heading", "opening"))


def test_sums_leave_memo_rows_out(reference):
    table = ReportTables(reference).table("costs")
    total = sum(row.cells["total",].exact for row in table.rows if row.role == "line")
    memo = sum(row.cells["total",].exact for row in table.rows if row.role == "memo")
    assert at(table, "costs", "total").exact == total
    assert memo > 0


def test_a_line_with_in_kind_is_in_kind_and_cash(unlike):
    table = ReportTables(unlike).table("costs")
    for column in ("2026", "2027", "total"):
        parts = [at(table, f"advice.{part}", column).exact for part in ("in_kind", "cash")]
        assert sum(parts) == at(table, "advice", column).exact
    included = ReportTables(unlike).table("financing")
    assert at(table, "advice.in_kind", "2026").exact == sum(
        at(included, source, "2026").exact for source in ("own_hours", "lent_rooms")
    )


def test_a_rest_is_what_the_group_leaves(unlike):
    table = ReportTables(unlike).table("financing")
    assert at(table, "paid", "2026").amount == 250_000 - 70_001 - 50_000
    [paid] = [source for source in unlike.sources if source.id == "paid"]
    assert at(table, "paid", "total").amount == paid.total


def test_a_group_is_named_before_its_sources_and_summed_after(unlike):
    rows = [(row.id, row.role, row.level) for row in ReportTables(unlike).table("financing").rows]
    first = rows.index(("gifts.heading", "opening", 0))
    assert rows[first : first + 4] == [
        ("gifts.heading", "opening", 0),
        ("alumni", "line", 1),
        ("club", "line", 1),
        ("gifts", "group", 0),
    ]


def test_what_is_only_indicated_is_said_to_be(reference):
    assert labels(ReportTables(reference).table("financing"))["local_partner"].endswith(
        "(forespeilet)"
    )
    english = ReportTables(reference, language="en").table("financing")
    assert labels(english)["local_partner"].endswith("(indicated)")
    assert english.title == "Financing plan"


class TestUncovered:
    @pytest.mark.parametrize(
        ("paid", "label", "amounts"),
        [
            (("900", "2 000"), "Uncovered", [100, 0, 100]),
            (("1 000", "2 300"), "Overfinanced", [0, -300, -300]),
            (("900", "2 300"), "Uncovered (+) / overfinanced (-)", [100, -300, -200]),
        ],
    )
    def test_it_is_a_row_with_its_sign(self, plan_of, paid, label, amounts):
        table = ReportTables(plan_of(SMALL % paid)).table("financing")
        assert table.rows[-1].id == table.rows[-1].role == "uncovered"
        assert table.rows[-1].label == label
        assert [at(table, "uncovered", column.id).amount for column in table.columns] == amounts

    def test_a_plan_that_balances_has_no_such_row(self, plan_of, unlike):
        for plan in (plan_of(SMALL % ("1 000", "2 000")), unlike):
            report = ReportTables(plan, allocate(plan))
            for name in TABLES:
                for table in report.tables(name):
                    assert "uncovered" not in labels(table), table.id
                    assert "uncovered" not in [column.id for column in table.columns]

    def test_totals_that_agree_by_chance_still_show_it_by_year(self, plan_of):
        report = ReportTables(plan_of(SMALL % ("1 100", "1 900")))
        assert shown(report.table("financing"), "2026")["uncovered"] == -100
        assert "uncovered" not in labels(report.table("breakdown"))

    def test_it_stands_in_every_table_that_has_both_sides(self, plan_of):
        plan = plan_of(SMALL % ("900", "2 000"))
        report = ReportTables(plan, allocate(plan))
        assert at(report.table("breakdown"), "uncovered", "environment").exact == Fraction(100, 3)
        assert at(report.table("phases"), "uncovered", "programme").amount == 100
        each = [at(table, "uncovered", "total").amount for table in report.tables("environment")]
        assert sum(each) == 100
        table = report.table("environments")
        assert at(table, "all.sum", "uncovered").amount == 100
        assert shown(table, "uncovered") == {
            **{f"environment-{n}": amount for n, amount in enumerate(each, start=1)},
            "all.sum": 100,
        }


class TestBreakdown:
    def test_common_costs_and_their_money_are_left_out_and_said_to_be(self, unlike):
        table = ReportTables(unlike).table("breakdown")
        assert "fair" not in labels(table)
        assert at(table, "state", "total").exact == 700_007 - 30_000
        assert at(table, "costs", "total").exact == at(table, "financing", "total").exact
        assert any("Felles messe (30\u00a0000)" in note for note in table.notes)

    def test_columns_divide_the_total_exactly(self, unlike):
        table = ReportTables(unlike).table("breakdown")
        for row in table.rows:
            if row.role in ("heading", "count") or row.id.endswith(".hours"):
                continue
            total = row.cells["total",].exact
            assert row.cells["environment",].exact == total / 3
            assert row.cells["environment_year",].exact == total / 6
            assert row.cells["participant",].exact == total / 66

    def test_means_are_said_to_be_means_where_environments_differ(self, reference, unlike):
        for plan, word in ((reference, "Per miljø"), (unlike, "Gjennomsnitt per miljø")):
            table = ReportTables(plan).table("breakdown")
            assert [column.label for column in table.columns[1:3]] == [word, f"{word} og år"]
            assert any("gjennomsnitt" in note for note in table.notes) == (plan is unlike)

    @pytest.mark.parametrize(
        "change",
        [
            ("environments: 3", "environments: {a: {}, b: {weight: 2}}", "by weight"),
            ("participants: 9", "participants: 10", "unlike participants"),
        ],
        ids=lambda change: change[2],
    )
    def test_environments_differ_by_weight_or_participants(self, plan_of, change):
        old, new, _ = change
        text = (SMALL % ("1 000", "2 000")).replace(
            "label: State", "label: State, shared_by: weights"
        )
        assert ReportTables(plan_of(text)).table("breakdown").columns[1].label == "Per environment"
        table = ReportTables(plan_of(text.replace(old, new))).table("breakdown")
        assert table.columns[1].label == "Mean per environment"

    def test_an_application_makes_environments_differ(self, plan_of):
        text = SMALL % ("1 000", "2 000") + (
            "grant: state\nphases:\n  all: {label: All, share: 1, applications: {%s}}\n"
        )
        alike = ", ".join(f"environment-{n}: 500" for n in (1, 2, 3))
        for sought, heading in (
            (alike, "Per environment"),
            (alike[:-3] + "600", "Mean per environment"),
        ):
            table = ReportTables(plan_of(text % sought)).table("breakdown")
            assert table.columns[1].label == heading

    def test_support_and_what_is_left_to_pay(self, unlike):
        table = ReportTables(unlike).table("breakdown")
        assert at(table, "fee.support", "total").amount == at(table, "fund", "total").amount
        assert at(table, "fee.to_pay", "total").exact == 500_000 - 140_002
        memo = {row.id for row in table.rows if row.role == "memo"}
        assert {"paid", "bank"} <= memo
        left = at(table, "fee.to_pay", "participant").exact
        assert sum(at(table, one, "participant").exact for one in ("paid", "bank")) == left

    def test_a_group_without_indicated_sources_shows_them_below_it(self, unlike):
        rows = [(row.id, row.role) for row in ReportTables(unlike).table("breakdown").rows]
        first = rows.index(("gifts", "line"))
        assert rows[first + 1 : first + 3] == [("alumni", "memo"), ("club", "memo")]

    def test_hours_are_per_participant(self, unlike):
        cell = at(ReportTables(unlike).table("breakdown"), "own_hours.hours", "participant")
        assert cell.exact == Fraction(17, 4)
        assert cell.amount == 4

    def test_what_is_per_participant_is_whole_kroner_whatever_the_unit(self, plan_of):
        text = SMALL % ("1 000", "2 000") + "round_to: 0.01\n"
        table = ReportTables(plan_of(text)).table("breakdown")
        assert at(table, "work", "participant").amount == 333
        assert at(table, "work", "environment_year").amount == 500
        hundreds = ReportTables(plan_of(text.replace("0.01", "100"))).table("breakdown")
        assert at(hundreds, "work", "participant").amount == 333
        assert at(hundreds, "work", "environment_year").amount == 500


class TestPhases:
    def test_every_shared_line_times_the_share(self, unlike):
        report = ReportTables(unlike)
        table = report.table("phases")
        for phase in unlike.phases:
            for source in unlike.sources:
                whole = at(table, source.id, phase.id).exact / phase.share
                common = 30_000 if source.id == "state" else 0
                assert whole == source.total * unlike.unit - common
            assert at(table, "costs", phase.id).exact == at(table, "financing", phase.id).exact

    def test_the_grant_per_environment_counts_those_taking_part(self, unlike):
        table = ReportTables(unlike).table("phases")
        grant = 700_007 - 30_000
        assert at(table, "state.environment", "midt").exact == grant * Fraction(3, 10) / 3
        assert at(table, "state.environment", "slutt").exact == grant * Fraction(1, 5) / 2

    def test_without_phases_it_is_one_column(self, plan_of):
        table = ReportTables(plan_of(SMALL % ("1 000", "2 000"))).table("phases")
        assert [column.id for column in table.columns] == ["programme"]
        assert at(table, "work", "programme").amount == 3_000


class TestSharedOut:
    def test_awards_are_those_of_the_allocation(self, unlike, shared_unlike):
        table = ReportTables(unlike, shared_unlike).table("awards")
        for award in shared_unlike.awards:
            assert at(table, award.environment, award.phase).exact == award.amount
            if award.ceiling is not None:
                assert at(table, award.environment, f"{award.phase}.ceiling").exact == award.ceiling
        with pytest.raises(KeyError):
            at(table, "ost", "slutt")

    def test_a_frame_is_what_is_awarded_and_what_is_left(self, unlike, shared_unlike):
        table = ReportTables(unlike, shared_unlike).table("awards")
        for frame in shared_unlike.frames:
            column = shown(table, frame.phase)
            assert (
                column["frames.frame"]
                == column["frames.awarded"] + column["frames.leftover"]
                == frame.frame
            )
            assert column["frames.leftover"] == column["frames.carried"] + column["frames.returned"]
        assert at(table, "frames.awarded", "awards.total").exact == sum(
            a.amount for a in shared_unlike.awards
        )

    def test_no_column_for_what_nobody_sought_and_no_ceiling_has(self, reference, shared_reference):
        table = ReportTables(reference, shared_reference).table("awards")
        columns = [column.id for column in table.columns]
        assert columns == ["introduction.ceiling", "introduction", "specialisation", "awards.total"]
        assert [column.group for column in table.columns][:2] == ["INTRODUKSJON"] * 2

    def test_a_plan_without_grant_has_no_awards(self, plan_of):
        plan = plan_of(SMALL % ("1 000", "2 000"))
        assert ReportTables(plan, allocate(plan)).tables("awards") == ()

    def test_environments_total_what_the_plan_has(self, unlike, shared_unlike):
        table = ReportTables(unlike, shared_unlike).table("environments")
        for source in unlike.sources:
            column = shown(table, source.id)
            assert column["all.sum"] == source.total
            assert sum(amount for row, amount in column.items() if row != "all.sum") == source.total
        assert at(table, "common", "state").amount == 30_000
        assert at(table, "unallocated", "state").amount == sum(
            frame.returned for frame in shared_unlike.frames
        )
        assert at(table, "all.sum", "participants").amount == 66
        assert at(table, "all.sum", "costs").exact == at(table, "all.sum", "financing").exact

    def test_environments_are_paid_per_participant(self, unlike, shared_unlike):
        table = ReportTables(unlike, shared_unlike).table("environments")
        whole = at(table, "sor", "financing").exact
        assert at(table, "sor", "financing.participant").exact == whole / 17

    def test_each_environment_balances_every_year(self, unlike, shared_unlike):
        tables = ReportTables(unlike, shared_unlike).tables("environment")
        assert [table.id for table in tables] == [
            "environment.nord",
            "environment.sor",
            "environment.ost",
        ]
        for table in tables:
            for column in table.columns:
                costs = at(table, "costs", column.id).exact
                assert costs == at(table, "financing", column.id).exact

    def test_an_environments_grant_is_its_awards(self, unlike, shared_unlike):
        for table in ReportTables(unlike, shared_unlike).tables("environment"):
            awards = [row for row in table.rows if row.id.startswith("state.")]
            assert all(row.role == "memo" and list(row.cells) == [TOTAL] for row in awards)
            total = sum(row.cells["total",].exact for row in awards)
            assert total == at(table, "state", "total").exact

    def test_participants_total_by_environment_and_year(self, unlike, shared_unlike):
        table = ReportTables(unlike, shared_unlike).table("participants")
        assert shown(table, "total") == {"nord": 41, "sor": 17, "ost": 8, "all.sum": 66}
        for year in ("2026", "2027"):
            column = shown(table, year)
            assert column.pop("all.sum") == sum(column.values())

    def test_some_environments_have_no_sums(self, unlike, shared_unlike):
        report = ReportTables(unlike, shared_unlike, ["ost", "nord"])
        assert [table.id for table in report.tables("environment")] == [
            "environment.nord",
            "environment.ost",
        ]
        for name in ("awards", "environments", "participants"):
            assert list(labels(report.table(name))) == ["nord", "ost"]

    def test_rows_stand_in_the_order_of_the_file(self, reference, shared_reference):
        table = ReportTables(reference, shared_reference).table("participants")
        rows = [row.id for row in table.rows][:-1]
        assert rows == sorted(rows, key=natural_order) == [e.id for e in reference.environments]

    def test_more_environments_than_participants(self, plan_of):
        plan = plan_of((SMALL % ("1 000", "2 000")).replace("participants: 9", "participants: 2"))
        table = ReportTables(plan, allocate(plan)).table("environments")
        assert shown(table, "participants")["environment-3"] == 0
        assert list(shown(table, "financing.participant")) == [
            "environment-1",
            "environment-2",
            "all.sum",
        ]

    def test_ids_that_the_tables_use_are_free_for_plans(self, plan_of):
        plan = plan_of(
            "name: x\nyears: [2026]\nparticipants: 3\n"
            "environments: {sum: {}, frame: {}, awarded: {}, all: {}, total: {}}\n"
            "costs: {total: {yearly: 1 000}}\n"
            "financing: {participant: {yearly: 700}, environment: {yearly: 300}}\n"
            "grant: participant\n"
            "phases: {total: {share: 1/2}, frames: {share: 1/2}}\n"
        )
        report = ReportTables(plan, allocate(plan))
        for name in TABLES:
            for table in report.tables(name):
                rows = [row.id for row in table.rows]
                columns = [column.id for column in table.columns]
                assert len(set(rows)) == len(rows)
                assert len(set(columns)) == len(columns)
        assert at(report.table("environments"), "all.sum", "participant").amount == 700
        assert at(report.table("awards"), "frames.awarded", "total").amount == 350


COMMON = """
name: Only common costs
language: en
years: [2026, 2027]
environments: 3
participants: 7
costs:
  fair: {yearly: %s, common: true, financed_by: state}
  office: {yearly: 1, common: true, financed_by: state}
financing: {state: {yearly: 101}}
grant: state
"""


class TestOnlyCommonCosts:
    """No line is shared out, and every table says that this is nothing."""

    def test_the_sum_of_the_costs_is_nothing_and_is_there(self, plan_of):
        report = ReportTables(plan_of(COMMON % "100"))
        for name in ("breakdown", "phases"):
            table = report.table(name)
            sums = [row for row in table.rows if row.id in ("costs", "financing")]
            assert [row.id for row in sums] == ["costs", "financing"]
            for row in sums:
                assert list(row.cells) == [column.key for column in table.columns]
                assert {cell.exact for cell in row.cells.values()} == {0}
            assert "uncovered" not in labels(table)
        assert at(report.table("costs"), "costs", "total").amount == 202

    def test_what_is_unspent_is_said_everywhere(self, plan_of):
        plan = plan_of(COMMON % "75")
        report = ReportTables(plan, allocate(plan))
        for name, column in (
            ("financing", "total"),
            ("breakdown", "total"),
            ("phases", "programme"),
        ):
            assert at(report.table(name), "uncovered", column).amount == -50, name
        assert at(report.table("environments"), "all.sum", "uncovered").amount == -50

    def test_nothing_can_be_stated_and_explained(self, plan_of):
        text = COMMON % "100"
        text += "stated: [{table: breakdown, rows: {costs: {total: 0, participant: 0}}}]\n"
        assert check(plan_of(text)) == ()
        wrong = plan_of(text.replace("total: 0", "total: 5"))
        assert [finding.code for finding in check(wrong)] == ["S401"]
        step = explain(Case(wrong), "breakdown.costs.total")
        assert step.exact == 0
        assert step.notes


CARRIED = """
name: Carried
language: nb
years: [2026, 2027]
environments: {a: {}, b: {weight: 2}, c: {weight: 0}}
participants: 9
costs:
  work: {yearly: 900}
  fair: {label: Messe, yearly: 100, common: true, financed_by: state}
financing: {state: {label: Staten, yearly: 1 000, shared_by: weights}}
grant: state
phases:
  first: {label: En, share: 2/3, cap: 350, leftover: carry, applications: {a: 500, b: 250}}
  last: {label: To, share: 1/3, cap: 700}
"""


class TestOneThingByOneName:
    """Where two tables of a paper mean different things, something says what lies between."""

    def test_what_is_sought_the_ceiling_and_the_award_are_three_things(self, plan_of):
        plan = plan_of(CARRIED)
        table = ReportTables(plan, allocate(plan)).table("awards")
        assert shown(table, "first.sought") == {"a": 500, "b": 250, "frames.awarded": 750}
        assert shown(table, "first.ceiling") == {"a": 350, "b": 350, "c": 350}
        assert [shown(table, "first")[one] for one in "abc"] == [350, 250, 0]
        assert [(a.sought, a.ceiling) for a in allocate(plan).awards[:3]] == [
            (500, 350),
            (250, 350),
            (None, 350),
        ]

    def test_a_note_says_what_is_carried_and_what_is_not_allocated(self, plan_of):
        plan = plan_of(CARRIED)
        report = ReportTables(plan, allocate(plan))
        notes = {
            name: [n.replace("\u00a0", " ") for n in report.table(name).notes]
            for name in TABLES
            if name != "environment"
        }
        common = "Messe (200) er en felles kostnad: den betales av Staten og fordeles ikke."
        assert notes["phases"] == [
            common,
            "600 av Staten er overført fra En til To, der rammen er 1 200.",
            "100 av Staten i To er ikke fordelt: 1 100 er tildelt.",
        ]
        assert notes["breakdown"][:2] == [
            common,
            "100 av Staten er ikke fordelt: 1 700 er tildelt, i gjennomsnitt 567 per miljø.",
        ]
        assert notes["environments"] == ["Summen per deltaker er uten felles kostnader."]

    def test_notes_are_for_what_is_there(self, reference, shared_reference):
        report = ReportTables(reference, shared_reference)
        assert len(report.table("breakdown").notes) == 1
        assert len(report.table("phases").notes) == 1

    def test_the_total_per_participant_is_that_of_the_breakdown(self, plan_of):
        plan = plan_of(CARRIED)
        report = ReportTables(plan, allocate(plan))
        cell = at(report.table("environments"), "all.sum", "financing.participant")
        assert cell.exact == at(report.table("breakdown"), "financing", "participant").exact == 200

    def test_who_has_a_key_of_nothing_does_not_take_part(self, plan_of):
        plan = plan_of(CARRIED)
        table = ReportTables(plan, allocate(plan)).table("phases")
        assert shown(table, "first")["state.environment"] == 600
        assert labels(table)["state.environment"] == "gjennomsnitt per deltakende miljø"


def test_nobody_changes_a_table_that_was_handed_out(unlike, shared_unlike):
    report = ReportTables(unlike, shared_unlike)
    for name in TABLES:
        for table in report.tables(name):
            for row in table.rows:
                with pytest.raises(TypeError):
                    row.cells["total",] = None
