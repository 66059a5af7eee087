"""Every heading in every language, and every heading that is asked for."""

import ast
import re
import string
from pathlib import Path

import pytest

from industri40.languages import LANGUAGES
from industri40.report.headings import HEADINGS, Words

SOURCE = Path(__file__).parent.parent.parent / "src" / "industri40"


def lacking(headings):
    """Each heading that one of the languages does not have, or has other words to fill in for."""
    for key, texts in headings.items():
        filled = {
            language: {name for _, name, _, _ in string.Formatter().parse(text) if name}
            for language, text in texts.items()
        }
        complete = set(texts) == set(LANGUAGES) and all(map(str.strip, texts.values()))
        if not complete or len(set(map(frozenset, filled.values()))) != 1:
            yield key


def asked_for():
    """The keys, or patterns of keys, that the source asks for."""
    for room in ("report", "comparing", "render"):
        for path in (SOURCE / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if not (isinstance(node, ast.Call) and node.args):
                    continue
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name == "currency":
                    yield r"(currency|short)\.[A-Z]{3}"
                if name in ("words", "say", "_number", "counted"):
                    for one in (*node.args, *(k.value for k in node.keywords)):
                        yield from _counted(one) if name == "counted" else _keys(one)
        for path in (SOURCE / room).rglob("*.html"):
            yield from map(re.escape, re.findall(r'\bwords\("([^"]+)"', path.read_text("utf-8")))


def _counted(node):
    for key in _keys(node):
        yield from (rf"{key}\.one", rf"{key}\.many")


def _keys(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield re.escape(node.value)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(
            re.escape(part.value) if isinstance(part, ast.Constant) else "[a-z_]*"
            for part in node.values
        )
    elif isinstance(node, ast.IfExp):
        yield from _keys(node.body)
        yield from _keys(node.orelse)


def test_every_heading_is_there_in_every_language():
    assert list(lacking(HEADINGS)) == []


@pytest.mark.parametrize(
    "texts",
    [
        {"nb": "Sum"},
        {"nb": "Sum", "en": ""},
        {"nb": "Sum {label}", "en": "Total"},
        {"nb": "Sum", "en": "Total", "de": "Summe"},
    ],
)
def test_a_heading_in_one_language_only_is_found(texts):
    assert list(lacking({"row.sum": texts})) == ["row.sum"]


def in_languages(text):
    """Each place in a source where texts stand by language, with what is wrong with them."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Dict):
            keys = [getattr(key, "value", None) for key in node.keys]
            if set(keys) & set(LANGUAGES):
                texts = [getattr(value, "value", "") for value in node.values]
                yield node.lineno, list(lacking({"": dict(zip(keys, texts, strict=True))}))


def test_wherever_the_source_has_texts_by_language_none_is_missing():
    """Not all of them are headings of tables: formats and plans have words of their own too."""
    seen = 0
    for path in SOURCE.rglob("*.py"):
        for line, wrong in in_languages(path.read_text("utf-8")):
            seen += 1
            assert not wrong, f"{path.relative_to(SOURCE)}:{line}"
    assert seen > 2, "no texts were seen, so nothing was proved"


@pytest.mark.parametrize(
    "text",
    ['A = {"nb": "Sum"}', 'B = {"x": {"nb": "Sum {n}", "en": "Total"}}', '{"en": "", "nb": "a"}'],
)
def test_a_text_in_one_language_only_is_found(text):
    assert [wrong for _, wrong in in_languages(text)] == [[""]]


def test_headings_that_the_source_asks_for_are_there_and_no_others():
    patterns = set(asked_for())
    assert len(patterns) > 20, "hardly a heading was seen, so nothing was proved"
    unused = [
        key for key in HEADINGS if not any(re.fullmatch(pattern, key) for pattern in patterns)
    ]
    assert unused == []
    for pattern in patterns:
        if "." in pattern and "[" not in pattern:
            assert pattern.replace("\\", "") in HEADINGS


def test_the_words_of_a_plan_are_not_the_words_of_the_program():
    """Norwegian stands in the texts of tables and workbook only: all else here is English."""
    for room in ("report", "render"):
        for path in (SOURCE / room).rglob("*.py"):
            # a workbook has texts of its own, and letters that are measured are no words
            if path.name in {"headings.py", "widths.py"} or path.parent.name == "excel":
                continue
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    text = node.value if ">>>" not in node.value else ""
                    assert not re.search("[æøåÆØÅ]", text), (path.name, text)


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="'nn' is no language"):
        Words("nn")
