"""Two languages: all that people read is there in both, and nothing of the one in the other.

Texts are compared as they stand in their files, and then as they come out of the program, for
plans of which nothing is a word. Words are those that hardly any sentence does without.
"""

import errno
import json
import os
import re
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from random import Random
from string import Formatter

import pytest
import yaml
from program import program
from random_plans import with_claims
from same_figures import figures_of
from strategies import PlanDict, fixed_plan, yaml_bytes

from industri40.checks import check
from industri40.cli.main import COMMANDS
from industri40.cli.reading import read as read_file
from industri40.cli.reading import report_of
from industri40.cli.streams import fault
from industri40.explain import labels
from industri40.explain.step import TEXTS as EXPLANATIONS
from industri40.findings.catalogue import RULES, TEXTS
from industri40.findings.said import phrase, why
from industri40.languages import LANGUAGES, texts_beside
from industri40.plan.language.key_texts import key_texts
from industri40.plan.language.written import PARTS, keys_of
from industri40.render.excel.context import TEXTS as WORKBOOK
from industri40.render.findings.report import Report
from industri40.render.registry import FORMATS, renderer
from industri40.report.headings import HEADINGS

ROOT = Path(__file__).parents[1]
INVALID = sorted((ROOT / "tests" / "data" / "invalid").glob("*.yaml"))

ENGLISH = set(
    re.findall(
        r"\w+",
        """the of and is are not with from which that this these than it its has have every each
        where there here what only must does more most as or an was would them they their into on
        if such both between below above nothing none were could should cannot""",
    )
)
NORWEGIAN = set(
    re.findall(
        r"\w+",
        """og er ikke på av som det til fra med har kan skal eller hvis etter mer enn bare ingen
        alle hver hvert disse dette må blir være også mellom ved uten når hvor hva ble vil mot noe
        noen siste første høyst minst ett både""",
    )
)
OTHERS = {"nb": ENGLISH, "en": NORWEGIAN}
"""By language, the words that it does not have."""

_NO_WORDS = r"`[^`]*`|«[^»]*»|'[^'\n]*'|\"[^\"\n]*\"|\{[^{}|:]*\}|--[a-z-]+|\b[\w./-]*[_/.][\w./-]+"
"""Codes, keys, examples, names of facts and of files: the same in both languages."""


def foreign(text: str, language: str) -> list[str]:
    """The words of the other language that stand in a text."""
    plain = re.sub(_NO_WORDS, " ", text)
    return [word for word in re.findall(r"[^\W\d]+", plain.lower()) if word in OTHERS[language]]


def test_a_word_of_the_other_language_is_seen():
    assert foreign("Legg den til, for example `the end`: «is it» {not}.", "nb") == []
    assert foreign("Legg den til, such as 1/3.", "nb") == ["such", "as"]
    assert foreign("Add it, eller ta den bort.", "en") == ["eller"]


# texts as they are written -----------------------------------------------------------------------


def facts(text: str | None) -> set[str]:
    """What a text of the catalogue names."""
    return {name.lower() for name in re.findall(r"\{(\w+)(?::[^{}|]*\|[^{}|]*)?\}", text or "")}


def test_a_text_of_the_catalogue_is_in_both_languages_with_the_same_facts():
    for name, texts in TEXTS.items():
        assert set(texts) == set(LANGUAGES), name
        nb, en = texts["nb"], texts["en"]
        if not name.endswith(".rule"):  # a rule may mend what a text of its code says in full
            assert (nb.remedy is None) == (en.remedy is None), name
        assert facts(nb.said) | facts(nb.remedy) == facts(en.said) | facts(en.remedy), name
        for language, text in texts.items():
            assert foreign(f"{text.said} {text.remedy or ''}", language) == [], name


LABELS = texts_beside(labels.__name__, "labels.txt")


