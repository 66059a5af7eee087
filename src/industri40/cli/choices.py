"""Values of options that are one of a few names: refused with the nearest, and completed."""

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Annotated, Any

import typer

from industri40.cli.streams import PRINTED
from industri40.render.registry import FORMATS, What, endings, format_of

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
    form: str | None, paths: Iterable[str], what: What, usual: str, besides: str = ""
) -> list[tuple[str, str]]:
    """Each file that is to be written, with its format: ``form``, or that of its ending.

    ``usual`` is the format that is printed where nothing is said. An unknown one is wrong use, to
    which ``besides`` is said of endings.
    """
    if form is not None:
        one_of(form, FORMATS[what], "--format")
    outputs = []
    for path in paths:
        asked = form or format_of(what, path) or (usual if path == PRINTED else None)
        if asked is None:
            known = ", ".join(endings(what))
            raise typer.BadParameter(
                f"the ending of '{path}' is that of no format; there are {known}.{besides}",
                param_hint="'--output'",
            )
        outputs.append((asked, path))
    return outputs


def completer(module: str, registry: str, part: str = "") -> Callable[[str], list[str]]:
    """What a shell completes from the names of a registry, or of a part of it, when it is asked.

    Of several with commas between, the last one is completed.
    """

    def complete(incomplete: str) -> list[str]:
        known = getattr(import_module(module), registry)
        names: Iterable[str] = known[part] if part else known
        before, comma, begun = incomplete.rpartition(",")
        return [f"{before}{comma}{name}" for name in names if name.startswith(begun)]

    return complete


def from_plan(what: str) -> Callable[[typer.Context, str], list[str]]:
    """What a shell completes from the plan on the command line: its environments or figures."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        from industri40.cli.completing import complete as completed

        return completed(what, ctx, incomplete)

    return complete


def format_option(what: What, text: str) -> Any:
    """The option that chooses a format of what is written; ``text`` explains it."""
    return typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help=text,
        autocompletion=completer("industri40.render.registry", "FORMATS", what),
    )


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
