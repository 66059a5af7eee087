"""The catalogue of findings: every code, how severe it is, what it means and how to mend it.

A code never changes its meaning. Families: ``R1..`` reading, ``P2..`` structure of the plan,
``B3..`` balance, ``S4..`` stated figures, ``L5..`` limits, ``A6..`` advice, ``F7..`` the program.
"""

from enum import Enum
from typing import NamedTuple

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


_ENTRIES = """
- R100 cannot be read
  There is no such file or folder, or what is there cannot be read, so nothing was checked.
  → Do what the message says; name a file that is there and may be read.
- R101 not YAML
  The file breaks the rules of YAML, the form in which a plan is written.
  → Mend this line; the slip may also stand on the line above it.
- R102 not UTF-8
  The file is not stored as UTF-8, so that letters such as æ, ø and å cannot be read.
  → Open the file in the program that wrote it and save it as UTF-8.
- R103 hidden character
  A character that cannot be seen, or only looks like a space, can make a program read something
  else than a person.
  → Delete the character, or write the line anew; save the file as UTF-8.
- R104 tab
  A tab is as wide as a program likes, so that indentation by tabs cannot be trusted.
  → Write spaces instead of the tab; most editors can do it for the whole file.
- R105 empty file
  The file has no plan in it.
  → Begin with a line such as `name: My programme`.
- R106 no keys
  A plan is a number of keys, each with a value.
  → Write each part as `key: value`, beginning with a line such as `name: My programme`.
- R107 duplicate key
  The same key stands twice in one place, and only one of the values could count.
  → Take one of the two away, or give it another name.
- R108 key not text
  A key is a word before a colon; it cannot be left out or be a list or a mapping.
  → Write a word before the colon.
- R109 anchor or alias
  A value that begins with `&` or `*` is a reference in YAML, which a plan does not have.
  → Write the value out where it is used; put text that begins so in quotation marks.
- R110 merge key
  The key `<<` copies keys from elsewhere, so that a figure is not where it counts.
  → Write the keys out.
- R111 tag
  A value that begins with `!` has a type in YAML, which a plan does not have.
  → Take the tag away; put text that begins with `!` in quotation marks.
- R112 directive
  A line that begins with `%` tells a YAML program how to read the file; a plan has none.
  → Take the line away.
- R113 second document
  A file holds one plan; what follows a line `---` or `...` after it would be another.
  → Put the second plan in a file of its own, or take the line away.
- R114 too deep
  Mappings and lists stand within each other much deeper than a plan needs.
  → Look for brackets that are not closed, or lines that are indented too far.
- R115 too long
  A text or a key is longer than a plan may hold.
  → Shorten it; if it goes on over many lines, look for a quotation mark left open.
- R116 too many entries
  The file has more keys and values than a plan may hold.
  → Split the plan into several files.
- R117 too large
  The file is larger than a plan may be.
  → Split the plan into several files.
- R118 too many findings
  The file has so many faults that reading it stopped; there may be more.
  → Mend those that are listed and check again.
- P201 unknown key
  A key that the plan language does not have here would be overlooked, so it is refused.
  → Correct its spelling, move it to where it belongs, or take it out.
- P202 missing key
  A key that is needed here is not there.
  → Add the key with its value.
- P203 wrong kind of value
  A text, a list or a mapping of keys stands where another of the three belongs.
  → Write a list as [2019, 2020], and a mapping as lines of key: value below its key.
- P204 unreadable amount
  An amount is digits, in groups of three if wanted, with at most two decimals.
  → Write it as 1 000 000 or 1 000 000,50, without a sign.
- P205 unreadable number
  A count is a whole number; a weight or a share may have decimals or be a fraction.
  → Write a count as 400, a weight as 2 or 1.5, a share as 2/3, 66.7 % or 0.5.
- P206 unknown choice
  Only a few words are possible here, and this is none of them.
  → Write one of the words that the message names.
- P207 unusable text
  A text is empty, too long, on several lines, or not of the form that belongs here.
  → Write a text as the message says.
- P208 unusable id
  An id begins with a letter from a to z and goes on with such letters, digits, _ and -.
  → Choose an id of that form, and keep the name in `name` or `label`.
- P209 unusable year
  Each year of a programme is written once, with four digits.
  → Write the years as a list such as [2019, 2020, 2021].
- P210 nothing there
  A part of the plan that cannot be empty is.
  → Write what belongs there.
- P211 no amount
  Every line says its amount in one way.
  → Add `yearly`, `years`, `total` or `per_participant`; in a group one may be `rest: true`.
- P212 several amounts
  A line that says its amount in two ways could contradict itself, so it may use only one.
  → Keep one of them and take the others out.
- P213 other years
  Amounts by year name every year of the programme and no other.
  → Give every year of the programme an amount (0 where there is none), and no other year.
- P214 no multiple of round_to
  Every amount is a whole multiple of the plan's `round_to`, which is 1 krone unless said.
  → Round the amount, or write a smaller `round_to`.
- P215 amount too large
  No amount is larger than 1 000 000 000 000 000 kroner, so this one must be a slip.
  → Correct the amount.
- P216 rest out of place
  In a group with an amount of its own exactly one source is the rest, and nowhere else.
  → Mark one source of the group with `rest: true`, or give the source an amount.
- P217 rest below zero
  The other sources of a group come to more than the group, so that the rest is negative.
  → Raise the amount of the group, or lower one of its sources.
- P218 key out of place
  A key is known here, but does not go with the others of the same line.
  → Take it out, or add what it belongs to.
- P219 id used twice
  Costs, sources and groups have ids of their own, so that a figure names one line only.
  → Give one of the two lines another id.
- P220 plan too large
  The plan is larger than this program promises to work out.
  → Divide it into several plans.
- P221 unknown source
  A line or the grant refers to a source that the plan does not have.
  → Write the id of a source, or add the source to `financing`.
- P222 wrong kind of source
  The grant and what pays a common cost are cash; what a cost includes is in kind.
  → Name a source of the right kind.
- P223 in kind but nowhere included
  What is given in kind is part of a cost, and no cost line includes it.
  → Add `includes` to the cost line that it is part of.
- P224 in kind included twice
  A source in kind that two cost lines include, or one twice, would count twice.
  → Let one cost line include it, once.
- P225 in kind above its cost
  A cost line includes more in kind than it is itself.
  → Raise the cost, which is gross, or lower what it includes.
- P226 common cost without a source
  A common cost takes its money from one source before anything is shared.
  → Add `financed_by` with the id of a source of cash.
- P227 common cost above its source
  A source pays more for common costs in a year than it has that year.
  → Raise the source in that year, lower the cost, or let another source pay.
- P231 participants on some only
  Either every environment says how many participants it has, or none does.
  → Add `participants` to the others, or take it out everywhere to share them equally.
- P232 participants do not total
  The participants of the environments must total those of the programme.
  → Correct the one that is wrong, or take `participants` of the programme out.
- P233 no participants
  Without participants nothing can be worked out per participant.
  → Write how many participants the programme has, such as participants: 400.
- P241 shares do not total 1
  The shares of all phases total exactly 1, or something would be left over or missing.
  → Correct the shares; thirds are written as 1/3 and 2/3, since 33 % and 67 % are not.
- P242 unknown phase
  An environment takes part in a phase that the plan does not have.
  → Write the id of a phase.
- P243 phase without environments
  Nobody could be awarded anything in a phase that no environment takes part in.
  → Let an environment take part in the phase, or take the phase out.
- P244 carried on from the last phase
  What the last phase leaves over has no phase to go to.
  → Write `return` or `redistribute`.
- P245 no grant
  A ceiling, an application or a limit is about the grant, and the plan does not name one.
  → Add `grant` with the id of the source that is awarded, or take this out.
- P251 unknown environment
  A key or an application names an environment that the plan does not have.
  → Write the id of an environment.
- P252 environment left out
  A key by name has a number for every environment that it shares among.
  → Add the environments that are missing, with 0 for those that get nothing.
- P253 key of zeros
  Nothing can be shared where every environment counts for nothing.
  → Give at least one environment a number above zero.
- P254 environment not in the phase
  An environment is named in a phase that it does not take part in.
  → Take it out here, or add the phase to the environment.
- P255 environment in no phase
  An environment with an empty list of phases takes no part in the programme.
  → Take `phases` out, so that it takes part in all, or take the environment out.
- P256 number without end
  Digits add up in exact sums: weights, shares of phases and what one key has in common have at
  most 15 of them, the sums of all keys together at most 800.
  → Write fewer decimals, or a fraction such as 1/3, or let more sources have the same key.
- B301 a year does not balance
  Costs and financing differ in one year. They must be equal in every year, to the krone.
  → Correct the amount that is wrong, or let one source of a group be the rest.
- B302 the programme does not balance
  Costs and financing differ over all years together.
  → Correct the amount that is wrong, or let one source of a group be the rest.
- S401 a stated figure is not what the plan gives
  Somebody printed this figure, and the plan gives another at the precision it is printed.
  → Correct the amounts of the plan, or the stated figure where it was printed wrong.
- S402 no such table
  A stated figure names a table that there is not.
  → Name one of the tables that `industri40 allocate --help` lists, or `frames`.
- S403 no such row
  A stated figure names a row that its table does not have.
  → Name a row as `industri40 allocate --format json` does: a line's, group's or sum's id.
- S404 no such column
  A stated figure names a column that its table does not have.
  → Name a column as `industri40 allocate --format json` does.
- S405 nothing stands there
  A stated figure names a row and a column that meet in an empty cell.
  → Leave the figure out: what is blank in a table is no zero.
- L501 the grant is too large a share
  The grant is a larger share of the costs than the plan's limits allow.
  → Lower the grant or raise what others pay, or change grant_share_at_most.
- L502 an environment's grant is too large
  An environment is awarded more over all phases than the plan's limits allow.
  → Lower the cap of a phase or change its key, or change grant_per_environment_at_most.
- L503 the fee is too high
  What follows a participant in cash is more than the plan's limits allow.
  → Lower the fee or find more participants, or change fee_per_participant_at_most.
- A601 a promise carries the balance
  A source is only indicated, not committed, and without it a year does not balance.
  → Get a commitment, or put the source in a group where another source is the rest.
- A602 a year unlike its neighbours
  A line has ten times as much in one year as in the years beside it, or a tenth.
  → Look for a digit too many or too few; leave it as it is where it is meant.
- A603 a share gave way
  A share to date is its exact value rounded up or down to a multiple of `round_to`. Where many
  amounts are as small as that, no way may be left to do this for all of them while costs equal
  financing everywhere. Such a way was looked for, and none was found.
  → Leave it as it is, or write a smaller `round_to`, down to 0.01: all shares, also those that
  give way, are then nearer to their exact values.
- A604 a key that nearly adds up
  The numbers of a key total nearly what is shared by it, or nearly 100, so that amounts or
  percent were probably meant. Only their proportions count, so everybody gets some other part
  than is written.
  → Correct the number that is wrong; leave them as they are if proportions are meant.
- A605 an application above the cap
  An environment seeks more in a phase than the cap lets anybody be awarded there.
  → Leave it as it is if that was sought: the award ends at the cap; else correct one of the two.
- A606 a cap that does nothing
  The cap for each environment is more than all that there is to award in the phase.
  → Look for a digit too many; take the cap out if none is meant.
- F701 a fault of the program
  The program failed on this plan, which was not checked to the end; the plan may be right.
  → Report it with the plan, and with what is printed where INDUSTRI40_TRACEBACK=1 is set.
"""
"""Code and title of each rule, what it means, and after the arrow how to mend it."""


def _rule(entry: str) -> Rule:
    head, _, text = entry.partition("\n")
    code, _, title = head.partition(" ")
    meaning, _, remedy = " ".join(text.split()).partition(" → ")
    severity = Severity.WARNING if code.startswith("A") else Severity.ERROR
    return Rule(code, severity, title, meaning, remedy)


RULES: dict[str, Rule] = {rule.code: rule for rule in map(_rule, _ENTRIES.split("\n- ")[1:])}
"""Every rule by its code."""


def matching(selector: str) -> tuple[Rule, ...]:
    """The rules that a code, or the beginning of one, stands for; none where it is unknown.

    >>> [rule.code for rule in matching("b3")]
    ['B301', 'B302']
    """
    start = selector.upper()
    return tuple(rule for code, rule in RULES.items() if start and code.startswith(start))
