"""The sheets of workings together: shares, awards and swaps, in the order they need each other."""

from fractions import Fraction
from typing import NamedTuple

from industri40.engine.allocation import balances
from industri40.render.excel.checks import Check
from industri40.render.excel.sheets import Figure, Sheet
from industri40.render.excel.workings.awards import AwardSheet
from industri40.render.excel.workings.bench import Bench
from industri40.render.excel.workings.chain_facts import ChainFacts
from industri40.render.excel.workings.chain_layout import ChainLayout
from industri40.render.excel.workings.chain_sheet import write_chains
from industri40.render.excel.workings.rounding import pools_of
from industri40.render.excel.workings.shares import Grant, ShareSheet
from industri40.render.excel.workings.sharing import Sharing, share_out
from industri40.render.excel.workings.swap_facts import SwapFacts
from industri40.render.excel.workings.swap_layout import SwapLayout
from industri40.render.excel.workings.swaps import write_swaps

__all__ = ["Worked", "WorkingSheets", "write_workings"]

_FIRST = 3
_A3 = 8
_COLUMNS = 1000
"""More than there are years to fill them."""


class WorkingSheets(NamedTuple):
    """The sheets to write on; ``awards`` where there is a grant."""

    shares: Sheet
    swaps: Sheet
    chains: Sheet
    awards: Sheet | None


class Worked(NamedTuple):
    """What was written: the engine's figures among the formulas, and the checks."""

    steps: list[Figure]
    checks: list[Check]


def write_workings(bench: Bench, sheets: WorkingSheets, home: Sheet) -> Worked:
    """Write all workings, and enter what sharing gives in the ledger.

    The checks are formulas for ``home``.
    """
    sharing = share_out(bench.allocation, bench.places, balanced=balances(bench.plan))
    layout = _layout(bench, sheets.swaps, sharing)
    chains = ChainLayout(sheets.chains.name, sharing.searches)
    shares = ShareSheet(bench, sheets.shares, sharing, (layout, chains))
    row = shares.begin(_FIRST)
    awards = _awards(bench, sheets, shares, sharing, chains)
    several = len(bench.allocation.exact.phases) > 1
    grant = None
    if awards is not None:
        if several:
            awards.settle()
        grant = Grant(awards.exact, awards.columns[-1] if several else None)
    shares.write(row, grant)
    if awards is not None and not several and bench.plan.grant is not None:
        last = len(bench.plan.years) - 1
        awards.settle_with(shares.columns[bench.plan.grant, last].value)
    off = write_swaps(bench, sheets.swaps, sharing, layout, SwapFacts(bench, sheets.swaps, shares))
    facts = ChainFacts(bench, sheets.chains, layout, shares, awards)
    write_chains(bench, sheets.chains, chains, facts)
    steps = [*(awards.steps if awards else ()), *shares.steps]
    lines = sum((figure.value for figure in shares.checks), Fraction(0))
    checks = [
        Check(bench.say("check.lines"), home.total(shares.checks), lines),
        Check(bench.say("check.rounding"), home.at(off), off.value),
    ]
    if awards is not None:
        formula = "+".join(f"ABS({home.at(figure)})" for figure in awards.checks)
        lost = sum((abs(figure.value) for figure in awards.checks), Fraction(0))
        checks.append(Check(bench.say("check.frames"), formula, lost))
    _open(bench, sheets)
    return Worked(steps, checks)


def _layout(bench: Bench, sheet: Sheet, sharing: Sharing) -> SwapLayout:
    last = len(bench.plan.years) - 1
    pools = {year: pools_of(bench.allocation, last=year == last) for year in range(last + 1)}
    return SwapLayout(sheet.name, pools, sharing, len(bench.holders))


def _awards(
    bench: Bench, sheets: WorkingSheets, shares: ShareSheet, sharing: Sharing, chains: ChainLayout
) -> AwardSheet | None:
    grant = bench.plan.grant
    if sheets.awards is None or grant is None:
        return None
    last = len(bench.plan.years) - 1
    awards = AwardSheet(bench, sheets.awards, sharing.awards, chains.blocks[last])
    awards.write(_FIRST, shares.lines.to_date[grant, last])
    return awards


def _open(bench: Bench, sheets: WorkingSheets) -> None:
    """Titles, and widths of columns."""
    named = [("share_workings", sheets.shares), ("swaps", sheets.swaps), ("chains", sheets.chains)]
    if sheets.awards is not None:
        named.append(("award_workings", sheets.awards))
    for key, sheet in named:
        sheet.text(0, 0, bench.say(f"title.{key}"), bench.styles("title"))
        sheet.text(1, 0, bench.say(f"how.{key}"), bench.styles("about"))
        sheet.worksheet.set_paper(_A3)
        narrow = key in ("swaps", "chains")
        labels = (44,) if narrow else (6, 34)
        for column, width in enumerate(labels):
            sheet.worksheet.set_column(column, column, width)
        sheet.worksheet.set_column(len(labels), _COLUMNS, 10 if narrow else 19)
        sheet.worksheet.freeze_panes(2, len(labels))
