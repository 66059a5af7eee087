"""What every key of the plan language means, in a sentence or two, with examples of its value.

Editors show it beside the line that is being written.
"""

import json

_Keys = dict[str, tuple[str, list[object]]]


def _keys(text: str) -> _Keys:
    """What each key means and a list of examples of its value, which stands after it as JSON."""
    keys: _Keys = {}
    for line in text.strip().replace("\n  ", " ").splitlines():
        key, _, rest = line.partition(": ")
        meaning, _, examples = rest.partition(" [")
        keys[key] = meaning, json.loads(f"[{examples}")
    return keys


_LINE = _keys("""
label: What the line is called in the tables. Without it its id is shown. ["Kursavgift"]
yearly: The amount of every year, when it is the same each year. ["1 000 000"]
years: The amount of each year. Every year of the programme has one, also if it is 0.
  [{"2025": "500 000", "2026": "620 000,50"}]
total: The amount of all years together, spread evenly over them. ["780 000"]
per_participant: The amount for one participant over all years: times the participants, then spread
  evenly over the years. ["4 500"]
""")

_SOURCE = _LINE | _keys("""
in_kind: Whether this is work or goods and no money. It is then part of a cost line, which says so
  by `includes`. [true]
hourly_rate: What an hour in kind is worth; the tables then show hours too. [500]
hours: The hours of one participant over all years, times `hourly_rate`. ["9,75"]
rest: Whether this source of a group pays what is left of the group's amount. In a group with an
  amount exactly one source does. [true]
status: Whether the money is committed, as it is unless said, or only indicated. ["indicated"]
shared_by: How it is shared among the environments: equal, by participants, by the weights of the
  environments, or by a number for each environment. ["participants", {"north": 2, "south": 1}]
""")

KEYS = {
    "PlanFile": _keys("""
name: What the programme is called. ["Industri 4.0"]
owner: Who answers for the programme. ["The county"]
currency: The code of the currency; NOK unless said. ["NOK"]
language: The language of headings and numbers in tables: nb (Norwegian, unless said) or en. ["nb"]
years: The years of the programme. [[2025, 2026, 2027]]
environments: Who the programme is shared among: how many there are, or each one by an id.
  [8, {"north": {"name": "North garden", "participants": 61}}]
participants: How many firms take part. It may be left out where every environment has its own.
  [400]
costs: The cost lines, each by an id. [{"courses": {"yearly": "900 000"}}]
financing: The sources of financing, each by an id, and groups of sources. Every year they total the
  costs. [{"county": {"label": "The county", "yearly": "450 000"}}]
grant: The id of the source that is applied for and awarded, phase by phase. ["county"]
round_to: Every share is a whole multiple of this many kroner; 1 unless said. [1, 100, 0.01]
phases: The rounds in which the grant is awarded, each by an id. Without them there is one.
  [{"start": {"share": "2/3"}, "growth": {"share": "1/3"}}]
notes: Remarks that are shown under the tables and never added to anything.
  [["Travel is paid by the firms themselves."]]
stated: Figures that somebody printed. `check` works out every one of them again.
  [[{"table": "breakdown", "rows": {"county": {"participant": "20 500"}}}]]
limits: Limits that the plan has to keep within; `check` says where it does not.
  [{"grant_share_at_most": "50 %"}]
"""),
    "CostEntry": _LINE
    | _keys("""
includes: The source in kind that is a part of this cost, or a list of several. The cost is then
  gross: what is in kind and what is paid in money together. ["own_effort", ["own_effort", "rooms"]]
common: Whether the cost stays with the programme and is never shared out. [true]
financed_by: The id of the source that pays a common cost, before anything else is taken of it.
  ["county"]
"""),
    "SourceEntry": _SOURCE,
    "FinancingEntry": _SOURCE
    | _keys("""
sources: The sources of a group, each by an id. The group's amount, if it has one, is what they
  total. [{"own_payment": {"rest": true}, "bank": {"yearly": "100 000"}}]
"""),
    "EnvironmentEntry": _keys("""
name: What the environment is called. ["Nasjonalparken Næringshage"]
participants: How many of the firms are here. Either every environment says it or none. [61]
weight: How much it counts for in a key by weights; 1 unless said. [2, 1.5]
phases: The ids of the phases that it takes part in; all of them unless said. [["start"]]
"""),
    "PhaseEntry": _keys("""
label: What the phase is called in the tables. ["INTRODUKSJON"]
share: How much of every shared line belongs to this phase. The shares of all phases total exactly
  1, so write thirds as 1/3. ["2/3", "66.7 %", 0.5]
cap: The most that one environment is awarded in this phase. ["180 000"]
leftover: Where what ceilings keep back goes: carry (to the next phase), return (nowhere; this is so
  unless said) or redistribute (to those that are below their ceiling). ["carry"]
shared_by: How the grant is shared in this phase; as the grant itself unless said.
  ["equal", {"north": 2, "south": 1}]
applications: What each environment has applied for. One that is not named applies for its ceiling.
  [{"north": "300 000"}]
"""),
    "StatedEntry": _keys("""
table: The table, as `industri40 allocate --table` names it, or `frames`.
  ["breakdown", "costs", "frames"]
source: Where the figures are printed. ["Programme document, chapter 4"]
rows: The figures: the row, below it each column with its figure, just as printed.
  [{"county": {"total": "6 200 000", "participant": "20 500"}}]
"""),
    "LimitsEntry": _keys("""
grant_share_at_most: The most that the grant may be of the costs. ["50 %", "1/2"]
of: Of what that is a share: all costs, as it is unless said, or those paid in cash. ["cash"]
grant_per_environment_at_most: The most that one environment may be awarded in all phases together.
  ["600 000"]
fee_per_participant_at_most: The most that one participant may pay: what is shared by participants
  in cash, other than the grant. ["12 000"]
"""),
}
"""By the model of the part of a plan and the key: what it means, and examples of its value."""

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
