"""Values of options that are one of a few names: refused with the nearest, and completed."""

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Annotated, Any

import typer

from industri40.cli.streams import PRINTED

TYPE_CHECKING = False  # codes are chosen only where somebody asks for it
if TYPE_CHECKING:
    from industri40.cli.selection import Choose


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


def outputs_of(
    form: str | None, paths: Iterable[str], formats: Any, usual: str, besides: str = ""
) -> list[tuple[str, str]]:
    """Each file that is to be written, with its format: ``form``, or that of its ending.

    ``formats`` is the module that lists them, and ``usual`` the one that is printed where nothing
    is said. An unknown one is wrong use, to which ``besides`` is said of endings.
    """
    if form is not None:
        one_of(form, formats.FORMATS, "--format")
    outputs = []
    for path in paths:
        asked = form or formats.format_of(path) or (usual if path == PRINTED else None)
        if asked is None:
            endings = ", ".join(end for one in formats.FORMATS.values() for end in one.endings)
            raise typer.BadParameter(
                f"the ending of '{path}' is that of no format; there are {endings}.{besides}",
                param_hint="'--output'",
            )
        outputs.append((asked, path))
    return outputs


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


def chosen(select: list[str] | None, ignore: list[str] | None) -> "Choose":
    """What the two options choose. An unknown code is wrong use."""
    if not select and not ignore:
        return lambda findings, _: tuple(findings)
    from industri40.cli.selection import choice

    return choice(select or (), ignore or ())
