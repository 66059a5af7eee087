"""What the program says that is no finding: put into words in the language of whoever is told."""

from industri40.languages import OTHERWISE

TYPE_CHECKING = False  # facts are needed where something is said, which is seldom
if TYPE_CHECKING:
    from industri40.findings.facts import Fact, Term


class SaidError(Exception):
    """An error that is a text of the catalogue, by its name, with what stands in that.

    A fact that is a ``str`` stands just so. Where nobody says in which language, it is English.
    """

    def __init__(self, name: str, /, **facts: "Fact") -> None:
        super().__init__(name, facts)
        self._name, self._facts = name, facts

    def said(self, language: str) -> str:
        """The message in a language."""
        return phrase(self._name, language, **self._facts)

    def __str__(self) -> str:
        return self.said(OTHERWISE)


def phrase(name: str, language: str, /, **facts: "Fact") -> str:
    """A text of the catalogue by its name; a fact that is a ``str`` stands in it just so."""
    from industri40.findings.facts import Verbatim, term
    from industri40.findings.wording import written

    exact = {key: Verbatim(one) if isinstance(one, str) else one for key, one in facts.items()}
    return written(term(name, **exact), language)


def why(error: OSError | ValueError) -> "Term":
    """What the system says of an error, without its number."""
    from errno import errorcode

    from industri40.findings.catalogue import TEXTS
    from industri40.findings.facts import Verbatim, term

    known = f"error_{errorcode.get(getattr(error, 'errno', None) or 0)}"
    if known in TEXTS:
        return term(known)
    words = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return term("the_system_says", words=Verbatim((words or type(error).__name__).lower()))
