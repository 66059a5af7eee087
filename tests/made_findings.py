"""Findings that say whatever a test wants, in the place of a sentence of the catalogue."""

from industri40.findings.catalogue import RULES
from industri40.findings.facts import Id, Verbatim
from industri40.findings.finding import Finding, Place, finding
from industri40.findings.wording import message, written
from industri40.plan.language.values import Refused

SAID = "as the test says"


class _Said(Finding):
    __slots__ = ()

    @property
    def message(self) -> str:
        return self._said("message") if self.variant == SAID else super().message

    @property
    def remedy(self) -> str:
        return self._said("remedy") if self.variant == SAID else super().remedy

    def _said(self, what: str) -> str:
        return dict(self.facts)[what].text


def that_says(
    code: str, place: Place, message: str, *, remedy: str | None = None, **more
) -> Finding:
    made = _Said(*finding(code, SAID, place, language="en", **more))
    texts = {"message": message, "remedy": remedy or RULES[code].remedy("en")}
    return made._replace(facts=tuple((name, Verbatim(text)) for name, text in texts.items()))


def refusal(error: Refused) -> str:
    """What is said of a value that is refused, and what to write instead."""
    what = message(error.code, error.variant, {"value": Id("it"), **error.facts}, "en")
    return f"{what.removesuffix('.')}; write {written(error.way, 'en')}" if error.way else what
