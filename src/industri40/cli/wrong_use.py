"""Wrong use of an option or argument: said as typer does in English, in one line in Norwegian."""

import os
from typing import IO, Any

import typer

from industri40.findings.said import SaidError
from industri40.languages import LANGUAGES, OTHERWISE

TYPE_CHECKING = False  # facts are needed where something is said, which is seldom
if TYPE_CHECKING:
    from industri40.findings.facts import Fact

LANGUAGE_VARIABLE = "INDUSTRI40_LANG"  # the variable that asks for a language where no option does


class WrongUseError(typer.BadParameter):
    """A value that an option or argument cannot have: a text of the catalogue, with its facts."""

    def __init__(self, named: str, text: str, **facts: "Fact") -> None:
        self._said, self._named = SaidError(text, **facts), named
        super().__init__(str(self._said), param_hint=f"'{named}'")

    def show(self, file: IO[Any] | None = None) -> None:
        """Say it on standard error."""
        language = _language(self.ctx)
        if self.ctx is None or language == OTHERWISE:
            super().show(file)
        else:
            self.ctx.obj.complain(f"{self._named}: {self._said.said(language)}")


def _language(ctx: Any) -> str:
    """The language asked for, or else that of the first plan named, where it can be read."""
    given = ctx.params if ctx else {}
    for asked in (given.get("lang"), os.environ.get(LANGUAGE_VARIABLE)):
        if asked in LANGUAGES:
            return str(asked)
    first = next(iter(given.get("plans", ())), given.get("plan", given.get("old", "-")))
    if first == "-":  # standard input is left alone
        return OTHERWISE
    from industri40.cli.reading import read
    from industri40.plan.yaml.source import FileError

    try:
        return read(first).language
    except FileError:
        return OTHERWISE
