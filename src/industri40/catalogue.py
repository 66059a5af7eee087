"""The catalogue of findings: every code, how severe it is, what it means and how to mend it.

A code never changes its meaning. Families: ``R1..`` reading, ``P2..`` structure of the plan,
``B3..`` balance, ``S4..`` stated figures, ``L5..`` limits, ``A6..`` advice.
"""

from enum import Enum
from typing import NamedTuple

__all__ = ["RULES", "Rule", "Severity"]


class Severity(Enum):
    """Whether a finding fails a check: an error does, a warning only under ``--strict``."""

    ERROR = "error"
    WARNING = "warning"


class Rule(NamedTuple):
    """One entry of the catalogue."""

    code: str
    severity: Severity
    title: str
    meaning: str
    remedy: str


_ENTRIES = (
    Rule("R101", Severity.ERROR, "not YAML", "The file breaks the rules of YAML.", "Mend the YAML at this place."),
    # balance
    Rule(
        "B301",
        Severity.ERROR,
        "a year does not balance",
        "Costs and financing differ in one year. They must be equal in every year, to the krone.",
        "Correct the amount that is wrong, or let one source of a group be the rest.",
    ),
    Rule(
        "B302",
        Severity.ERROR,
        "the programme does not balance",
        "Costs and financing differ over all years together.",
        "Correct the amount that is wrong, or let one source of a group be the rest.",
    ),
    # stated figures
    Rule(
        "S401",
        Severity.ERROR,
        "a stated figure is not what the plan gives",
        "Somebody printed this figure, and the plan gives another at the precision it is printed.",
        "Correct the amounts of the plan, or the stated figure where it was printed wrong.",
    ),
    Rule(
        "S402",
        Severity.ERROR,
        "no such table",
        "A stated figure names a table that there is not.",
        "Name one of the tables that `industri40 allocate --help` lists.",
    ),
    Rule(
        "S403",
        Severity.ERROR,
        "no such row",
        "A stated figure names a row that its table does not have.",
        "Name a row as `industri40 allocate --format json` does: the id of a line, a group or a sum.",
    ),
    Rule(
        "S404",
        Severity.ERROR,
        "no such column",
        "A stated figure names a column that its table does not have.",
        "Name a column as `industri40 allocate --format json` does.",
    ),
    Rule(
        "S405",
        Severity.ERROR,
        "nothing stands there",
        "A stated figure names a row and a column that meet in an empty cell.",
        "Leave the figure out: what is blank in a table is no zero.",
    ),
    # limits
    Rule(
        "L501",
        Severity.ERROR,
        "the grant is too large a share",
        "The grant is a larger share of the costs than the plan's limits allow.",
        "Lower the grant or raise what others pay, or change grant_share_at_most.",
    ),
    Rule(
        "L502",
        Severity.ERROR,
        "an environment's grant is too large",
        "An environment is awarded more over all phases than the plan's limits allow.",
        "Lower the cap of a phase or change its key, or change grant_per_environment_at_most.",
    ),
    Rule(
        "L503",
        Severity.ERROR,
        "the fee is too high",
        "What follows a participant in cash is more than the plan's limits allow.",
        "Lower the fee or find more participants, or change fee_per_participant_at_most.",
    ),
    # advice
    Rule(
        "A601",
        Severity.WARNING,
        "a promise carries the balance",
        "A source is only indicated, not committed, and without it a year does not balance.",
        "Get a commitment, or put the source in a group where another source is the rest.",
    ),
    Rule(
        "A602",
        Severity.WARNING,
        "a year unlike its neighbours",
        "A line has ten times as much in one year as in the years beside it, or a tenth.",
        "Look for a digit too many or too few; leave it as it is where it is meant.",
    ),
)

RULES: dict[str, Rule] = {rule.code: rule for rule in _ENTRIES}
"""Every rule by its code."""
