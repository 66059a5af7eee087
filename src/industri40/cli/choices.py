"""Values of options that are one of a few names: refused with the nearest, and completed."""

from collections.abc import Callable, Iterable
from importlib import import_module

import typer

__all__ = ["completer", "one_of", "unknown_ending"]


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
    """What a shell completes from the names of a registry, imported only when it is asked."""

    def complete(incomplete: str) -> list[str]:
        names: Iterable[str] = getattr(import_module(module), registry)
        return [name for name in names if name.startswith(incomplete)]

    return complete
