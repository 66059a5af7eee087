"""``allocate --lang``: the other language than the plan's, and the same figures."""

import json
import re

import pytest

from industri40.cli import main

PLAN = "budgets/industri40-trondelag.yaml"


@pytest.fixture(autouse=True)
def at_home(monkeypatch, request):
    monkeypatch.chdir(request.config.rootpath)


def figures(text):
    return re.findall(r"\d+", re.sub(r"(?<=\d)[ ,](?=\d{3})", "", text))


def test_headings_and_numbers_follow_it(call):
    norwegian = call("allocate", PLAN, "--table", "costs").stdout
    english = call("allocate", PLAN, "--table", "costs", "--lang", "en").stdout
    assert "Sum kostnader                        3 650 000" in norwegian
    assert "Total costs                          3,650,000" in english
    assert figures(norwegian) == figures(english)
    assert call("allocate", PLAN, "--table", "costs", "-l", "nb").stdout == norwegian


def test_what_the_plan_does_not_name_is_named_in_it(call):
    named = {}
    for language in ("nb", "en"):
        done = call("allocate", PLAN, "--lang", language, "--format", "json")
        named[language] = json.loads(done.stdout)
    first = [one["plan"]["environments"][0]["name"] for one in named.values()]
    assert first == ["Miljø 1", "Environment 1"]
    assert named["nb"]["shares"] == named["en"]["shares"]
    assert named["nb"]["tables"] == named["en"]["tables"]


