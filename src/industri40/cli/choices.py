"""Values of options that are one of a few names: refused with the nearest, and completed."""

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Annotated

import typer

TYPE_CHECKING = False  # codes are chosen only where somebody asks for it
if TYPE_CHECKING:
    from industri40.cli.selection import Selection


def one_of(value: str, known: Iterable[str], option: str) -> str:
    """The value, if it is one of the known ones; else wrong use, with all of them named."""
    names = list(known)
    if value in names:
        return value
    from industri40.nearest import did_you_mean

    raise typer.BadParameter(
        f"'{value}' is not one of {', '.join(names)}.{did_you_mean(value, names)}",
        param_hint=f"'{option}'",
    )


def unknown_ending(path: str, endings: Iterable[str], besides: str = "") -> typer.BadParameter:
    """Wrong use: a file whose ending is that of no format, with all that there are."""
    return typer.BadParameter(
        f"the ending of '{path}' is that of no format; there are {', '.join(endings)}.{besides}",
        param_hint="'--output'",
    )


def completer(module: str, registry: str) -> Callable[[str], list[str]]:
    """What a shell completes from the names of a registry, imported only when it is asked.

    Of several with commas between, the last one is completed.
    """

    def complete(incomplete: str) -> list[str]:
        names: Iterable[str] = getattr(import_module(module), registry)
        before, comma, begun = incomplete.rpartition(",")
        return [f"{before}{comma}{name}" for name in names if name.startswith(begun)]

    return complete


def from_plan(what: str) -> Callable[[typer.Context, str], list[str]]:
    """What a shell completes from the plan on the command line: its environments or figures."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        from industri40.cli.completing import complete as completed

        return completed(what, ctx, incomplete)

    return complete


TEXT_OR_JSON = ("text", "json")
"""The formats of a command that says one thing."""

TextOrJson = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="text or json.",
        autocompletion=completer(__name__, "TEXT_OR_JSON"),
    ),
]
PlanFile = Annotated[
    str, typer.Argument(metavar="PLAN", help="The plan's file, or - for standard input.")
]

_RULES = completer("industri40.findings.catalogue", "RULES")

Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="CODES",
        help="Look for these only: codes such as S401, families such as S or P25.",
        autocompletion=_RULES,
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore",
        metavar="CODES",
        help="Look for everything but these.",
        autocompletion=_RULES,
    ),
]


def chosen(select: list[str] | None, ignore: list[str] | None) -> "Selection | None":
    """What the two options choose; None where neither is used. An unknown code is wrong use."""
    if not select and not ignore:
        return None
    from industri40.cli.selection import selection_of

    return selection_of(select or (), ignore or ())
