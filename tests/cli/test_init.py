"""``industri40 init``: a plan that is right from the start and shows the whole language."""

import os
import re
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from industri40.checks import check
from industri40.languages import LANGUAGES
from industri40.load import load_plan
from industri40.plan.language.schema import plan_schema
from industri40.plan.language.written import PARTS, keys_of

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture
def made(call, tmp_path, monkeypatch, language):
    monkeypatch.chdir(tmp_path)
    done = call("init", "--lang", language)
    assert (done.returncode, done.stdout) == (0, "")
    assert "industri40 check budget.yaml" in done.stderr
    return tmp_path / "budget.yaml"


def test_the_plan_passes_the_check_with_no_findings_and_no_advice(call, made):
    assert check(load_plan(str(made))) == ()
    done = call("check", "--strict", "budget.yaml")
    assert (done.returncode, done.stderr) == (0, "")


def test_it_can_be_shared_out(call, made, language):
    adds_up = {"nb": "Alt stemmer.", "en": "All adds up."}[language]
    assert adds_up in call("allocate", "budget.yaml").stdout


def test_it_shows_every_key_of_the_language(made):
    text = made.read_text("utf-8")
    for model, _ in PARTS.values():
        for key in keys_of(model):
            assert re.search(rf"(?m)(^|[ {{#]){key}: ", text) or f"{key}:\n" in text, key


REMARKS = {"per_participant", "percent", "by_environment", "for", "number"}
REMARKS |= {"awarded", "returned"}  # which a plan to begin with cannot have


def test_only_keys_that_exclude_others_are_in_remarks(made):
    plain = re.sub(r"(?m)#.*$", "", made.read_text("utf-8"))
    keys = {key for model, _ in PARTS.values() for key in keys_of(model)}
    assert {key for key in keys if f"{key}:" not in plain} == REMARKS


def test_it_is_valid_by_the_schema(made):
    document = YAML(typ="safe", pure=True).load(made.read_text("utf-8"))
    for line in (*document["costs"].values(), *document["financing"].values()):
        if "years" in line:
            line["years"] = {str(year): amount for year, amount in line["years"].items()}
    jsonschema.Draft202012Validator(plan_schema()).validate(document)


def test_every_line_fits_in_an_editor(made):
    assert max(map(len, made.read_text("utf-8").splitlines())) <= 100


def test_no_figure_of_it_is_one_of_the_programme(made):
    tables = (ROOT / "tests" / "data" / "programme").glob("*.csv")
    printed = {
        figure
        for table in tables
        for line in table.read_text("utf-8").splitlines()
        for figure in re.split("[,;]", line)
        if figure.isdigit() and len(figure) > 2
    }
    assert len(printed) > 30
    figures = re.findall(r"(?<![0-9])[0-9]{1,3}(?: [0-9]{3})+|[0-9]{3,}", made.read_text("utf-8"))
    assert not printed & {figure.replace(" ", "") for figure in figures}


def test_a_dash_prints_it(call, made, language):
    assert call("init", "-", "-l", language).stdout == made.read_text("utf-8")


@pytest.mark.parametrize("how", ["file", "folder", "link"])
def test_what_is_there_is_never_written_over(call, tmp_path, monkeypatch, how):
    monkeypatch.chdir(tmp_path)
    if how == "file":
        (tmp_path / "mine.yaml").write_text("mine")
    elif how == "folder":
        (tmp_path / "mine.yaml").mkdir()
    else:
        os.symlink("elsewhere.yaml", "mine.yaml")
    done = call("init", "mine.yaml")
    assert done.returncode == 2
    assert done.stderr == "industri40: mine.yaml: is there already, and is not written over\n"
    assert sorted(os.listdir()) == ["mine.yaml"]
    if how == "file":
        assert (tmp_path / "mine.yaml").read_text() == "mine"


@pytest.mark.parametrize(
    ("file", "reasons"),
    [
        (
            "no/such/folder.yaml",
            {"en": "there is no folder no/such", "nb": "mappen no/such finnes ikke"},
        ),
        ("a\0b", {"en": "embedded null", "nb": "systemet svarer «embedded null"}),
    ],
)
def test_a_place_that_takes_no_file_is_said(call, tmp_path, monkeypatch, file, reasons):
    monkeypatch.chdir(tmp_path)
    for language, said in reasons.items():
        done = call("init", file, "--lang", language)
        assert done.returncode == 2
        assert said in done.stderr


def test_a_disk_that_is_full_leaves_nothing_half_written(call, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("industri40.cli.init.os.fsync", full)
    done = call("init")
    monkeypatch.undo()
    assert done.returncode == 2
    assert done.stderr == "industri40: budget.yaml: no space left on device\n"
    assert list(tmp_path.iterdir()) == []
