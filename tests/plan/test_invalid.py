"""One broken plan per file in tests/data/invalid; a new file there is a new test.

A file begins with what is wrong with it, and then says what must be found, where, and nothing
else: a line ``# finds: CODE LINE:COLUMN`` for each finding, in the order of the file. Beside it
stands what ``industri40 check`` prints, which is made as golden files are (tests/conftest.py).
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from industri40.catalogue import RULES
from industri40.catalogue_structure import STRUCTURE
from industri40.checks import check
from industri40.findings import Finding
from industri40.plan.load import read_plan
from industri40.render.excerpt import Excerpts
from industri40.render.findings_formats import Report
from industri40.render.findings_text import render

FOLDER = Path(__file__).parents[1] / "data" / "invalid"
FILES = sorted(FOLDER.glob("*.yaml"))
_FINDS = re.compile(r"^# finds: ([A-Z][0-9]{3}) ([0-9]+):([0-9]+)$", re.MULTILINE)


def found(path: Path) -> tuple[Finding, ...]:
    plan, findings = read_plan(path.read_bytes(), path.name)
    return findings if plan is None else findings + check(plan)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_wrong_is_found_and_nothing_else(path: Path):
    said = [f"{f.code} {f.place.line}:{f.place.column}" for f in found(path)]
    text = path.read_bytes().decode("utf-8", errors="replace")
    assert said == [f"{code} {line}:{column}" for code, line, column in _FINDS.findall(text)]
    assert said


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_text_is_as_expected(path: Path, golden: Callable[[str, str], None]):
    excerpts = Excerpts({path.name: path.read_bytes()})
    golden(f"../invalid/{path.stem}.txt", render(Report(found(path), 1, excerpts)))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_findings_are_whole_sentences_in_plain_words(path: Path):
    for finding in found(path):
        assert finding.severity is RULES[finding.code].severity
        assert finding.message.endswith(".")
        assert not finding.message[0].islower()
        assert finding.remedy
        assert finding.remedy.endswith(".")
        said = f"{finding.message} {finding.remedy}"
        assert not re.search("pydantic|Value error|Input should|validator|dict|None|http", said)


@pytest.mark.parametrize("code", [entry[0] for entry in STRUCTURE])
def test_every_rule_about_structure_has_a_file_of_its_own(code: str):
    files = [path for path in FILES if path.name.startswith(f"{code}-")]
    assert files
    assert all({finding.code for finding in found(path)} == {code} for path in files)


def test_there_are_files_and_no_text_without_one():
    assert len(FILES) > len(STRUCTURE)
    assert {path.stem for path in FOLDER.glob("*.txt")} == {path.stem for path in FILES}