def filled(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("file", [HEADINGS, WORKBOOK, EXPLANATIONS, LABELS], ids="hwel")
def test_a_heading_is_in_both_languages_with_the_same_facts(file):
    for key, texts in file.items():
        assert set(texts) == set(LANGUAGES), key
        assert filled(texts["nb"]) == filled(texts["en"]), key
        for language, text in texts.items():
            assert text.strip(), key
            assert foreign(text, language) == [], key


@pytest.mark.parametrize("part", [part for part, _ in PARTS.values()])
def test_what_is_said_of_a_key_is_in_both_languages(part):
    own = {"en": ("en", "form", "alone"), "nb": ("nb", "form_nb", "alone_nb")}
    for key, texts in key_texts(part).items():
        assert set(LANGUAGES) <= set(texts), key
        for name in ("form", "alone"):
            assert (name in texts) == (f"{name}_nb" in texts), key
        for language, names in own.items():
            assert foreign(" ".join(texts.get(name, "") for name in names), language) == [], key


def test_the_words_of_no_text_are_a_choice_between_languages_that_one_of_them_lacks():
    for name, texts in TEXTS.items():
        counted = {language: "|" in f"{text.said}{text.remedy}" for language, text in texts.items()}
        assert counted["nb"] <= counted["en"] or counted["nb"], name


def starters() -> dict[str, str]:
    folder = ROOT / "src" / "industri40" / "plan"
    return {one: (folder / f"starter.{one}.yaml").read_text("utf-8") for one in LANGUAGES}


def shape(value: object, known: set[str]) -> object:
    """A plan without its words: keys of the language, and what else there is of each kind."""
    if isinstance(value, dict):
        own = {str(key): shape(one, known) for key, one in value.items() if key in known}
        rest = sorted(str(shape(one, known)) for key, one in value.items() if key not in known)
        return own, rest
    if isinstance(value, list):
        return [shape(one, known) for one in value]
    return value if not isinstance(value, str) or re.match("[0-9]", value) else "text"


def test_the_starter_plans_are_the_same_programme_in_two_languages():
    known = {key for part, _ in PARTS.values() for key in keys_of(part)}
    nb, en = (yaml.safe_load(starters()[language]) for language in ("nb", "en"))
    assert (nb["language"], en["language"]) == ("nb", "en")
    assert shape(nb, known) == shape(en, known)
    for language, text in starters().items():
        assert foreign(re.sub(r"[\w-]+: ?", " ", text), language) == []


# what comes out of the program -------------------------------------------------------------------

NEUTRAL = "Qx"
"""A name that is no word of any language."""


def without_words(value: object) -> object:
    """A plan of which all names are neutral."""
    if isinstance(value, dict):
        return {
            key: NEUTRAL
            if key in ("name", "label", "owner", "source") and isinstance(one, str)
            else without_words(one)
            for key, one in value.items()
            if key != "notes"
        }
    return [without_words(one) for one in value] if isinstance(value, list) else value


def plan(seed: int) -> PlanDict:
    written = fixed_plan(seed, balanced=None)
    return without_words(with_claims(written, Random(seed)))  # type: ignore[return-value]


SEEDS = range(2)


@pytest.fixture(params=SEEDS)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    file = tmp_path / "qx.yaml"
    file.write_bytes(yaml_bytes(plan(request.param)))
    return file


def read(form: str, data: bytes) -> str:
    """What a person reads of a file."""
    if form in ("docx", "xlsx"):
        return " \n".join(_texts_of_office(data))
    text = data.decode("utf-8")
    if form == "html":
        return " \n".join(_texts_of_html(text))
    if form == "json":
        return " \n".join(_strings(json.loads(text)))
    return text


def _texts_of_office(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml") and not name.startswith(
                ("docProps", "word/theme", "xl/theme")
            ):
                text = archive.read(name).decode("utf-8")
                yield from re.findall(r"<(?:w:)?t(?: [^>]*)?>([^<]*)<", text)
                yield from re.findall(
                    r"""(?:descr|prompt|promptTitle|error|<sheet name)="([^"]*)\"""", text
                )


def _texts_of_html(text: str) -> Iterator[str]:
    text = re.sub(r"(?s)<(style|script)\b.*?</\1>", "", text)
    yield from re.findall(r"""(?:aria-label|alt|title)="([^"]*)\"""", text)
    yield re.sub(r"<[^>]*>", " ", text)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            if key in ("message", "remedy", "title", "label", "notes"):
                yield from _strings([one])
            elif isinstance(one, dict | list):
                yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield one if isinstance(one, str) else " ".join(_strings(one))


def words(text: str) -> str:
    """Printed findings without the lines of the plan that they show."""
    return re.sub(r"(?m)^ *[0-9]* \|.*$", "", text).replace(NEUTRAL, "")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMATS["tables"])
