"""What every key of the plan language means, in a sentence or two, with examples of its value.

Editors show it beside the line that is being written.
"""

from typing import NamedTuple

__all__ = ["KEYS", "MEANINGS", "Explained"]


class Explained(NamedTuple):
    """What a key means, and values that it may have, as an editor reads them."""

    meaning: str
    examples: tuple[object, ...]


_LINE = {
    "label": Explained(
        "What the line is called in the tables. Without it its id is shown.", ("Kursavgift",)
    ),
    "yearly": Explained("The amount of every year, when it is the same each year.", ("1 000 000",)),
    "years": Explained(
        "The amount of each year. Every year of the programme has one, also if it is 0.",
        ({"2025": "500 000", "2026": "620 000,50"},),
    ),
    "total": Explained("The amount of all years together, spread evenly over them.", ("780 000",)),
    "per_participant": Explained(
        "The amount for one participant over all years: times the participants, then spread evenly "
        "over the years.",
        ("4 500",),
    ),
}

_SHARED_BY = Explained(
    "How it is shared among the environments: equal, by participants, by the weights of the "
    "environments, or by a number for each environment.",
    ("participants", {"north": 2, "south": 1}),
)

_SOURCE = {
    **_LINE,
    "in_kind": Explained(
        "Whether this is work or goods and no money. It is then part of a cost line, which says so "
        "by `includes`.",
        (True,),
    ),
    "hourly_rate": Explained(
        "What an hour in kind is worth; the tables then show hours too.", (500,)
    ),
    "hours": Explained(
        "The hours of one participant over all years, times `hourly_rate`.", ("9,75",)
    ),
    "rest": Explained(
        "Whether this source of a group pays what is left of the group's amount. In a group with "
        "an amount exactly one source does.",
        (True,),
    ),
    "status": Explained(
        "Whether the money is committed, as it is unless said, or only indicated.", ("indicated",)
    ),
    "shared_by": _SHARED_BY,
}

