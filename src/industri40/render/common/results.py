"""What renderers are handed: all that there is to write of a plan, and how text is to look."""

from typing import NamedTuple

from industri40.findings.finding import Finding
from industri40.plan.model import Plan
from industri40.report.headings import Words
from industri40.report.page import Page, Said
from industri40.report.table import Table
from industri40.report.tables import ReportTables


class Results(NamedTuple):
    """All that there is to write of one plan.

    ``report`` is what the ``tables`` were asked of, some of those that it has. ``findings`` are
    those of this plan. ``checked`` names what was compared to come to them, since nothing else is
    said to be right: ``balance`` (costs with financing, every year), ``shares`` (the total of all
    shares with each line) and ``stated`` (figures that somebody printed).
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
    def about(self) -> str:
        """Whose plan it is, and what currency amounts are in."""
        currency = self.words("currency", currency=self.words.currency(self.plan.currency))
        return f"{self.plan.owner}. {currency}" if self.plan.owner else currency

    @property
    def page(self) -> Page:
        """The tables with the plan's name above them and its notes below."""
        told = self.plan.notes, self.what_ifs
        return Page(self.words, self.plan.name, (self.about,), self.tables, *told)

    @property
    def what_ifs(self) -> tuple[Said, ...]:
        """What is said of a what-if that the tables are of; nothing of the plan as it is."""
        if self.plan.what_if is None:
            return ()
        from industri40.render.common.what_if import said  # few runs have one

        return (said(self.plan, self.plan.what_if, self.words),)

    def shows(self, holder: str) -> bool:
        """Whether what an environment, ``common`` or ``unallocated`` has is to be written."""
        return not self.report.selected or holder in self.report.selected


class TextOptions(NamedTuple):
    """How text for people is to look: what their terminal, or the pipe, can take.

    Lines are kept within ``width`` columns where no amount has to be cut for it. ``encoding`` is
    that of the stream: signs that it does not have are replaced by plain ones. ``watched`` says
    that it is a terminal, where a chart may be drawn with more than the plainest characters.
    """

    width: int = 80
    encoding: str = "utf-8"
    watched: bool = False