def test_a_plan_without_phases_is_a_whole_programme_in_both(call, tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_text(
        "name: A\nlanguage: en\nyears: [2030]\nparticipants: 2\nenvironments: 2\n"
        "costs: {a: {yearly: 100}}\nfinancing: {b: {yearly: 100}}\ngrant: b\n"
    )
    words = {
        lang: call("allocate", str(path), "--table", "phases", *lang).stdout
        for lang in [(), ("--lang", "nb"), ("--lang", "en")]
    }
    assert words[()] == words["--lang", "en"]
    assert "programmet" in words["--lang", "nb"]
    assert "whole" not in words["--lang", "nb"]


def test_every_file_of_one_call_is_in_it(call, tmp_path):
    paths = [tmp_path / f"a.{ending}" for ending in ("txt", "md", "html")]
    outputs = [part for path in paths for part in ("-o", str(path))]
    done = call("allocate", PLAN, "--lang", "en", *outputs)
    assert (done.returncode, done.stdout) == (0, "")
    for path in paths:
        text = path.read_text("utf-8")
        assert "Cost budget" in text
        assert "Kostnadsbudsjett" not in text
    assert '<html lang="en">' in paths[2].read_text("utf-8")


COMMANDS = {
    "allocate": ["allocate", PLAN],
    "check": ["check", PLAN],
    "explain": ["explain", PLAN, "costs.costs.total"],
    "diff": ["diff", PLAN, "--set", "participants=320"],
    "solve": ["solve", PLAN, "--let", "county.yearly", "--so-that", "costs.costs.total=10 950 000"],
    "rule": ["rule", "S401"],
    "schema": ["schema"],
    "init": ["init", "-"],
}
"""A call of every command that is right, and prints nothing to standard error."""


def test_there_is_a_call_of_every_command():
    assert set(COMMANDS) == set(main.COMMANDS)


@pytest.mark.parametrize("wrong", ["nn", "EN", ""])
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_another_language_is_wrong_use(command, wrong, call):
    done = call(*command, "--lang", wrong, env={"INDUSTRI40_LANG": "en"})
    assert (done.returncode, done.stdout) == (2, "")
    assert f"Invalid value for '--lang': '{wrong}' is not one of nb, en." in done.stderr
    done = call(*command, "--lang", wrong, env={"INDUSTRI40_LANG": "nb"})
    assert (done.returncode, done.stdout) == (2, "")
    assert f"industri40: --lang: «{wrong}» finnes ikke." in done.stderr
    assert "Velg en av disse: nb (norsk), en (engelsk)." in done.stderr


WRONG = [
    (["allocate", PLAN, "--table", "kostnader"], "Mente du «costs»? Velg en av disse: costs (K"),
    (["allocate", PLAN, "--table", "xyzzy"], "financing (Finansieringsplan), breakdown (Fordelt"),
    (["allocate", PLAN, "--format", "jsn"], "Mente du «json»?"),
    (["allocate", PLAN, "-o", "ut.pdf"], "«ut.pdf» har ikke en filendelse som passer. Velg en"),
    (
        ["allocate", PLAN, "-o", "ut.csv", "-f", "json"],
        "betyr formatet csv, men --format sier json",
    ),
    (["allocate", PLAN, "-f", "csv", "--table", "costs"], "Ta bort --table, eller velg json."),
    (["allocate", PLAN, "-e", "miljo-1"], "planen har ikke miljøet «miljo-1». Miljøene er `envi"),
    (["allocate", PLAN, "-e", "environment1"], "Mente du «environment-1»?"),
    (["allocate", PLAN, "-o", "nowhere/ut.html"], "nowhere/ut.html: mappen"),
    (["check", PLAN, "-o", "ut"], "eller oppgi formatet med --format."),
    (["check", PLAN, "--ignore", "Q9"], "«Q9» er ingen kode. En kode begynner med en av"),
    (["check", PLAN, "--select", "S4O1"], "Mente du «S401»?"),
    (["explain", PLAN, "costs.costs.sum"], "«sum» finnes ikke i costs.costs. Disse finnes:"),
    (["explain", PLAN, "costs"], "et helt navn er costs."),
]
"""Wrong use of the Norwegian plan: a call, and what is said of it."""


@pytest.mark.parametrize(("command", "said"), WRONG)
def test_wrong_use_is_told_in_the_language_of_the_plan(command, said, call):
    done = call(*command)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert call(*command, "--lang", "nb").stderr == done.stderr
    assert said not in call(*command, "--lang", "en").stderr
    assert said not in call(*command, env={"INDUSTRI40_LANG": "en"}).stderr


def test_wrong_use_is_told_in_english_where_no_plan_can_be_read(call):
    for command in (["allocate", "-"], ["allocate", "nowhere.yaml"], ["rule", "S401"]):
        option = "--format" if command[0] == "rule" else "--table"
        done = call(*command, option, "xyzzy")
        assert done.returncode == 2
        assert "'xyzzy' is not one of" in done.stderr


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_the_environment_asks_where_the_option_does_not(command, call):
    done = call(*command, env={"INDUSTRI40_LANG": "no"})
    assert (done.returncode, done.stdout) == (2, "")
    told = " ".join(done.stderr.split())
    if PLAN in command:  # which is in Norwegian
        assert "INDUSTRI40_LANG: «no» finnes ikke. Velg en av disse: nb (norsk)" in told
    else:
        assert "Invalid value for 'INDUSTRI40_LANG': 'no' is not one of nb, en." in told
    said = call(*command, "--lang", "en").stdout
    assert call(*command, "--lang", "en", env={"INDUSTRI40_LANG": "no"}).stdout == said
    assert call(*command, env={"INDUSTRI40_LANG": "en"}).stdout == said
    unsaid = call(*command)
    assert (unsaid.returncode, unsaid.stderr) == (0, "")
    assert call(*command, env={"INDUSTRI40_LANG": ""}).stdout == unsaid.stdout


@pytest.mark.parametrize("asked", [["--version"], ["--help"], ["check", "--help"]])
def test_help_and_the_version_are_the_same_in_every_language(asked, call):
    for variable in ("nb", "no"):
        done = call(*asked, env={"INDUSTRI40_LANG": variable})
        assert (done.returncode, done.stdout) == (0, call(*asked).stdout)


WRONG = """\
name: A
{}
years: [2030, 2031]
participants: 4 000
environments: 2
costs:
  a: {{yearly: 1 234 567.50}}
  b: {{years: {{2030: 1 000 000, 2031: 12 000}}}}
financing: {{c: {{yearly: 1 621 508.36, status: indicated}}}}
limits: {{fee_per_participant_at_most: 1}}
round_to: {}
"""


@pytest.mark.parametrize(
    ("said", "step", "figures"),
    [
        ("language: en", "0.01", ["2,234,567.50", "1,621,508.36", "613,059.14", "1,000,000"]),
        ("language: nb", "0.01", ["2 234 567,50", "1 621 508,36", "613 059,14", "1 000 000"]),
        ("owner: B", "0.01", ["2 234 567,50", "1 621 508,36", "613 059,14", "1 000 000"]),
        ("language: en", "1", ["1,234,567.50", "Write 1234567 or 1234568", "1,621,508.36"]),
        ("language: en\nlnguage: nb", "1", ["1,234,567.50", "Write 1621508 or 1621509"]),
        ("lnguage: en", "1", ["1 234 567,50", "Skriv 1 234 567 eller 1 234 568"]),
    ],
)
def test_findings_write_amounts_as_the_plans_language_does(call, tmp_path, said, step, figures):
    path = tmp_path / "plan.yaml"
    path.write_text(WRONG.format(said, step))
    printed = " ".join(call("check", str(path)).stderr.split())
    assert all(figure in printed for figure in figures)
    between = r"[0-9] [0-9]{3}\b" if "language: en" in said else r"[0-9],[0-9]{3}\b"
    without_excerpts = re.sub(r"(?m)^ *[0-9]+ \|.*$", "", call("check", str(path)).stderr)
    assert not re.search(between, without_excerpts)
    for form in ("json", "github", "gitlab", "junit", "sarif"):
        assert figures[0] in call("check", str(path), "--format", form).stdout


def test_findings_of_allocate_follow_the_option(call, tmp_path):
    path = tmp_path / "plan.yaml"
    for step in ("0.01", "1"):
        path.write_text(WRONG.format("language: nb", step))
        printed = call("allocate", str(path), "--lang", "en").stderr
        assert "1,621,508.36" in printed
        assert "621 508,36" not in printed
