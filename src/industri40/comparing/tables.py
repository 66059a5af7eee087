"""A difference as people are shown it: which inputs, and of each table the figures that differ.

Only what differs stands in a table. How much is the same is counted below it, and there it is said
too what lies behind the changes, where that can be told.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby, islice

from industri40.comparing.behind import behind
from industri40.comparing.compared import Changed, Compared, compared
from industri40.comparing.difference import Difference
from industri40.findings.finding import OPTION, Place
from industri40.plan.model import Plan
from industri40.plan.paths import short_names
from industri40.report.figures import CHANGE, PLAN, given
from industri40.report.headings import Words
from industri40.report.page import Page
from industri40.report.table import TEXT, Cell, CellKey, Cells, Column, Row, Table
from industri40.visible import shown

_COLUMNS, _OPERATIONS = ("old", "new", "change"), (PLAN, PLAN, CHANGE)
"""What stands of each figure that differs, and how it was made."""

_LONGEST = 300
"""So many characters of a value are shown: that of a whole mapping may have thousands."""

_MOST_ROWS = 1_000
"""So many rows of a table are shown: nobody reads thousands of them, and CSV and JSON have all."""


def page(difference: Difference) -> Page:
    """All that there is to show of a difference, in the language of the new plan."""
    old, new = difference.old.plan, difference.new.plan
    words = Words(new.language)
    named = {"old": _called(old), "new": _called(new)}
    if difference.empty:
        return Page(words, "", (words("diff.nothing", **named),))
    tables, same = [_inputs(difference, words)] if difference.inputs else [], []
    for name in difference.same:
        one = compared(difference, name, words)
        if one.changes:
            tables.append(_table(difference, one, words))
        else:
            same.append(one.title)
    about = [words("diff.about", **named), words("currency", currency=words.currency(new.currency))]
    if same:
        about.append(words("diff.unchanged", tables=", ".join(same)))
    return Page(words, words("diff", name=new.name), (" ".join(about),), tuple(tables))


def _called(plan: Plan) -> str:
    """The file of a plan, with the what-if that it is seen under."""
    asked = (*plan.what_if.labels, *plan.what_if.asked.sets) if plan.what_if else ()
    return shown(f"{plan.file} ({'; '.join(asked)})" if asked else plan.file, _LONGEST)


# inputs


def _inputs(difference: Difference, words: Words) -> Table:
    """The inputs that differ: what is written in both plans, and on which line."""
    paths = [one.path for one in difference.inputs]
    documents = (case.plan.document for case in (difference.old, difference.new))
    old, new = (short_names(each.value, paths) for each in documents)
    rows = []
    for one in difference.inputs[:_MOST_ROWS]:
        name = (old if one.new is None else new)[one.path]
        texts = {"old": one.old, "new": one.new, "line": _lines(one.old_place, one.new_place)}
        cells: Cells = {
            (key,): _text((*one.path, key), text) for key, text in texts.items() if text
        }
        rows.append(Row(one.path, name, "line", cells))
    columns = tuple(Column((key,), words(f"diff.{key}")) for key in ("old", "new", "line"))
    left_out = len(difference.inputs) - len(rows)
    notes = (words.counted("diff.more", left_out),) if left_out else ()
    return Table(("inputs",), words("diff.inputs"), columns, tuple(rows), notes)


def _lines(*places: Place | None) -> str:
    """The lines that two places are on, one where they are the same."""
    found = (str(one) if one.file == OPTION else str(one.line) for one in places if one)
    return " → ".join(dict.fromkeys(found))


def _text(key: tuple[str, ...], text: str) -> Cell:
    if len(text) > _LONGEST:  # no amount is cut in two
        text = f"{text[:_LONGEST].rpartition(',')[0]}, …"
    return given(key, Fraction(0), kind=TEXT)._replace(text=text)


# figures


def _table(difference: Difference, one: Compared, words: Words) -> Table:
    """The figures of a table that differ, with what is to be said of them."""
    columns, keys = list[Column](), dict[str, list[CellKey]]()
    for some in _columns(one):
        group, name = ", ".join(map(_heading, some)), some[0].id
        keys[name] = [(*some[0].key, key) for key in _COLUMNS]
        columns += (Column(key, words(f"diff.{key[-1]}"), group) for key in keys[name])
    rows = tuple(islice(_rows(one, keys), _MOST_ROWS))
    left_out = len(one.changes) - sum(bool(row.cells) for row in rows)
    counted = (("more", left_out), ("same", difference.same[one.name]))
    notes = [words.counted(f"diff.{what}", count) for what, count in counted if count]
    notes.append(" ".join(behind((difference.old, difference.new), one, words)))
    return Table((one.name,), one.title, tuple(columns), rows, tuple(filter(None, notes)))


def _columns(one: Compared) -> Iterator[list[Column]]:
    """The columns with figures that differ; together those that follow each other and are alike.

    One where there is nothing instead of no figure is none of them, but for rows of just that.
    """
    nothing = {row for row, each in one.changes.items() if not any(map(_moves, each.values()))}

    def changes(column: Column) -> dict[str, Changed]:
        name = column.id
        return {row: by_column[name] for row, by_column in one.changes.items() if name in by_column}

    for differ, columns in groupby(one.columns, key=changes):
        if any(map(_moves, differ.values())) or not nothing.isdisjoint(differ):
            yield list(columns)


def _moves(changed: Changed) -> bool:
    return changed[-1] != 0


def _heading(column: Column) -> str:
    return f"{column.group}: {column.label}" if column.group else column.label


def _rows(one: Compared, columns: dict[str, list[CellKey]]) -> Iterator[Row]:
    """The rows with figures that differ, below the headings and lines that they are part of."""
    above: list[tuple[int, Row, bool]] = []  # how deep, and whether it is shown
    for row in one.rows:
        depth, is_changed = _depth(row), (name := row.id) in one.changes
        above = [each for each in above if each[0] < depth]
        if is_changed:
            for _, each, is_shown in above:
                if not is_shown:
                    role = each.role if each.role == "heading" else "opening"
                    yield each._replace(cells={}, role=role)
            above = [(deep, each, True) for deep, each, _ in above]
            cells = dict(_cells(one, name, (one.name, *row.key), columns))
            yield Row(row.key, row.label, row.role, cells, row.level)
        above.append((depth, row, is_changed))


def _depth(row: Row) -> int:
    """Headings stand above openings, these above a group's lines, and these above their parts."""
    if row.role in ("heading", "opening"):
        return 0 if row.role == "heading" else 1
    return 1 + row.indent + (row.role == "group")


def _cells(
    one: Compared, row: str, key: CellKey, columns: dict[str, list[CellKey]]
) -> Iterator[tuple[CellKey, Cell]]:
    changes = one.changes[row]
    for name, three in columns.items():
        if name in changes:
            kind = one.kind(row, name)
            for column, figure, operation in zip(three, changes[name], _OPERATIONS, strict=True):
                if figure is not None:
                    yield column, Cell(figure, figure, kind, (*key, *column), operation)
