"""The rooms of the house and the one direction of their imports."""

import ast
import re
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "industri40"

ROOMS = (
    "record",
    "languages",
    "money",
    "nearest",
    "visible",
    "findings",
    "rounding",
    "plan/yaml",
    "plan",
    "engine",
    "impossible",
    "load",
    "report",
    "explain",
    "checks",
    "comparing",
    "render/common",
    "render/pictures",
    "render/findings",
    "render",
    "cli",
    "__main__",
)
"""A room may import from those before it, never from those after it.

One in another is the folder of that name; the folders that are left in ``render`` are a format
each, and know nothing of each other.
"""

HOMES = {
    "yaml": ("plan/yaml/*",),
    "pydantic": ("plan/language/*",),
    "pydantic_core": ("plan/language/*",),
    "typer": ("cli/*",),
    "rich": ("render/terminal/*",),
    "xlsxwriter": ("render/excel/*",),
    "docx": ("render/word/*",),
    "jinja2": ("render/html/*",),
}
"""Where each third-party package may be imported; any other may be nowhere."""

PURE = ("rounding", "engine", "report", "checks", "comparing")
"""Rooms of pure functions: no third party, no files, no printing, no clock."""

IMPURE = {"os", "io", "sys", "time", "pathlib", "subprocess", "random", "locale", "shutil"}

_MODULE = re.compile(r"(industri40(?:\.[a-z_0-9]+)+)(?::\w+)?")


class Arrow(NamedTuple):
    """One import: from a file, at a line, to a module, under which name if one is taken from it."""

    file: str
    line: int
    module: str
    name: str | None

    @property
    def room(self) -> str:
        return _room(self.file.removesuffix(".py"))

    def __str__(self) -> str:
        return f"{self.file}:{self.line} imports {self.module}"


def arrows(source: Path) -> list[Arrow]:
    return [
        arrow
        for path in sorted(source.rglob("*.py"))
        for arrow in _arrows_of(path.relative_to(source).as_posix(), path.read_text("utf-8"))
    ]


def _arrows_of(file: str, text: str) -> Iterator[Arrow]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Arrow(file, node.lineno, alias.name, None)
        elif isinstance(node, ast.ImportFrom):
            package = ["industri40", *Path(file).parts[:-1]]
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                yield Arrow(file, node.lineno, module, alias.name)
        elif isinstance(node, ast.Constant) and (named := _MODULE.fullmatch(str(node.value))):
            # a registry names modules that it imports when they are asked for
            yield Arrow(file, node.lineno, named[1], None)


def faults(found: list[Arrow]) -> Iterator[str]:
    for arrow in found:
        package, *rest = arrow.module.split(".")
        if package in sys.stdlib_module_names:
            if arrow.room in PURE and package in IMPURE:
                yield f"{arrow}, which a pure room does not need"
        elif package != "industri40":
            if not any(fnmatch(arrow.file, home) for home in HOMES.get(package, ())):
                yield f"{arrow} outside its room"
        elif arrow.room == "__init__":
            continue  # the lazy front door names everything and imports nothing
        else:
            yield from _back(arrow, "/".join(rest or [str(arrow.name)]))


def _room(path: str) -> str:
    """The innermost room that a module is in, by its path; its first folder where there is none."""
    inside = [room for room in ROOMS if path == room or path.startswith(f"{room}/")]
    return max(inside, key=len, default=path.partition("/")[0])


def _back(arrow: Arrow, target: str) -> Iterator[str]:
    if target == "__version__":
        return
    to = _room(target)
    if to not in ROOMS or arrow.room not in ROOMS:
        yield f"{arrow} ({target}), and one of them is no room of the house"
    elif ROOMS.index(to) > ROOMS.index(arrow.room):
        yield f"{arrow}, which points back"
    elif to == arrow.room == "render":
        ours, theirs = (Path(path).parts[1:-1][:1] for path in (arrow.file, f"{target}.py"))
        if theirs and ours and ours != theirs:
            yield f"{arrow}, which is another format's"


def test_no_arrow_points_back_and_no_guest_is_outside_its_room():
    found = arrows(SOURCE)
    assert found, "no arrows were seen"
    assert list(faults(found)) == []


def test_the_walk_saw_the_whole_house():
    found = arrows(SOURCE)
    inner = {
        (arrow.room, _room("/".join(arrow.module.split(".")[1:])))
        for arrow in found
        if arrow.module.startswith("industri40.")
    }
    assert len(inner) > len(ROOMS), "no arrows were seen, so nothing was proved"
    for neighbours in [
        ("plan", "rounding"),
        ("plan", "plan/yaml"),
        ("engine", "plan"),
        ("load", "plan"),
        ("report", "engine"),
        ("checks", "report"),
        ("render/common", "report"),
        ("render/pictures", "render/common"),
        ("render/findings", "render/common"),
        ("render", "render/common"),
        ("cli", "render"),
        ("cli", "checks"),
    ]:
        assert neighbours in inner
    guests = {arrow.module.split(".")[0] for arrow in found}
    assert guests >= {"typer", "pydantic", "yaml", "rich"}


def test_the_workbook_goes_by_results_and_not_by_how_they_are_rounded():
    seen = {arrow.module for arrow in arrows(SOURCE) if arrow.file.startswith("render/excel/")}
    assert "industri40.engine.allocation" in seen
    ways = ("frames", "network", "together", "mending", "forwards")
    rounding = ("industri40.rounding", *(f"industri40.engine.{way}" for way in ways))
    assert not [module for module in seen if module.startswith(rounding)]


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("plan/x.py", "from industri40.engine.allocation import Share", "points back"),
        ("plan/x.py", "def f():\n    import industri40.cli.main", "points back"),
        ("plan/x.py", "from ..engine import allocation", "points back"),
        ("engine/x.py", "from .. import cli", "points back"),
        ("report/x.py", "A = {'b': 'industri40.render.common.text'}", "points back"),
        ("plan/x.py", "from industri40 import load_plan", "no room of the house"),
        ("plan/yaml/x.py", "from industri40.plan.model import Plan", "points back"),
        ("render/common/x.py", "from industri40.render.registry import FORMATS", "points back"),
        ("render/word/x.py", "from industri40.render.html.page import render", "another format's"),
        ("engine/x.py", "import yaml", "outside its room"),
        ("cli/x.py", "from rich.table import Table", "outside its room"),
        ("plan/x.py", "import numpy", "outside its room"),
        ("engine/x.py", "from os import path", "a pure room"),
        ("attic/x.py", "from industri40.money import json_number", "no room of the house"),
    ],
)
def test_the_walk_sees_each_kind_of_fault(tmp_path, file, text, said):
    path = tmp_path / file
    path.parent.mkdir(parents=True)
    path.write_text(text)
    [fault] = faults(arrows(tmp_path))
    assert said in fault
    assert file in fault


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("engine/x.py", "from industri40.plan.model import Plan"),
        ("engine/x.py", "from . import result"),
        ("cli/x.py", "from industri40 import __version__\nimport typer"),
        ("plan/language/written.py", "import pydantic"),
        ("render/terminal/x.py", "from rich.table import Table"),
        ("render/data/x.py", "from industri40.render.findings.json import findings_json"),
        ("render/excel/shares/x.py", "from industri40.render.excel.sheets import Sheet"),
        ("render/registry.py", "A = 'industri40.render.rules:as_text'"),
        ("__init__.py", "from industri40.cli.main import run"),
    ],
)
def test_the_walk_lets_the_right_ones_pass(tmp_path, file, text):
    path = tmp_path / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    assert arrows(tmp_path)
    assert list(faults(arrows(tmp_path))) == []
