"""Options and arguments: what is said of them in ``options.txt``, and what a shell completes."""

import re
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Annotated, Any, TypeAlias

import typer

from industri40.languages import read_beside
from industri40.render.registry import FORMATS, What

_LINE = re.compile(r"^(\w+) ([^:]+): (.+(?:\n +.+)*)", re.MULTILINE)
_SAID = {
    f"{command} {names.split()[0]}": (names.split(), " ".join(text.split()))
    for command, names, text in _LINE.findall(read_beside(__name__, "options.txt"))
}
"""By command and first name: all names, of an option that of its value too, and what is said."""


def param(
    named: str, known: str = "", formats: What | None = None, plan: str = "", **more: Any
) -> Any:
    """An option or argument as the file has it, such as ``check --strict``.

    It is completed from what is ``known``: a registry, after its module and a colon. One that
    chooses a format of what is written says and completes all ``formats`` of that; one that names
    things of a ``plan``, such as its environments, completes these.
    """
    names, text = _SAID[named]
    if formats:
        known, choices = "industri40.render.registry:FORMATS", list(FORMATS[formats])
        text = text.format(formats=", ".join(choices), either=" or ".join(choices))
    flags = [name for name in names if name.startswith("-")]
    more |= {"metavar": names[-1] if names != flags else None, "help": text}
    if known or plan:
        more["autocompletion"] = _from_plan(plan) if plan else _completer(known, formats)
    return typer.Option(*flags, **more) if flags else typer.Argument(**more)


def _completer(registry: str, part: What | None) -> Callable[[str], list[str]]:
    """What a shell completes from the names of a registry, or of a part of it, when it is asked.

    Of several with commas between, the last one is completed.
    """

    def complete(incomplete: str) -> list[str]:
        module, _, name = registry.partition(":")
        known = getattr(import_module(module), name)
        names: Iterable[str] = known[part] if part else known
        before, comma, begun = incomplete.rpartition(",")
        return [f"{before}{comma}{name}" for name in names if name.startswith(begun)]

    return complete


def _from_plan(what: str) -> Callable[[typer.Context, str], list[str]]:
    """What a shell completes from the plan on the command line, such as its environments."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        from industri40.cli.completing import complete as completed

        return completed(what, ctx, incomplete)

    return complete


CODES = "industri40.findings.catalogue:RULES"  # where the codes are that can be completed

Several: TypeAlias = list[str] | None
PlanFile = Annotated[str, param("all PLAN")]
Lang = Annotated[str | None, param("all --lang", "industri40.languages:LANGUAGES")]
Scenarios = Annotated[Several, param("all --scenario", plan="scenarios")]
Sets = Annotated[Several, param("all --set", plan="settings")]
Select = Annotated[Several, param("all --select", CODES)]
Ignore = Annotated[Several, param("all --ignore", CODES)]
