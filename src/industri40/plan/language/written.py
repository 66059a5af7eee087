"""The plan language as it is written: the keys of every part, each with its kind.

What a key means, with examples of its value, stands beside this file in ``keys.txt``, and what its
kind accepts in :mod:`industri40.plan.language.kinds`.

A value arrives as text (or as a mapping or list of texts) and is read exactly and strictly. Money
and hours are whole hundredths, shares and weights are fractions. The models are built when the
first plan is validated, all in one go: building models is a good part of a short run.
"""

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from industri40.findings.facts import Fact, Path, term
from industri40.plan.language import kinds

FORMS = (
    *("yearly", "years", "total", "per_participant", "percent", "by_environment"),
    *("hours", "rest"),
)
"""The keys that say a line's amount, of which one takes the place of another."""


class Entry(BaseModel):
    """What every part of a plan has in common: its keys are known, and it does not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class LineEntry(Entry):
    """The keys of every line: what it is called, and how its amounts are written."""

    label: kinds.Name | None = None
    yearly: kinds.Amount | None = None
    years: dict[kinds.YearKey, kinds.Amount] | None = None
    total: kinds.Amount | None = None
    per_participant: kinds.Amount | None = None
    percent: kinds.Share | None = None
    of: kinds.Includes | None = None
    by_environment: kinds.Given | None = None
    shared_by: kinds.SharingKey | None = None


class CostEntry(LineEntry):
    """A cost line."""

    includes: kinds.Includes = ()
    common: kinds.Flag = False
    financed_by: kinds.Reference | None = None


class SourceEntry(LineEntry):
    """A source of financing."""

    in_kind: kinds.Flag = False
    hourly_rate: kinds.Rate | None = None
    hours: kinds.Hours | None = None
    rest: kinds.Flag = False
    members: kinds.Reference | None = Field(default=None, alias="for")
    status: kinds.Status | None = None


class FinancingEntry(SourceEntry):
    """A source of financing or, where it has ``sources``, a group of them."""

    sources: kinds.Lines[SourceEntry] | None = None


class ParticipantsEntry(Entry):
    """A group of participants."""

    label: kinds.Name | None = None
    number: kinds.CountAboveZero | None = None


class EnvironmentEntry(Entry):
    """A named environment."""

    name: kinds.Name | None = None
    participants: kinds.Members | None = None
    weight: kinds.Number | None = None
    keys: kinds.Figures | None = None
    phases: kinds.References | None = None


class PhaseEntry(Entry):
    """A phase."""

    label: kinds.Name | None = None
    share: kinds.Share
    cap: kinds.Bound | None = None
    floor: kinds.Bound | None = None
    leftover: kinds.Leftover | None = None
    shared_by: kinds.SharingKey | None = None
    applications: dict[str, kinds.Amount] | None = None
    awarded: dict[str, kinds.Amount] | None = None
    returned: dict[str, kinds.Amount] | None = None


class StatedEntry(Entry):
    """Figures that somebody printed: rows of columns of one table."""

    table: kinds.Name
    source: kinds.Name | None = None
    tolerance: kinds.Amount = 0
    rows: dict[str, dict[str, kinds.PrintedFigure]]


class LimitsEntry(Entry):
    """Limits that a plan sets itself."""

    grant_share_at_most: kinds.Share | None = None
    of: kinds.ShareOf | None = None
    each: kinds.EachOf | None = None
    grant_per_environment_at_most: kinds.Amount | None = None
    fee_per_participant_at_most: kinds.Amount | None = None


class ScenarioEntry(Entry):
    """A what-if: inputs of the plan that it sets and takes out, each named by its path."""

    label: kinds.Name | None = None
    changes: kinds.Settings = Field(default={}, alias="set")
    unset: kinds.Paths = []


class PlanFile(Entry):
    """A whole plan as it is written."""

    name: kinds.Name
    owner: kinds.Name | None = None
    currency: kinds.Currency = "NOK"
    language: kinds.Language = "nb"
    years: kinds.Years
    environments: kinds.Environments[EnvironmentEntry]
    participants: kinds.Participants[ParticipantsEntry] | None = None
    costs: kinds.Lines[CostEntry]
    financing: kinds.Lines[FinancingEntry]
    grant: kinds.Reference | None = None
    round_to: kinds.Step = 100
    phases: kinds.Phases[PhaseEntry] | None = None
    notes: list[kinds.Note] = []
    stated: list[StatedEntry] = []
    limits: LimitsEntry | None = None
    scenarios: kinds.Scenarios[ScenarioEntry] = {}


BY_ENVIRONMENT = ("cap", "floor", "applications", "awarded", "returned")
"""The keys of a phase that hold an amount for each environment, or may hold one."""

FOR_GRANTS = (*BY_ENVIRONMENT, "leftover", "shared_by")
"""The keys of a phase that are about the grant."""

OF_SHARE = ("of", "each")
"""The keys beside ``grant_share_at_most`` that say what it is a share of, and where it is held."""

LIMITS_OF_GRANT = ("grant_share_at_most", "grant_per_environment_at_most")
"""The limits that are about the grant."""

PARTS: dict[str, tuple[type[Entry], Fact]] = {
    "costs": (CostEntry, term("a_cost_line")),
    "financing": (FinancingEntry, term("a_source_or_group")),
    "sources": (SourceEntry, term("a_source")),
    "participants": (ParticipantsEntry, term("a_group_of_participants")),
    "environments": (EnvironmentEntry, term("an_environment")),
    "phases": (PhaseEntry, term("a_phase")),
    "stated": (StatedEntry, term("a_stated_table")),
    "limits": (LimitsEntry, "limits"),
    "scenarios": (ScenarioEntry, term("a_scenario")),
    "": (PlanFile, term("a_plan")),
}
"""The models of the parts of a plan by the key under which each stands, and what to call each."""


def keys_of(part: type[Entry]) -> dict[str, FieldInfo]:
    """The keys of a part as a plan has them: some are no names of fields in this language."""
    return {field.alias or name: field for name, field in part.model_fields.items()}


def part_at(path: Path) -> tuple[type[Entry], Fact]:
    """The model of the part of a plan that the key at a path stands in, and what to call it."""
    in_group = path[2:3] == ("sources",) and path[3:]
    return PARTS["sources" if in_group else str(path[0]) if path[1:] else ""]
