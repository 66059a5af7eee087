"""Every format of everything that is written: a new one is a module, and a row here.

A module is imported when its format is asked for, and so is the library that it needs.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any, Literal, NamedTuple

from industri40.findings.said import SaidError

What = Literal[
    "tables",
    "scenarios",
    "differences",
    "findings",
    "explanations",
    "figures",
    "solutions",
    "rules",
]
"""What is written: by ``allocate``, ``diff``, ``check``, ``explain``, ``solve`` and ``rule``."""


class MissingLibraryError(SaidError):
    """A format whose library is not installed; the message says in one line how to install it."""


class Format(NamedTuple):
    """One format: its module, and the endings of files that ask for it.

    The module has a ``render``, or another function after a colon, that gives the whole file as
    text or as bytes: of ``tables`` from Results and TextOptions, of ``scenarios`` from
    Scenarios and TextOptions, of ``differences`` from a Difference and TextOptions, of
    ``findings`` from a Report, of ``explanations`` from a Case, a Step, TextOptions and a depth,
    of ``figures`` from a Case, some Named and TextOptions, of ``solutions`` from a Solution and
    TextOptions, of ``rules`` from Rules and a language.

    Text ``for_people`` is printed in the encoding of the stream, and findings to standard error,
    nothing at all where nothing was found; all else is UTF-8, to standard output. ``extra`` is the
    extra of the package that brings a library that not everybody needs. A format of tables may
    show none (``tables``), or every one where none is asked for and not only those of the whole
    programme (``everything``). A format of differences without tables has all shares and awards.
    """

    module: str
    endings: tuple[str, ...] = ()
    for_people: bool = False
    extra: str | None = None
    tables: bool = True
    everything: bool = False


_TEXT = Format("industri40.render.terminal.tables", (".txt",), for_people=True)
_MARKDOWN = Format("industri40.render.markdown", (".md", ".markdown"))
_HTML = Format("industri40.render.html.page", (".html", ".htm"), extra="report")
"""What takes any page."""

FORMATS: dict[What, dict[str, Format]] = {
    "tables": {
        "table": _TEXT,
        "json": Format("industri40.render.data.allocation_json", (".json",)),
        "csv": Format("industri40.render.data.shares_csv", (".csv",), tables=False),
        "markdown": _MARKDOWN,
        "html": _HTML,
        "xlsx": Format(
            "industri40.render.excel.workbook", (".xlsx",), everything=True, extra="excel"
        ),
        "docx": Format("industri40.render.word.document", (".docx",), extra="word"),
    },
    "scenarios": {
        "table": _TEXT,
        "json": Format("industri40.render.scenarios:as_json", (".json",)),
        "csv": Format("industri40.render.scenarios:as_csv", (".csv",)),
        "markdown": _MARKDOWN,
        "html": _HTML,
    },
    "differences": {
        "table": _TEXT,
        "json": Format("industri40.render.data.difference:as_json", (".json",), tables=False),
        "csv": Format("industri40.render.data.difference:as_csv", (".csv",), tables=False),
        "markdown": Format("industri40.render.difference", (".md", ".markdown")),
        "html": _HTML,
    },
    "findings": {
        "text": Format("industri40.render.findings.text", (".txt",), for_people=True),
        "concise": Format("industri40.render.findings.text:concise", for_people=True),
        "json": Format("industri40.render.findings.json", (".json",)),
        "github": Format("industri40.render.findings.github"),
        "gitlab": Format("industri40.render.findings.gitlab"),
        "junit": Format("industri40.render.findings.junit", (".xml",)),
        "sarif": Format("industri40.render.findings.sarif", (".sarif", ".sarif.json")),
    },
    "explanations": {
        "text": Format("industri40.render.explanation.text", for_people=True),
        "json": Format("industri40.render.explanation.json"),
    },
    "figures": {
        "text": Format("industri40.render.explanation.text:listed", for_people=True),
        "json": Format("industri40.render.explanation.json:listed"),
    },
    "solutions": {
        "text": Format("industri40.render.solution:as_text", for_people=True),
        "json": Format("industri40.render.solution:as_json"),
    },
    "rules": {
        "text": Format("industri40.render.rules:as_text", for_people=True),
        "json": Format("industri40.render.rules:as_json"),
    },
}
"""Every format by what it writes and its name."""


def renderer(what: What, name: str) -> Callable[..., Any]:
    """The function that writes in the format of this name; KeyError where there is none.

    Raises MissingLibraryError where its library is not installed.
    """
    one = FORMATS[what][name]
    module, _, function = one.module.partition(":")
    try:
        imported = import_module(module)
    except ModuleNotFoundError as error:
        if one.extra is None or str(error.name).startswith("industri40"):
            raise
        library, command = str(error.name), _installs(one.extra)
        raise MissingLibraryError(
            "missing_library", form=name, extra=one.extra, library=library, command=command
        ) from error
    render: Callable[..., Any] = getattr(imported, function or "render")
    return render


def endings(what: What) -> dict[str, str]:
    """The names of formats by the endings of files that ask for them."""
    return {ending: name for name, one in FORMATS[what].items() for ending in one.endings}


def format_of(what: What, path: str) -> str | None:
    """The format that a file's ending asks for, the longest that fits; None where none does."""
    known = endings(what)
    fitting = [ending for ending in known if path.lower().endswith(ending)]
    return known[max(fitting, key=len)] if fitting else None


_LIBRARIES = {
    "report": ("jinja2", "jinja2"),
    "excel": ("XlsxWriter", "xlsxwriter"),
    "word": ("python-docx", "docx"),
}
"""What each extra installs, and what that is imported as."""


def _installs(extra: str) -> str:
    """The command that adds an extra to this very installation, by whatever it was installed."""
    import os
    import shlex
    import sys
    from importlib.util import find_spec

    if os.path.exists(os.path.join(sys.prefix, "pipx_metadata.json")):
        return f"pipx inject {shlex.quote(os.path.basename(sys.prefix))} {_LIBRARIES[extra][0]}"
    if os.path.exists(os.path.join(sys.prefix, "uv-receipt.toml")):
        # uv takes away what was asked for earlier and is not asked for again
        held = [one for one, (_, name) in _LIBRARIES.items() if one == extra or find_spec(name)]
        return f"uv tool install 'industri40[{','.join(held)}]'"
    python = shlex.quote(sys.executable or "python")
    pip = f"{python} -m pip install" if find_spec("pip") else f"uv pip install --python {python}"
    return f"{pip} 'industri40[{extra}]'"
