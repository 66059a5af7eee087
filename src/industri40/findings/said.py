"""What the program says that is no finding: put into words in the language of whoever is told."""

from industri40.languages import OTHERWISE

TYPE_CHECKING = False  # facts are needed where something is said, which is seldom
if TYPE_CHECKING:
    from industri40.findings.facts import Fact, Term


class SaidError(Exception):
    """An error that is a text of the catalogue, by its name, with what stands in that.

    A fact that is a ``str`` stands just so. Where nobody says in which language, it is English.
    """

    def __init__(self, name: str, **facts: "Fact") -> None:
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
    import errno

    from industri40.findings.facts import Verbatim, term

    if isinstance(error, OSError):
        known = {
            errno.EACCES: term("no_permission"),
            errno.EBADF: term("bad_descriptor"),
            errno.EDQUOT: term("quota_exceeded"),
            errno.EFBIG: term("file_too_large"),
            errno.EIO: term("disk_fails"),
            errno.EISDIR: term("is_a_folder"),
            errno.ELOOP: term("links_in_a_loop"),
            errno.ENAMETOOLONG: term("name_too_long"),
            errno.ENOENT: term("not_there"),
            errno.ENOSPC: term("disk_full"),
            errno.ENOTDIR: term("not_a_folder"),
            errno.EPERM: term("not_permitted"),
            errno.EROFS: term("read_only"),
        }
        if error.errno in known:
            return known[error.errno]
    words = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return term("the_system_says", words=Verbatim((words or type(error).__name__).lower()))