KEYS: dict[str, dict[str, Explained]] = {
    "PlanFile": {
        "name": Explained("What the programme is called.", ("Industri 4.0",)),
        "owner": Explained("Who answers for the programme.", ("The county",)),
        "currency": Explained("The code of the currency; NOK unless said.", ("NOK",)),
        "language": Explained(
            "The language of headings and numbers in tables: nb (Norwegian, unless said) or en.",
            ("nb",),
        ),
        "years": Explained("The years of the programme.", ([2025, 2026, 2027],)),
        "environments": Explained(
            "Who the programme is shared among: how many there are, or each one by an id.",
            (8, {"north": {"name": "North garden", "participants": 61}}),
        ),
        "participants": Explained(
            "How many firms take part. It may be left out where every environment has its own.",
            (400,),
        ),
        "costs": Explained("The cost lines, each by an id.", ({"courses": {"yearly": "900 000"}},)),
        "financing": Explained(
            "The sources of financing, each by an id, and groups of sources. Every year they total "
            "the costs.",
            ({"county": {"label": "The county", "yearly": "450 000"}},),
        ),
        "grant": Explained(
            "The id of the source that is applied for and awarded, phase by phase.", ("county",)
        ),
        "round_to": Explained(
            "Every share is a whole multiple of this many kroner; 1 unless said.", (1, 100, 0.01)
        ),
        "phases": Explained(
            "The rounds in which the grant is awarded, each by an id. Without them there is one.",
            ({"start": {"share": "2/3"}, "growth": {"share": "1/3"}},),
        ),
        "notes": Explained(
            "Remarks that are shown under the tables and never added to anything.",
            (["Travel is paid by the firms themselves."],),
        ),
        "stated": Explained(
            "Figures that somebody printed. `check` works out every one of them again.",
            ([{"table": "breakdown", "rows": {"county": {"participant": "20 500"}}}],),
        ),
        "limits": Explained(
            "Limits that the plan has to keep within; `check` says where it does not.",
            ({"grant_share_at_most": "50 %"},),
        ),
    },
    "CostEntry": {
        **_LINE,
        "includes": Explained(
            "The source in kind that is a part of this cost, or a list of several. The cost is "
            "then gross: what is in kind and what is paid in money together.",
            ("own_effort", ["own_effort", "rooms"]),
        ),
        "common": Explained(
            "Whether the cost stays with the programme and is never shared out.", (True,)
        ),
        "financed_by": Explained(
            "The id of the source that pays a common cost, before anything else is taken of it.",
            ("county",),
        ),
    },
    "SourceEntry": _SOURCE,
    "FinancingEntry": {
        **_SOURCE,
        "sources": Explained(
            "The sources of a group, each by an id. The group's amount, if it has one, is what "
            "they total.",
            ({"own_payment": {"rest": True}, "bank": {"yearly": "100 000"}},),
        ),
    },
    "EnvironmentEntry": {
        "name": Explained("What the environment is called.", ("Nasjonalparken Næringshage",)),
        "participants": Explained(
            "How many of the firms are here. Either every environment says it or none.", (61,)
        ),
        "weight": Explained("How much it counts for in a key by weights; 1 unless said.", (2, 1.5)),
        "phases": Explained(
            "The ids of the phases that it takes part in; all of them unless said.", (["start"],)
        ),
    },
    "PhaseEntry": {
        "label": Explained("What the phase is called in the tables.", ("INTRODUKSJON",)),
        "share": Explained(
            "How much of every shared line belongs to this phase. The shares of all phases total "
            "exactly 1, so write thirds as 1/3.",
            ("2/3", "66.7 %", 0.5),
        ),
        "cap": Explained("The most that one environment is awarded in this phase.", ("180 000",)),
        "leftover": Explained(
            "Where what ceilings keep back goes: carry (to the next phase), return (nowhere; this "
            "is so unless said) or redistribute (to those that are below their ceiling).",
            ("carry",),
        ),
        "shared_by": Explained(
            "How the grant is shared in this phase; as the grant itself unless said.",
            ("equal", {"north": 2, "south": 1}),
        ),
        "applications": Explained(
            "What each environment has applied for. One that is not named applies for its ceiling.",
            ({"north": "300 000"},),
        ),
    },
    "StatedEntry": {
        "table": Explained(
            "The table, as `industri40 allocate --table` names it, or `frames`.",
            ("breakdown", "costs", "frames"),
        ),
        "source": Explained("Where the figures are printed.", ("Programme document, chapter 4",)),
        "rows": Explained(
            "The figures: the row, below it each column with its figure, just as printed.",
            ({"county": {"total": "6 200 000", "participant": "20 500"}},),
        ),
    },
    "LimitsEntry": {
        "grant_share_at_most": Explained(
            "The most that the grant may be of the costs.", ("50 %", "1/2")
        ),
        "of": Explained(
            "Of what that is a share: all costs, as it is unless said, or those paid in cash.",
            ("cash",),
        ),
        "grant_per_environment_at_most": Explained(
            "The most that one environment may be awarded in all phases together.", ("600 000",)
        ),
        "fee_per_participant_at_most": Explained(
            "The most that one participant may pay: what is shared by participants in cash, other "
            "than the grant.",
            ("12 000",),
        ),
    },
}
"""By the model of the part of a plan, and the key."""

MEANINGS = {
    "PlanFile": "A whole plan as it is written.",
    "CostEntry": "A cost line.",
    "FinancingEntry": "A source of financing or, where it has ``sources``, a group of them.",
    "SourceEntry": "A source of financing.",
    "EnvironmentEntry": "A named environment.",
    "PhaseEntry": "A phase.",
    "StatedEntry": "Figures that somebody printed: rows of columns of one table.",
    "LimitsEntry": "Limits that a plan sets itself.",
}
"""What every part of a plan is."""
