"""The chart below the environments: every bar is as long as its amount, and no longer."""

import contextlib
import os
import pty
import re
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import industri40
from industri40.render.common.results import TextOptions
from industri40.render.common.rounds import Awarded
from industri40.render.common.text import width
from industri40.render.terminal.chart import BLOCKS, PLAIN_SIGNS, _bar, _Grid, chart, signs_for
from industri40.render.terminal.tables import render
from industri40.report.figures import given as figure

SIGNS = pytest.mark.parametrize("signs", [PLAIN_SIGNS, BLOCKS], ids=["plain", "blocks"])
AMOUNTS = st.integers(0, 10**15)


def lines(what, limit=80, signs=PLAIN_SIGNS):
    return [line.text for line in chart(what, limit, signs)]


def test_each_award_stands_beside_its_bar_and_its_ceiling(uneven, results_of):
    text = lines(results_of(uneven, "environments"))
    start = next(at for at, line in enumerate(text) if line.startswith("Intro"))
    intro = {line.split("  ")[0]: line for line in text[start + 1 : start + 6]}
    assert re.search(r" #+\.+\|  +460 836  900 000$", intro["Røros"])
    assert re.search(r" #+: +\|  +100 000  900 000  100 000$", intro["b2"])
    assert any(re.search(r"^b10 +#+  +196 756$", line) for line in text)
    assert text[-1] == "# tildelt  . ubenyttet  | tak  : søkt"


def test_in_the_other_language(uneven, results_of):
    text = lines(results_of(uneven, "environments", language="en"))
    assert text[1] == "Grant per environment and phase against its ceiling"
    assert any(re.search("^Intro +Awarded  Ceiling   Sought$", line) for line in text)
    assert any(line.endswith("|   460,836  900,000") for line in text)


def test_without_ceilings_there_is_no_word_of_them(plan_of, results_of):
    plan = plan_of(
        "name: A\nyears: [2030]\nparticipants: 2\nenvironments: 2\n"
        "costs: {a: {yearly: 100}}\nfinancing: {b: {yearly: 100}}\ngrant: b\n"
    )
    text = lines(results_of(plan, "environments"))
    assert text[-1].startswith("Miljø 2  ####")
    assert text[1] == "Tilskudd per miljø og fase"
    assert not any("|" in line or "tak" in line.lower() for line in text)


def test_a_name_of_several_lines_is_told_from_the_next_one(plan_of, results_of):
    name = "Kompetansesenteret for bærekraftig industriutvikling i Indre Namdalen"
    plan = plan_of(
        f"name: A\nyears: [2030]\nparticipants: 2\nenvironments: {{a: {{name: {name}}}, b: {{}}}}\n"
        "costs: {a: {yearly: 100}}\nfinancing: {b: {yearly: 100}}\ngrant: b\n"
    )
    text = lines(results_of(plan, "environments"))
    start = next(at for at, line in enumerate(text) if line.startswith("Kompetanse"))
    shown = [line.split("  #")[0] for line in text[start : start + 3]]
    assert all(line.startswith("  ") for line in shown[1:])
    assert not text[start + 3].startswith(" ")
    assert " ".join(line.strip() for line in shown) == name


def test_without_a_grant_there_is_no_chart(plan_of, results_of):
    plan = plan_of(
        "name: A\nyears: [2030]\nparticipants: 2\nenvironments: 2\n"
        "costs: {a: {yearly: 100}}\nfinancing: {b: {yearly: 100}}\n"
    )
    assert lines(results_of(plan, "environments")) == []


def test_only_the_environments_that_are_asked_for(uneven, results_of):
    what = results_of(uneven, "environments", environments=("b2", "oppdal"))
    names = {line.split("  ")[0] for line in lines(what, 120)}
    assert {"b2", "Nasjonalparken Næringshage"} <= names
    assert names.isdisjoint({"b10", "Røros"})


@SIGNS
@pytest.mark.parametrize("limit", [1, 17, 30, 45, 80, 200])
def test_no_amount_is_cut_and_lines_keep_to_the_width(signs, limit, uneven, results_of):
    what = results_of(uneven, "environments")
    text = lines(what, limit, signs)
    amounts = re.findall(r"\d[\d ]+\d", "\n".join(line[8:] for line in text))
    for award in what.report.allocation.awards:
        whole = f"{award.amount:,}".replace(",", " ")
        assert any(whole in one for one in amounts)
    if limit >= 45:
        assert max(map(width, text)) <= limit
    ends = {width(line) for line in text if line.endswith(("000 000", "Tak"))}
    assert len(ends) <= 1


def grid(most, bar=40):
    return _Grid(label=10, bar=bar, signs=2, figures={"award": 8, "ceiling": 8}, most=most)


def bar_of(amount, ceiling, sought, most, signs):
    amounts = {"award": amount, "ceiling": ceiling, "sought": sought}
    cells = {name: figure((), Fraction(one)) for name, one in amounts.items() if one is not None}
    return _bar(Awarded("b2", cells), grid(most), signs)


def length(bar, signs):
    """How many steps long the filled part is."""
    steps = len(signs.parts) + 1
    filled = re.match(f"[{signs.full}]*", bar)[0]
    part = bar[len(filled) : len(filled) + 1]
    return len(filled) * steps + (
        signs.parts.index(part) + 1 if part and part in signs.parts else 0
    )


