"""The formats that results are written in: each in a module that is imported when asked for."""

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from industri40.findings.finding import Finding
from industri40.plan.model import Plan
from industri40.report.headings import Words
from industri40.report.table import Table
from industri40.report.tables import ReportTables

TYPE_CHECKING = False  # the engine is not imported to print tables that need nothing of it
if TYPE_CHECKING:
    from industri40.engine.result import Allocation

CHECKED = ("balance", "shares", "stated")
"""What a caller may say that it has checked: see ``Results.checked``."""


class Results(NamedTuple):
    """All that there is to write of one plan.

    ``report`` is what the ``tables`` were asked of, some of those that it has. ``findings`` are
    those of this plan. ``checked`` names what was compared to come to them, of CHECKED:
    ``balance`` (costs with financing, every year), ``shares`` (the total of all shares with each
    line) and ``stated`` (figures that somebody printed); what was not checked is not said to be
    right.
    """

    report: ReportTables
    tables: tuple[Table, ...]
    findings: tuple[Finding, ...] = ()
    checked: tuple[str, ...] = ()

    @property
    def plan(self) -> Plan:
        """The plan, with its notes if they are to be shown."""
        return self.report.plan

    @property
    def words(self) -> Words:
        """The headings in the language of the tables."""
        return self.report.words

    @property
    def allocation(self) -> "Allocation":
        """What sharing gave. Raises ValueError where the tables were opened without it."""
        return self.report.allocation

    @property
    def environments(self) -> tuple[str, ...]:
        """The ids of those whose shares, awards and participants are written, none for all."""
        return self.report.selected

    @property
    def about(self) -> str:
        """Whose plan it is, and what currency amounts are in."""
        currency = self.words("currency", currency=self.plan.currency)
        return f"{self.plan.owner}. {currency}" if self.plan.owner else currency

    def shows(self, holder: str) -> bool:
        """Whether what an environment, ``common`` or ``unallocated`` has is to be written."""
        return not self.environments or holder in self.environments


class TextOptions(NamedTuple):
    """How text for people is to look: what their terminal, or the pipe, can take.

    Lines are kept within ``width`` columns where no amount has to be cut for it. ``encoding`` is
    that of the stream: signs that it does not have are replaced by plain ones. ``watched`` says
    that it is a terminal, where a chart may be drawn with more than the plainest characters.
    """

    width: int = 80
    encoding: str = "utf-8"
    watched: bool = False


class MissingLibraryError(Exception):
    """A format whose library is not installed; the message says in one line how to install it."""


class Format(NamedTuple):
    """One format: its module, the file endings that ask for it, and what it writes.

    ``allocation`` says that it always needs an allocation, ``tables`` that it shows tables at
    all, ``everything`` that it shows every table where none is asked for, and not those of the
    whole programme, ``extra`` is the extra of the package that brings a library that not everybody
    needs. The module's ``render(results, options)`` gives the whole file, as text or as bytes.
    """

    module: str
    endings: tuple[str, ...]
    allocation: bool = False
    tables: bool = True
    everything: bool = False
    extra: str | None = None


FORMATS = {
    "table": Format("industri40.render.terminal.tables", (".txt",)),
    "json": Format("industri40.render.data.allocation_json", (".json",), allocation=True),
    "csv": Format("industri40.render.data.shares_csv", (".csv",), allocation=True, tables=False),
    "markdown": Format("industri40.render.markdown", (".md", ".markdown")),
    "html": Format(
        "industri40.render.html.page", (".html", ".htm"), allocation=True, extra="report"
    ),
    "xlsx": Format("industri40.render.excel.workbook", (".xlsx",), everything=True, extra="excel"),
    "docx": Format("industri40.render.word.document", (".docx",), extra="word"),
}
"""Every format by its name."""


def renderer(name: str) -> Callable[[Results, TextOptions], str | bytes]:
    """The function that writes results in the format of this name, one of FORMATS.

    Raises MissingLibraryError where its library is not installed.
    """
    one = FORMATS[name]
    try:
        module = import_module(one.module)
    except ModuleNotFoundError as error:
        if one.extra is None or str(error.name).startswith("industri40"):
            raise
        raise MissingLibraryError(
            f"{name} needs the extra '{one.extra}' ({error.name} is not installed): "
            f"{_installs(one.extra)}"
        ) from error
    render: Callable[[Results, TextOptions], str | bytes] = module.render
    return render


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


def format_of(path: str) -> str | None:
    """The format that a file's ending asks for, or None where no format has that ending."""
    for name, one in FORMATS.items():
        if path.lower().endswith(one.endings):
            return name
    return None
