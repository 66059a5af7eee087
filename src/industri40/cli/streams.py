"""Standard output and standard error, and what becomes of a run when they fail.

A stream that cannot hold a letter gets a question mark for it. A reader that has gone away
(``| head``) is no fault, and the run goes on to its own exit code. Anything else that is lost on
its way out, on a full disk or a closed stream, is an :class:`OutputError` and exit code 2.
"""

import io
import os
import sys

from industri40.findings.said import SaidError, phrase, why
from industri40.languages import OTHERWISE

TYPE_CHECKING = False  # as typing has it, which is not worth its import here
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, TextIO

    from industri40.render.common.results import TextOptions

OK = 0  # all is well
FINDINGS = 1  # the plan has findings that count
USAGE = 2  # wrong use, or a file or stream that cannot be read or written
FAULT = 70  # a fault of the program itself
INTERRUPTED = 130  # Ctrl-C, as shells count it: nothing that was asked for is known to be done
PRINTED = "-"  # the file that means standard output, or the stream of findings
_LONGEST = 500  # characters of an error that are shown


class OutputError(SaidError):
    """Standard output does not take what is written; the message says why, in one line."""


class Closed(io.StringIO):
    """What stands in for a standard output that is closed: nobody watches, and it takes nothing."""

    def write(self, _: object) -> int:
        """Refuse. Raises OutputError."""
        raise OutputError("output_closed")

    @property
    def buffer(self) -> "Any":
        """The same, for bytes."""
        return self


class Streams:
    """The two streams of a run, made safe to write any text to.

    ``language`` is that of what is said on them: the one asked for, or that of the plan, once
    either is known.
    """

    def __init__(self) -> None:
        self.language = OTHERWISE
        if sys.stdout is None:
            # so that whoever prints, typer's help too, learns that nobody gets it
            sys.stdout = Closed()
        for stream in (sys.stdout, sys.stderr):
            if reconfigure := getattr(stream, "reconfigure", None):
                reconfigure(errors="replace")

    def put(self, written: str | bytes, *, for_people: bool = False) -> None:
        """Write a result to standard output: text for people, or byte for byte for programs.

        The former is in the stream's own encoding, and in colour where it is styled and somebody
        watches; the latter is in UTF-8. Raises OutputError where it cannot be written.
        """
        _send("standard_output", written, sys.stdout, for_people=for_people)

    def tell(self, text: str) -> None:
        """Write findings or progress to standard error. Raises OutputError where it is full."""
        if sys.stderr is not None:
            _send("standard_error", text, sys.stderr, for_people=True)

    def complain(self, message: str) -> None:
        """Say in one line on standard error what went wrong, where anybody can hear it."""
        try:
            if sys.stderr is not None:
                sys.stderr.write(f"industri40: {message}\n")
                sys.stderr.flush()
        except (OSError, ValueError):
            _discard(sys.stderr)

    def abandon(self) -> None:
        """Let go of what could not be written, so that the interpreter does not try it again."""
        for stream in (sys.stdout, sys.stderr):
            try:
                if stream is not None:
                    stream.flush()
            except (OSError, ValueError):
                _discard(stream)


def _put(text: "Any", stream: "TextIO") -> None:
    """Write text for people, in colour where it is styled and a terminal or FORCE_COLOR asks."""
    asked = not os.environ.get("NO_COLOR") and (os.environ.get("FORCE_COLOR") or watched(stream))
    if asked and getattr(text, "spans", None):
        from industri40.render.terminal.colour import show

        show(text, stream)
    else:
        stream.write(text)


def _send(name: str, written: str | bytes, stream: "TextIO", *, for_people: bool) -> None:
    try:
        if for_people and isinstance(written, str):
            _put(written, stream)
        else:
            stream.buffer.write(encoded(written))
        stream.flush()
    except (OSError, ValueError) as error:
        _discard(stream)
        if not isinstance(error, BrokenPipeError):
            from industri40.findings.facts import term

            raise OutputError("fails", what=term(name), why=why(error)) from error


def encoded(data: str | bytes) -> bytes:
    """A result for programs as bytes."""
    return data.encode("utf-8", "backslashreplace") if isinstance(data, str) else data


def watched(stream: "TextIO | None") -> bool:
    """Whether a stream is a terminal that takes more than plain lines."""
    dumb = os.environ.get("TERM", "").lower() in ("dumb", "unknown")
    return stream is not None and not dumb and stream.isatty()


def text_options() -> "TextOptions":
    """How text for people is to look on standard output."""
    from industri40.render.common.results import TextOptions

    return TextOptions(columns(), sys.stdout.encoding or "utf-8", sys.stdout.isatty())


def columns(otherwise: int = 80) -> int:
    """How wide the terminal is, or what COLUMNS says; ``otherwise`` where there is neither."""
    from shutil import get_terminal_size

    return get_terminal_size((otherwise, 24)).columns


def failure(error: OutputError | OSError, language: str) -> str:
    """What is said where the system refuses something, with the file that it is about, if any."""
    from industri40.findings.wording import written

    if isinstance(error, OutputError):
        return error.said(language)
    if error.filename:
        return phrase("fails", language, what=str(error.filename), why=why(error))
    return written(why(error), language)


_FAULT = {
    "nb": "feil i selve verktøyet, ikke i planen ({}); sett INDUSTRI40_TRACEBACK=1 for å se hvor",
    "en": "a fault of the program itself, not of the plan ({}); "
    "set INDUSTRI40_TRACEBACK=1 to see where",
}
"""Not in a file of texts, which may be what is at fault."""


def fault(error: Exception, language: str) -> "Iterator[str]":
    """What is said of a fault of the program: where it is, if that is asked, and a sentence."""
    yield from trace_of(error)
    yield _FAULT[language].format(cause_of(error))


def trace_of(error: Exception) -> "Iterator[str]":
    """Where a fault of the program is, if that is asked."""
    if os.environ.get("INDUSTRI40_TRACEBACK"):
        import traceback

        yield "".join(traceback.format_exception(error)).rstrip()


def cause_of(error: Exception) -> str:
    """What an error says, in one line and with its type."""
    from industri40.visible import shown

    said = ": ".join(filter(None, (type(error).__name__, " ".join(str(error).split()))))
    return shown(said, _LONGEST)


def _discard(stream: "TextIO") -> None:
    try:
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), stream.fileno())
    except (OSError, ValueError):
        return