@SIGNS
@given(amount=AMOUNTS, more=AMOUNTS, rest=AMOUNTS)
@example(amount=1, more=0, rest=18)
def test_a_bar_is_as_long_as_its_amount_and_ends_before_its_ceiling(amount, more, rest, signs):
    ceiling = amount + more
    most = ceiling + rest or 1
    bar = bar_of(amount, ceiling, None, most, signs)
    steps = len(signs.parts) + 1
    exact = amount * 40 * steps
    drawn = length(bar, signs)
    assert drawn * most <= exact or drawn <= (1 if signs.parts else steps)
    assert (drawn + steps) * most > exact
    assert bool(drawn) == bool(amount)
    assert bar.endswith(signs.ceiling)
    assert bar.count(signs.ceiling) == 1
    assert len(bar) <= 41
    if not more:
        assert signs.room not in bar


@SIGNS
def test_the_largest_amount_is_the_whole_bar(signs):
    assert bar_of(7, None, None, 7, signs) == signs.full * 40
    assert bar_of(7, 7, None, 7, signs) == signs.full * 40 + signs.ceiling
    assert bar_of(0, 7, None, 7, signs) == signs.room * 40 + signs.ceiling


@SIGNS
def test_room_ends_at_the_lesser_of_the_ceiling_and_what_was_sought(signs):
    ceiling, sought, room = signs.ceiling, signs.sought, signs.room * 10
    assert bar_of(0, 10, 40, 40, signs) == room + ceiling + " " * 29 + sought
    assert bar_of(0, 40, 10, 40, signs) == room + sought + " " * 29 + ceiling
    assert {*bar_of(40, 40, 40, 40, signs)[-2:]} == {ceiling, sought}
    assert bar_of(10, None, 20, 40, signs) == signs.full * 10 + room + sought


def drawn(signs, **amounts):
    cells = {name: figure((), Fraction(one)) for name, one in amounts.items()}
    return _bar(Awarded("b2", cells), grid(40), signs)


@SIGNS
def test_a_floor_stands_on_the_bar_and_what_came_back_is_its_end(signs):
    full, floor, returned, room = signs.full, signs.floor, signs.returned, signs.room
    assert drawn(signs, award=20, floor=10) == full * 10 + floor + full * 9
    assert drawn(signs, award=20, floor=20) == full * 20 + floor
    assert drawn(signs, award=10, floor=20) == full * 10 + room * 10 + floor
    assert drawn(signs, award=20, returned=5) == full * 15 + returned * 5
    assert drawn(signs, award=20, returned=20) == returned * 20
    assert drawn(signs, award=1, returned=Fraction(1, 9)) == returned
    text = drawn(signs, award=20, returned=5, floor=0, ceiling=30)
    assert text == floor + full * 14 + returned * 5 + room * 10 + signs.ceiling


def test_floors_and_what_came_back_are_in_the_key(decided, results_of):
    text = lines(results_of(decided, "environments"))
    assert text[-1] == "# tildelt  . ubenyttet  | tak  : søkt  [ gulv  - tilbakeført"
    assert any(re.search(r"^Røros +#+-+ +250 000 +150 001$", line) for line in text)
    assert any(re.search(r"^Frosta +#+\[#+\.+: +135 417 +250 000 +100 000$", line) for line in text)


def test_which_signs_are_drawn():
    assert signs_for(TextOptions(watched=True)) == BLOCKS
    assert signs_for(TextOptions()) == PLAIN_SIGNS
    assert signs_for(TextOptions(watched=True, encoding="ascii")) == PLAIN_SIGNS
    assert signs_for(TextOptions(watched=True, encoding="cp1252")) == PLAIN_SIGNS


def test_the_chart_stands_below_its_table_and_no_other(uneven, results_of):
    title = "Tilskudd per miljø og fase mot taket"
    both = render(results_of(uneven, "environments", "participants"), TextOptions())
    assert both.index("Miljøene") < both.index(title) < both.index("Antall bedrifter per år")
    assert title not in render(results_of(uneven, "awards", "participants"), TextOptions())
    assert set(both) & set("".join(BLOCKS)) == set()


def test_a_terminal_gets_blocks_and_a_pipe_does_not():
    """In a terminal of its own, as a person would have it."""
    plan = Path(__file__).parent.parent / "data" / "plans" / "uneven.yaml"
    command = [sys.executable, "-m", "industri40", "allocate", plan, "--table", "environments"]
    source = Path(industri40.__file__).parents[1]
    env = {**os.environ, "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(source)}
    ours, theirs = pty.openpty()
    shown = b""
    with subprocess.Popen(command, env=env, stdout=theirs) as program:
        os.close(theirs)
        with contextlib.suppress(OSError):  # which is how a terminal says that it was left
            while part := os.read(ours, 65536):
                shown += part
    os.close(ours)
    assert program.returncode == 0
    piped = subprocess.run(command, env=env, stdout=subprocess.PIPE, check=True, timeout=60)
    assert "█" * 12 in shown.decode("utf-8")
    assert "#" * 12 in piped.stdout.decode("utf-8")
    assert "█" not in piped.stdout.decode("utf-8")
