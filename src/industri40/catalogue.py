"""The catalogue of findings: every code, how severe it is, what it means and how to mend it.

A code never changes its meaning. Families: ``R1..`` reading, ``P2..`` structure of the plan,
``B3..`` balance, ``S4..`` stated figures, ``L5..`` limits, ``A6..`` advice, ``F7..`` the program.
"""

from enum import Enum
from typing import NamedTuple

from industri40.catalogue_structure import STRUCTURE

__all__ = ["FAMILIES", "RULES", "Rule", "Severity", "matching"]

FAMILIES = {
    "R": "reading the file",
    "P": "the structure of the plan",
    "B": "balance",
    "S": "stated figures",
    "L": "limits",
    "A": "advice",
    "F": "the program itself",
}
"""What each family of codes is about, by the letter that its codes begin with."""


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
    Rule(
        "R100",
        Severity.ERROR,
        "cannot be read",
        "There is no such file or folder, or what is there cannot be read, so nothing was checked.",
        "Do what the message says; name a file that is there and may be read.",
    ),
    Rule(
        "R101",
        Severity.ERROR,
        "not YAML",
        "The file breaks the rules of YAML, the form in which a plan is written.",
        "Mend this line; the slip may also stand on the line above it.",
    ),
    Rule(
        "R102",
        Severity.ERROR,
        "not UTF-8",
        "The file is not stored as UTF-8, so that letters such as æ, ø and å cannot be read.",
        "Open the file in the program that wrote it and save it as UTF-8.",
    ),
    Rule(
        "R103",
        Severity.ERROR,
        "hidden character",
        "A character that cannot be seen, or only looks like a space, can make a program read "
        "something else than a person.",
        "Delete the character, or write the line anew; save the file as UTF-8.",
    ),
    Rule(
        "R104",
        Severity.ERROR,
        "tab",
        "A tab is as wide as a program likes, so that indentation by tabs cannot be trusted.",
        "Write spaces instead of the tab; most editors can do it for the whole file.",
    ),
    Rule(
        "R105",
        Severity.ERROR,
        "empty file",
        "The file has no plan in it.",
        "Begin with a line such as `name: My programme`.",
    ),
    Rule(
        "R106",
        Severity.ERROR,
        "no keys",
        "A plan is a number of keys, each with a value.",
        "Write each part as `key: value`, beginning with a line such as `name: My programme`.",
    ),
    Rule(
        "R107",
        Severity.ERROR,
        "duplicate key",
        "The same key stands twice in one place, and only one of the values could count.",
        "Take one of the two away, or give it another name.",
    ),
    Rule(
        "R108",
        Severity.ERROR,
        "key not text",
        "A key is a word before a colon; it cannot be left out or be a list or a mapping.",
        "Write a word before the colon.",
    ),
    Rule(
        "R109",
        Severity.ERROR,
        "anchor or alias",
        "A value that begins with `&` or `*` is a reference in YAML, which a plan does not have.",
        "Write the value out where it is used; put text that begins so in quotation marks.",
    ),
    Rule(
        "R110",
        Severity.ERROR,
        "merge key",
        "The key `<<` copies keys from elsewhere, so that a figure is not where it counts.",
        "Write the keys out.",
    ),
    Rule(
        "R111",
        Severity.ERROR,
        "tag",
        "A value that begins with `!` has a type in YAML, which a plan does not have.",
        "Take the tag away; put text that begins with `!` in quotation marks.",
    ),
    Rule(
        "R112",
        Severity.ERROR,
        "directive",
        "A line that begins with `%` tells a YAML program how to read the file; a plan has none.",
        "Take the line away.",
    ),
    Rule(
        "R113",
        Severity.ERROR,
        "second document",
        "A file holds one plan; what follows a line `---` or `...` after it would be another.",
        "Put the second plan in a file of its own, or take the line away.",
    ),
    Rule(
        "R114",
        Severity.ERROR,
        "too deep",
        "Mappings and lists stand within each other much deeper than a plan needs.",
        "Look for brackets that are not closed, or lines that are indented too far.",
    ),
    Rule(
        "R115",
        Severity.ERROR,
        "too long",
        "A text or a key is longer than a plan may hold.",
        "Shorten it; if it goes on over many lines, look for a quotation mark left open.",
    ),
    Rule(
        "R116",
        Severity.ERROR,
        "too many entries",
        "The file has more keys and values than a plan may hold.",
        "Split the plan into several files.",
    ),
    Rule(
        "R117",
        Severity.ERROR,
        "too large",
        "The file is larger than a plan may be.",
        "Split the plan into several files.",
    ),
    Rule(
        "R118",
        Severity.ERROR,
        "too many findings",
        "The file has so many faults that reading it stopped; there may be more.",
        "Mend those that are listed and check again.",
    ),
    *(Rule(code, Severity.ERROR, *said) for code, *said in STRUCTURE),
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
        "Name one of the tables that `industri40 allocate --help` lists, or `frames`.",
    ),
    Rule(
        "S403",
        Severity.ERROR,
        "no such row",
        "A stated figure names a row that its table does not have.",
        "Name a row as `industri40 allocate --format json` does: a line's, group's or sum's id.",
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
    Rule(
        "A603",
        Severity.WARNING,
        "a share gave way",
        "A share to date is its exact value rounded up or down to a multiple of `round_to`. Where "
        "many amounts are as small as that, no way may be left to do this for all of them while "
        "costs equal financing everywhere. Such a way was looked for, and none was found.",
        "Leave it as it is, or write a smaller `round_to`, down to 0.01: all shares, also those "
        "that give way, are then nearer to their exact values.",
    ),
    Rule(
        "A604",
        Severity.WARNING,
        "a key that nearly adds up",
        "The numbers of a key total nearly what is shared by it, or nearly 100, so that amounts or "
        "percent were probably meant. Only their proportions count, so everybody gets some other "
        "part than is written.",
        "Correct the number that is wrong; leave them as they are if proportions are meant.",
    ),
    Rule(
        "A605",
        Severity.WARNING,
        "an application above the cap",
        "An environment seeks more in a phase than the cap lets anybody be awarded there.",
        "Leave it as it is if that was sought: the award ends at the cap; else correct one of the "
        "two.",
    ),
    Rule(
        "A606",
        Severity.WARNING,
        "a cap that does nothing",
        "The cap for each environment is more than all that there is to award in the phase.",
        "Look for a digit too many; take the cap out if none is meant.",
    ),
    Rule(
        "F701",
        Severity.ERROR,
        "a fault of the program",
        "The program failed on this plan, which was not checked to the end; the plan may be right.",
        "Report it with the plan, and with what is printed where INDUSTRI40_TRACEBACK=1 is set.",
    ),
)

RULES: dict[str, Rule] = {rule.code: rule for rule in _ENTRIES}
"""Every rule by its code."""


def matching(selector: str) -> tuple[Rule, ...]:
    """The rules that a code, or the beginning of one, stands for; none where it is unknown.

    >>> [rule.code for rule in matching("b3")]
    ['B301', 'B302']
    """
    start = selector.upper()
    return tuple(rule for code, rule in RULES.items() if start and code.startswith(start))
