"""Every call that finds something has its text, every text its call, and both name the same facts.

The source is read, not run. A call is one of a function in MAKERS; the texts that it may mean are
named by constants, also through a variable, a choice, a mapping or a function of the same module.
What only passes on names that somebody else gave it is left alone.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

import industri40
from industri40.findings.catalogue import TEXTS

SOURCE = Path(industri40.__file__).parent
FIGURES = {"expected", "found", "difference", "gap"}
"""What a text may name where a finding has two figures."""
NUMBERED = ("family_", "error_", "sign_")
"""Texts that are found by what a code begins with, an error's name, a character's number."""


class Maker(NamedTuple):
    """A function that takes names of texts as the arguments ``named``, and perhaps their ``code``.

    ``parameters`` are what it takes by name beside facts, ``adds`` the facts that whoever passes
    them on gives besides. What is ``always`` of one code has that.
    """

    named: tuple[int, ...]
    code: int | None = None
    parameters: frozenset[str] = frozenset()
    adds: frozenset[str] = frozenset()
    always: str = ""


_PLACED = frozenset({"expected", "found", "subject", "cause", "language", "key", "within"})
MAKERS = {
    "finding": Maker((1,), 0, _PLACED),
    "find": Maker((1,), 0, _PLACED, frozenset({"value"})),
    "check": Maker((1,), 0, adds=frozenset({"years"} | FIGURES)),
    "_check_there": Maker(
        (1,), 0, adds=frozenset({"years", "environment", "environments"} | FIGURES)
    ),
    "report": Maker((1,), 0, frozenset({"cause"})),
    "_problem": Maker((1,), 0),
    "Refused": Maker((1,), 0, frozenset({"way"}), frozenset({"value", "word"})),
    "FileError": Maker((1,), adds=frozenset({"name"}), always="R100."),
    "UnknownPathError": Maker((0,), always="P258."),
    "_refused": Maker((0,), always="P258."),
    "term": Maker((0,)),
    "phrase": Maker((0,)),
    "_labels": Maker((0,)),
    "_send": Maker((0,), None, frozenset({"for_people"})),
    "over": Maker((1,)),
    "waiting": Maker((0,)),
    "OutputError": Maker((0,)),
    "TargetError": Maker((0,)),
    "MissingLibraryError": Maker((0,)),
    "WrongUseError": Maker((1,)),
    "WantedError": Maker((0,)),
}


class Module:
    """One file of the source."""

    def __init__(self, text: str) -> None:
        self.tree = ast.parse(text)
        self.functions = {
            node.name: node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef)
        }

    def calls(self) -> Iterator[tuple[ast.Call, ast.FunctionDef | None]]:
        """Every call, with the function that it stands in."""
        yield from self._calls(self.tree, None)

    def _calls(self, node: ast.AST, inside: ast.FunctionDef | None):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Call):
                yield child, inside
            yield from self._calls(child, child if isinstance(child, ast.FunctionDef) else inside)

    def values(self, node: ast.expr, inside: ast.FunctionDef | None) -> set[str]:
        """The texts that an expression may be; nothing where that cannot be seen."""
        match node:
            case ast.Constant(value=str(text)):
                return {text} - {""}
            case ast.IfExp(body=one, orelse=other):
                return self.values(one, inside) | self.values(other, inside)
            case ast.Tuple(elts=values):
                return self._all(values, inside)
            case ast.Starred(value=several) | ast.DictComp(value=several):
                return self.values(several, inside)
            case ast.Dict(values=values):
                return self._all(values, inside)
            case ast.Subscript(value=mapping):
                return self.values(mapping, inside)
            case ast.Call(func=ast.Attribute(attr="get", value=mapping), args=[_, *others]):
                return self._all([mapping, *others], inside)
            case ast.Call(func=ast.Name(id=name)) if name in self.functions:
                function = self.functions[name]
                returned = [one for one in ast.walk(function) if isinstance(one, ast.Return)]
                return self._all([one.value for one in returned if one.value], function)
            case ast.Name(id=name):
                return self._all(self._meant(name, inside), inside)
        return set()

    def _all(self, nodes: Iterable[ast.expr], inside: ast.FunctionDef | None) -> set[str]:
        return {text for node in nodes for text in self.values(node, inside)}

    def _meant(self, name: str, inside: ast.FunctionDef | None) -> Iterator[ast.expr]:
        """What a name is set to in a function or at the top, or may be as a parameter."""
        for node in (*(ast.walk(inside) if inside else ()), *self.tree.body):
            match node:
                case ast.Assign(targets=[ast.Name(id=found)], value=value) if found == name:
                    yield value
                case ast.NamedExpr(target=ast.Name(id=found), value=value) if found == name:
                    yield value
                case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
                    for one, value in zip(names, values, strict=True):
                        if isinstance(one, ast.Name) and one.id == name:
                            yield value
                case ast.arg(arg=found, annotation=ast.Subscript(slice=choices)) if found == name:
                    yield from getattr(choices, "elts", [choices])

    def facts(self, call: ast.Call) -> tuple[set[str], set[str]]:
        """The facts that are given by name, and those of a mapping that a function makes."""
        given, passed = set(), set()
        for keyword in call.keywords:
            if keyword.arg:
                given.add(keyword.arg)
            elif isinstance(keyword.value, ast.Call) and isinstance(keyword.value.func, ast.Name):
                for node in ast.walk(self.functions[keyword.value.func.id]):
                    if isinstance(node, ast.Dict):
                        passed |= {key.value for key in node.keys if isinstance(key, ast.Constant)}
        return given, passed


def named_in(text: str) -> set[str]:
    """The facts that a text names."""
    return {name.lower() for name in re.findall(r"\{(\w+)(?::[^{}|]*\|[^{}|]*)?\}", text)}


def faults(sources: Mapping[str, str], texts: Mapping[str, str]) -> Iterator[str]:
    """Calls without their text, texts without their call, and facts of one without the other."""
    used: set[str] = set()
    for file, source in sources.items():
        module = Module(source)
        for call, inside in module.calls():
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            if name == "_replace":
                used |= {
                    one.value.value
                    for one in call.keywords
                    if one.arg == "variant" and isinstance(one.value, ast.Constant)
                }
            if name in MAKERS and len(call.args) > max(MAKERS[name].named):
                meant = _texts_of(call, inside, module, MAKERS[name])
                used |= meant
                where = f"{file}:{call.lineno}"
                if any(
                    one.arg is None and isinstance(one.value, ast.Name) for one in call.keywords
                ):
                    continue  # facts that somebody else gave
                yield from _faults_of(where, meant, texts, module.facts(call), MAKERS[name])
    yield from (f"no call says {name}" for name in texts if name not in used)


def _texts_of(
    call: ast.Call, inside: ast.FunctionDef | None, module: Module, maker: Maker
) -> set[str]:
    variants = {one for at in maker.named for one in module.values(call.args[at], inside)}
    if maker.code is None:
        codes = {maker.always}
    else:
        codes = {f"{code}." for code in module.values(call.args[maker.code], inside)} or {""}
    names = {f"{code}{variant}" for code in codes for variant in variants}
    return {name if name in TEXTS or "." not in name else _shared(name) for name in names}


def _shared(name: str) -> str:
    """A text of all codes where a code has none of that name."""
    variant = name.partition(".")[2]
    return variant if variant in TEXTS else name


def _faults_of(
    where: str,
    meant: set[str],
    texts: Mapping[str, str],
    facts: tuple[set[str], set[str]],
    maker: Maker,
) -> Iterator[str]:
    given, passed = facts[0] - maker.parameters, facts[1] | maker.adds
    if maker.parameters >= FIGURES & facts[0] == {"expected", "found"}:
        passed = passed | FIGURES
    named: set[str] = set()
    for name in sorted(meant):
        if name not in texts:
            yield f"{where}: there is no text {name}"
            return
        named |= named_in(texts[name])
        lacking = named_in(texts[name]) - given - passed
        yield from (f"{where}: {name} names {one}, which is not given" for one in sorted(lacking))
    if meant:
        unnamed = given - named - {"remedy"}
        yield from (f"{where}: {one} is given, and no text names it" for one in sorted(unnamed))


def _catalogue() -> dict[str, str]:
    """What is said under every name that a call has to have; of all languages together."""
    return {
        name: " ".join(f"{text.said} {text.remedy}" for text in languages.values())
        for name, languages in TEXTS.items()
        if not name.startswith(NUMBERED) and not name.endswith((".title", ".rule"))
    }


def test_every_call_has_its_text_and_every_text_its_call():
    sources = {
        path.relative_to(SOURCE).as_posix(): path.read_text("utf-8")
        for path in sorted(SOURCE.rglob("*.py"))
    }
    assert list(faults(sources, _catalogue())) == []


SAID = {"S401.off": "{name} is {found}, and {expected} is stated: {gap} off.", "less": "less"}
CALL = 'finding("S401", "off", place, expected=one, found=other, name=name)\nterm("less")\n'
CHOICE = """
def _one(many, use: Literal["off"]):
    variant = "on" if many else use
    return finding("S401", variant, place, expected=one, found=other, name=name)
"""


@pytest.mark.parametrize(
    ("source", "texts", "found"),
    [
        (CALL, SAID, []),
        (CALL, {"less": "less"}, ["a.py:1: there is no text S401.off"]),
        (CALL + CHOICE, SAID, ["a.py:6: there is no text S401.on"]),
        ("", {"S401.off": "Off."}, ["no call says S401.off"]),
        (CALL, SAID | {"more": "more"}, ["no call says more"]),
        (
            CALL.replace("name=name", "name=name, year=year"),
            SAID,
            ["a.py:1: year is given, and no text names it"],
        ),
        (
            CALL.replace(", name=name", ""),
            SAID,
            ["a.py:1: S401.off names name, which is not given"],
        ),
        (
            CALL.replace("found=other, ", ""),
            {**SAID, "S401.off": "{name} is {found}."},
            ["a.py:1: S401.off names found, which is not given"],
        ),
    ],
)
def test_each_fault_is_found(source, texts, found):
    assert list(faults({"a.py": source}, texts)) == found