def test_allocate_speaks_one_language_in_every_format(path, form, language, tmp_path):
    out = tmp_path / f"out{FORMATS['tables'][form].endings[0]}"
    tables = (
        []
        if not FORMATS["tables"][form].tables
        else [
            part
            for name in ("costs", "financing", "breakdown", "phases", "environments")
            for part in ("--table", name)
        ]
    )
    ran = program("allocate", path, "--lang", language, *tables, "-o", out)
    assert ran.code in (0, 1), ran.err
    said = read(form, out.read_bytes())
    assert foreign(words(said), language) == []
    assert foreign(words(ran.err), language) == []


def ran(*arguments: object) -> str:
    done = program(*arguments, env={"COLUMNS": "200"})
    assert done.code in (0, 1), done.err
    return words(done.out.decode("utf-8") + done.err)


def test_explain_speaks_one_language(path):
    """Some figures of each kind, their amounts, and names that there are none of."""
    document = json.loads(program("allocate", path, "--format", "json").out)
    figures = dict(figures_of(document))
    by_kind: dict[str, list[str]] = {}
    for name in figures:
        by_kind.setdefault(name.partition(".")[0], []).append(name)
    rng = Random(path.read_bytes())
    names = [one for several in by_kind.values() for one in rng.sample(several, 2)]
    unknown = ["qx", "qx.qx.qx", *(f"{kind}.qx.qx" for kind in by_kind)]
    amounts = dict.fromkeys(str(figures[name]) for name in names)
    asked_for = [(name, "--depth", "9") for name in names[::2]]
    asked_for += [(one,) for one in (*names, *amounts, *unknown)]
    for asked in asked_for:
        for language in LANGUAGES:
            done = program("explain", path, *asked, "--lang", language)
            assert done.code == (2 if asked[0] in unknown else 0)
            said = words(done.out.decode("utf-8") + done.err)
            assert foreign(said, language) == [], (asked, said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_diff_speaks_one_language(path, language):
    for form in ("table", "markdown"):
        ran = program("diff", path, "--set", "name=Qx", "-f", form, "--lang", language)
        assert (ran.code, ran.err) == (0, "")
        assert foreign(ran.out.decode(), language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_notes_for_programs_speak_one_language(path, language):
    """Those of an award, its ceiling and a share, from the figure down to the plan."""
    document = json.loads(program("allocate", path, "--format", "json").out)
    figures = [f"awards.{one['phase']}.{one['environment']}" for one in document["awards"][:1]]
    figures += [
        f"shares.{one['line']}.{one['environment']}.{one['year']}"
        for one in document["shares"][-1:]
    ]
    for figure in figures:
        done = program("explain", path, figure, "--format", "json", "--lang", language)
        notes = " ".join(_strings(json.loads(done.out)))
        assert foreign(words(notes), language) == [], (figure, notes)


@pytest.fixture(scope="module", params=LANGUAGES)
def report(request: pytest.FixtureRequest) -> tuple[str, Report]:
    """What is found in all invalid plans, in a language."""
    readings = [read_file(str(path), "-", request.param) for path in INVALID]
    checked = [
        one._replace(findings=(*one.findings, *(check(one.plan) if one.plan else ())))
        for one in readings
    ]
    return request.param, report_of(checked, request.param)


@pytest.mark.parametrize("form", FORMATS["findings"])
def test_check_speaks_one_language_in_every_format(form, report):
    language, found = report
    said = words(renderer("findings", form)(found))
    if form in ("json", "gitlab", "sarif"):
        said = " ".join(_under(json.loads(said), "message", "remedy", "description", "text"))
    assert len(said) > len(INVALID) * 40
    assert foreign(said, language) == []


def _under(value: object, *keys: str) -> Iterator[str]:
    """The texts below these keys, which people read, of a document for programs."""
    if isinstance(value, dict):
        for key, one in value.items():
            if key in keys and isinstance(one, str):
                yield one
            else:
                yield from _under(one, *keys)
    elif isinstance(value, list):
        for one in value:
            yield from _under(one, *keys)


@pytest.mark.parametrize("language", LANGUAGES)
def test_rules_speak_one_language(language):
    for code in [(), *((code,) for code in RULES)]:
        assert foreign(ran("rule", *code, "--lang", language), language) == []
    for one in json.loads(ran("rule", "--lang", language, "--format", "json"))["rules"]:
        said = f"{one['family']}. {one['title']}. {one['meaning']} {one['remedy']}"
        assert foreign(said, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_schema_speaks_one_language(language):
    said = json.loads(ran("schema", "--lang", language))
    assert (
        foreign(" ".join(_under(said, "description", "patternErrorMessage", "title")), language)
        == []
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_init_speaks_one_language_and_its_plan_checks(language, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert foreign(ran("init", "--lang", language), language) == []
    assert (tmp_path / "budget.yaml").read_text("utf-8") == starters()[language]
    assert ran("check", "budget.yaml") == ""
    again = program("init", "--lang", language)
    assert again.code == 2
    assert foreign(again.err, language) == []


# whose language it is ----------------------------------------------------------------------------

PLAN = (
    "name: Qx\nyears: [2030]\nparticipants: 2\nenvironments: 2\n"
    "costs: {a: {yearly: 100}}\nfinancing: {b: {yearly: 90}}\n"
)
BROKEN = {
    "right but for its sums": PLAN,
    "unknown key": f"{PLAN}lnguage: nb\n",
    "a colon missing": f"{PLAN}oops\n",
    "a bracket left open": f"{PLAN}notes: [a\n",
    "a tab": f"{PLAN}notes:\n\t- a\n",
    "a hidden character": f"{PLAN}owner: a\u200bb\n",
    "a space that is none": f"{PLAN}\u00a0owner: a\n",
    "a key that stands twice": f"{PLAN}name: Qy\n",
    "a second document": f"{PLAN}---\na: b\n",
    "a directive": f"%YAML 1.2\n---\n{PLAN}",
    "too deep": f"{PLAN}notes: {'[' * 30}\n",
    "indented as a whole": re.sub("(?m)^", "  ", PLAN) + "x: 1\n",
}
"""Plans with something wrong in them, without a language."""


def language_of(text: str) -> str:
    """The language of what is printed."""
    found = {language for language in LANGUAGES if not foreign(words(text), language)}
    assert len(found) == 1, text
    return found.pop()


@pytest.mark.parametrize("own", [None, "nb", "en"])
@pytest.mark.parametrize("slip", BROKEN)
def test_a_broken_plan_speaks_its_own_language_unless_another_is_asked_for(tmp_path, slip, own):
    path = tmp_path / "qx.yaml"
    line = f"{'  ' if slip.startswith('indented') else ''}language: {own} # Qx\n" if own else ""
    text = re.sub(r"(?m)^(?= *name: Qx)", line, BROKEN[slip], count=1)
    path.write_text(text, "utf-8")
    for command in (["check"], ["allocate", "--format", "json"], ["explain"]):
        asked = [*command, path, *(["costs.costs.total"] if command == ["explain"] else [])]
        if command == ["explain"] and slip.startswith("right"):
            continue  # it is explained
        said = program(*asked)
        assert said.code == 1
        assert language_of(said.err) == (own or "nb")
        for language, other in (("nb", "en"), ("en", "nb")):
            variable = {"INDUSTRI40_LANG": language}
            assert language_of(program(*asked, env=variable).err) == language
            asked_for = program(*asked, "--lang", language, env={"INDUSTRI40_LANG": other})
            assert language_of(asked_for.err) == language


@pytest.mark.parametrize(
    ("own", "meant"),
    [("english", "en"), ("EN", "en"), ("en_GB", "en"), ("no", "nb"), ("nn", "nb"), ("[en]", "nb")],
)
@pytest.mark.parametrize("rest", ["", "notes: [a\n"], ids=["yaml", "no yaml"])
def test_a_word_that_is_no_language_is_told_in_the_one_that_it_seems_to_mean(
    tmp_path, own, meant, rest
):
    path = tmp_path / "qx.yaml"
    path.write_text(f"{PLAN}language: {own}\n{rest}")
    assert language_of(program("check", path).err) == meant


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
@pytest.mark.parametrize("own", [None, "nb", "en"])
def test_so_does_one_in_another_encoding(tmp_path, encoding, own):
    path = tmp_path / "qx.yaml"
    line = f"language: {own}\n" if own else ""
    path.write_bytes(f"{PLAN}owner: Ærø\n{line}".encode(encoding))
    assert language_of(program("check", path).err) == (own or "nb")


NO_PLANS = {
    "empty": "",
    "remarks": "# Bare en merknad\n",
    "a list": "- a\n- b\n",
    "a text": "Hei\n",
    "no yaml": "a: [1\n",
    "a key of another file": "version: 3\n  x: [\n",
}


@pytest.mark.parametrize("text", NO_PLANS.values(), ids=NO_PLANS)
def test_what_is_no_plan_is_spoken_of_in_english_unless_asked(tmp_path, text):
    path = tmp_path / "qx.yaml"
    path.write_text(text, "utf-8")
    assert language_of(program("check", path).err) == "en"
    assert language_of(program("check", path, "--lang", "nb").err) == "nb"
    path.unlink()
    assert language_of(program("check", path).err) == "en"
    assert language_of(program("check", path, env={"INDUSTRI40_LANG": "nb"}).err) == "nb"


def last_line(paths: Iterable[Path], *asked: str) -> str:
    return program("check", *paths, *asked).err.splitlines()[-1]


def test_the_last_line_is_in_the_one_language_of_all_findings_else_in_english(tmp_path):
    nb, en, right = (tmp_path / f"{name}.yaml" for name in ("nb", "en", "right"))
    nb.write_text(PLAN)
    en.write_text(f"{PLAN}language: en\n")
    right.write_text(f"{PLAN}language: en\n".replace("90", "100"))
    assert last_line([nb, right]) == "2 feil i 1 av 2 filer, alle på grunn av 1 beløp"
    assert last_line([nb, en]) == "4 errors in 2 of 2 files, all from 2 amounts"
    assert last_line([nb, en], "--lang", "nb") == "4 feil i 2 av 2 filer, alle på grunn av 2 beløp"


@pytest.mark.parametrize("variable", [None, "nb", "en"])
@pytest.mark.parametrize("option", [None, "nb", "en"])
def test_without_a_plan_the_option_and_then_the_variable_decide(option, variable):
    asked = ["--lang", option] if option else []
    env = {"INDUSTRI40_LANG": variable} if variable else {}
    language = option or variable or "en"
    said = program("rule", "S401", *asked, env=env).out.decode()
    assert RULES["S401"].meaning(language) in " ".join(said.split())
    assert program("init", "-", *asked, env=env).out.decode() == starters()[language]
    title = json.loads(program("schema", *asked, env=env).out)["title"]
    assert title == TEXTS["the_schema"][language].said


def test_every_command_is_looked_at():
    assert set(COMMANDS) == {
        *("allocate", "check", "explain", "diff", "solve", "rule", "schema", "init"),
    }


# what is said beside findings --------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_of_the_system_is_said_in_the_language(language):
    for number in sorted({*errno.errorcode} - {0}):
        error = OSError(number, os.strerror(number))
        said = phrase("fails", language, what="qx", why=why(error))
        assert foreign(said, language) == []
        if language == "en":
            assert said == f"qx: {os.strerror(number).lower()}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fault_of_the_program_is_said_in_the_language(language):
    [said] = fault(ZeroDivisionError("qx"), language)
    assert foreign(said, language) == []
    assert "ZeroDivisionError: qx" in said
    assert "INDUSTRI40_TRACEBACK=1" in said
