"""A format and a check are added from outside, and the commands that have use of them find them."""

import sys
from types import ModuleType

import pytest
from program import program

import industri40.checks
from industri40.findings.catalogue import TEXTS, Text
from industri40.findings.finding import finding
from industri40.render.registry import FORMATS, Format

PLAN = "budgets/industri40-trondelag.yaml"


@pytest.fixture
def titles(monkeypatch):
    """A format: a module, and a row in the registry."""
    module = ModuleType("titles")
    module.render = lambda results, _options: "".join(f"{one.title}\n" for one in results.tables)
    monkeypatch.setitem(sys.modules, "titles", module)
    monkeypatch.setitem(FORMATS["tables"], "titles", Format("titles", (".titles",)))


@pytest.mark.usefixtures("titles")
def test_a_format_is_printed_written_by_its_ending_and_named_among_the_others(tmp_path):
    ran = program("allocate", PLAN, "--table", "costs", "--format", "titles")
    assert (ran.code, ran.out) == (0, b"Kostnadsbudsjett\n")
    target = tmp_path / "plan.titles"
    assert program("allocate", PLAN, "--table", "costs", "-o", target).code == 0
    assert target.read_bytes() == ran.out
    assert "titles." in program("allocate", PLAN, "--format", "title").err


def test_a_check_is_a_function_among_the_others_and_its_text_one_of_the_catalogue(monkeypatch):
    def owner(case):
        """Whether the plan says whose it is in capitals."""
        yield finding("A602", "in_capitals", case.plan.place, owner=case.plan.owner)

    said = {
        "nb": Text("{owner} står ikke med store bokstaver.", None),
        "en": Text("{owner} is not in capitals.", None),
    }
    monkeypatch.setitem(TEXTS, "A602.in_capitals", said)
    monkeypatch.setattr(industri40.checks, "CHECKS", (*industri40.checks.CHECKS, owner))
    for command in ("check", "allocate"):
        for language, text in said.items():
            ran = program(command, PLAN, "--lang", language)
            assert (ran.code, ran.err.count(text.said.partition(" ")[2])) == (0, 1)
