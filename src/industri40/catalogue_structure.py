"""The part of the catalogue that is about the structure of a plan: family ``P2..``, all errors.

Each entry is a code, a title, what the finding means, and how to mend it.
"""

__all__ = ["STRUCTURE"]

STRUCTURE = (
    # what stands at a key
    (
        "P201",
        "unknown key",
        "A key that the plan language does not have here would be overlooked, so it is refused.",
        "Correct its spelling, move it to where it belongs, or take it out.",
    ),
    (
        "P202",
        "missing key",
        "A key that is needed here is not there.",
        "Add the key with its value.",
    ),
    (
        "P203",
        "wrong kind of value",
        "A text, a list or a mapping of keys stands where another of the three belongs.",
        "Write a list as [2019, 2020], and a mapping as lines of key: value below its key.",
    ),
    (
        "P204",
        "unreadable amount",
        "An amount is digits, in groups of three if wanted, with at most two decimals.",
        "Write it as 1 000 000 or 1 000 000,50, without a sign.",
    ),
    (
        "P205",
        "unreadable number",
        "A count is a whole number; a weight or a share may have decimals or be a fraction.",
        "Write a count as 400, a weight as 2 or 1.5, a share as 2/3, 66.7 % or 0.5.",
    ),
    (
        "P206",
        "unknown choice",
        "Only a few words are possible here, and this is none of them.",
        "Write one of the words that the message names.",
    ),
    (
        "P207",
        "unusable text",
        "A text is empty, too long, on several lines, or not of the form that belongs here.",
        "Write a text as the message says.",
    ),
    (
        "P208",
        "unusable id",
        "An id begins with a letter from a to z and goes on with such letters, digits, _ and -.",
        "Choose an id of that form, and keep the name in `name` or `label`.",
    ),
    (
        "P209",
        "unusable year",
        "Each year of a programme is written once, with four digits.",
        "Write the years as a list such as [2019, 2020, 2021].",
    ),
    (
        "P210",
        "nothing there",
        "A part of the plan that cannot be empty is.",
        "Write what belongs there.",
    ),
    # amounts
    (
        "P211",
        "no amount",
        "Every line says its amount in one way.",
        "Add `yearly`, `years`, `total` or `per_participant`; in a group one may be `rest: true`.",
    ),
    (
        "P212",
        "several amounts",
        "A line that says its amount in two ways could contradict itself, so it may use only one.",
        "Keep one of them and take the others out.",
    ),
    (
        "P213",
        "other years",
        "Amounts by year name every year of the programme and no other.",
        "Give every year of the programme an amount (0 where there is none), and no other year.",
    ),
    (
        "P214",
        "no multiple of round_to",
        "Every amount is a whole multiple of the plan's `round_to`, which is 1 krone unless said.",
        "Round the amount, or write a smaller `round_to`.",
    ),
    (
        "P215",
        "amount too large",
        "No amount is larger than 1 000 000 000 000 000 kroner, so this one must be a slip.",
        "Correct the amount.",
    ),
    (
        "P216",
        "rest out of place",
        "In a group with an amount of its own exactly one source is the rest, and nowhere else.",
        "Mark one source of the group with `rest: true`, or give the source an amount.",
    ),
    (
        "P217",
        "rest below zero",
        "The other sources of a group come to more than the group, so that the rest is negative.",
        "Raise the amount of the group, or lower one of its sources.",
    ),
    (
        "P218",
        "key out of place",
        "A key is known here, but does not go with the others of the same line.",
        "Take it out, or add what it belongs to.",
    ),
    (
        "P219",
        "id used twice",
        "Costs, sources and groups have ids of their own, so that a figure names one line only.",
        "Give one of the two lines another id.",
    ),
    (
        "P220",
        "plan too large",
        "The plan is larger than this program promises to work out.",
        "Divide it into several plans.",
    ),
    # lines that refer to lines
    (
        "P221",
        "unknown source",
        "A line or the grant refers to a source that the plan does not have.",
        "Write the id of a source, or add the source to `financing`.",
    ),
    (
        "P222",
        "wrong kind of source",
        "The grant and what pays a common cost are cash; what a cost includes is in kind.",
        "Name a source of the right kind.",
    ),
    (
        "P223",
        "in kind but nowhere included",
        "What is given in kind is part of a cost, and no cost line includes it.",
        "Add `includes` to the cost line that it is part of.",
    ),
    (
        "P224",
        "in kind included twice",
        "A source in kind that two cost lines include, or one twice, would count twice.",
        "Let one cost line include it, once.",
    ),
    (
        "P225",
        "in kind above its cost",
        "A cost line includes more in kind than it is itself.",
        "Raise the cost, which is gross, or lower what it includes.",
    ),
    (
        "P226",
        "common cost without a source",
        "A common cost takes its money from one source before anything is shared.",
        "Add `financed_by` with the id of a source of cash.",
    ),
    (
        "P227",
        "common cost above its source",
        "A source pays more for common costs in a year than it has that year.",
        "Raise the source in that year, lower the cost, or let another source pay.",
    ),
    # environments and participants
    (
        "P231",
        "participants on some only",
        "Either every environment says how many participants it has, or none does.",
        "Add `participants` to the others, or take it out everywhere to share them equally.",
    ),
    (
        "P232",
        "participants do not total",
        "The participants of the environments must total those of the programme.",
        "Correct the one that is wrong, or take `participants` of the programme out.",
    ),
    (
        "P233",
        "no participants",
        "Without participants nothing can be worked out per participant.",
        "Write how many participants the programme has, such as participants: 400.",
    ),
    # phases
    (
        "P241",
        "shares do not total 1",
        "The shares of all phases total exactly 1, or something would be left over or missing.",
        "Correct the shares; thirds are written as 1/3 and 2/3, since 33 % and 67 % are not.",
    ),
    (
        "P242",
        "unknown phase",
        "An environment takes part in a phase that the plan does not have.",
        "Write the id of a phase.",
    ),
    (
        "P243",
        "phase without environments",
        "Nobody could be awarded anything in a phase that no environment takes part in.",
        "Let an environment take part in the phase, or take the phase out.",
    ),
    (
        "P244",
        "carried on from the last phase",
        "What the last phase leaves over has no phase to go to.",
        "Write `return` or `redistribute`.",
    ),
    (
        "P245",
        "no grant",
        "A ceiling, an application or a limit is about the grant, and the plan does not name one.",
        "Add `grant` with the id of the source that is awarded, or take this out.",
    ),
    # keys
    (
        "P251",
        "unknown environment",
        "A key or an application names an environment that the plan does not have.",
        "Write the id of an environment.",
    ),
    (
        "P252",
        "environment left out",
        "A key by name has a number for every environment that it shares among.",
        "Add the environments that are missing, with 0 for those that get nothing.",
    ),
    (
        "P253",
        "key of zeros",
        "Nothing can be shared where every environment counts for nothing.",
        "Give at least one environment a number above zero.",
    ),
    (
        "P254",
        "environment not in the phase",
        "An environment is named in a phase that it does not take part in.",
        "Take it out here, or add the phase to the environment.",
    ),
    (
        "P255",
        "environment in no phase",
        "An environment with an empty list of phases takes no part in the programme.",
        "Take `phases` out, so that it takes part in all, or take the environment out.",
    ),
    (
        "P256",
        "number without end",
        (
            "Digits add up in exact sums: weights, shares of phases and what one key has in common "
            "have at most 15 of them, the sums of all keys together at most 800."
        ),
        "Write fewer decimals, or a fraction such as 1/3, or let more sources have the same key.",
    ),
)
