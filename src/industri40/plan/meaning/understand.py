"""From a plan as written to the plan as meant, with every finding about its structure."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from industri40.findings.facts import one_year
from industri40.findings.finding import Place
from industri40.money import HUNDREDTHS
from industri40.plan import model
from industri40.plan.language.identifiers import check_ids
from industri40.plan.language.kinds import MOST_YEARS
from industri40.plan.language.written import PlanFile
from industri40.plan.meaning.amounts import Basis, exact_amounts
from industri40.plan.meaning.derived import settle
from industri40.plan.meaning.environments import read_environments
from industri40.plan.meaning.keys import Keys
from industri40.plan.meaning.lines import CostDraft, Draft, GroupDraft, Lines, SourceDraft, lines_of
from industri40.plan.meaning.participants import count_participants, participant_groups
from industri40.plan.meaning.phases import PhaseReader
from industri40.plan.meaning.precision import check_work
from industri40.plan.meaning.references import check_references
from industri40.plan.meaning.stated import read_limits, read_stated
from industri40.plan.meaning.years import Amounts, whole_years
from industri40.plan.review import Review
from industri40.plan.what_if import Scenario

_SIDES = ("costs", "financing")
"""Parts of a plan whose place is that of their key, since no single line of them is meant."""

MOST_CELLS = 1_300_000  # the most environments times lines times years


def understand(plan: PlanFile, review: Review) -> model.Plan | None:
    """The plan as meant, or None where there are findings, which are in the review."""
    participants = count_participants(plan, review)
    basis = Basis(_years(plan, review), _unit(plan, review), participants, review)
    environments = read_environments(plan, participants, review)
    if environments is None:
        # What is said about an environment that is not there would follow from that alone.
        review.leave_out(("environments",), hiding=True, strange=False)
    lines = lines_of(plan, basis)
    settle(lines)
    check_references(plan, lines)
    _check_size(environments or (), lines)
    keys = Keys(environments or (), review, counted=not participants.none)
    line_keys = _line_keys(lines, keys)
    grant = line_keys.get(plan.grant) if plan.grant is not None else None
    members = next((one.entry.members for one in lines.sources() if one.id == plan.grant), None)
    phases = PhaseReader(plan, environments or (), grant, members, keys, basis).read()
    _check_scenarios(plan, review)
    limits = read_limits(plan, review, none_take_part=participants.none)
    if environments is None:
        return None
    exact = _given(lines, keys)
    if not review.findings:
        check_work(lines, line_keys, plan.grant, phases)
    if review.findings:
        return None
    meant = _Meant(lines, review, line_keys, *whole_years(lines, len(basis.years), exact))
    return _plan(plan, meant, environments, phases, limits)


def _plan(
    plan: PlanFile,
    meant: "_Meant",
    environments: tuple[model.Environment, ...],
    phases: tuple[model.Phase, ...],
    limits: model.Limits,
) -> model.Plan:
    """All parts of a plan put together, once nothing is wrong with it."""
    lines, review, basis = meant.lines, meant.review, meant.lines.basis
    return model.Plan(
        file=review.document.file,
        name=plan.name,
        owner=plan.owner,
        currency=plan.currency,
        language=plan.language,
        years=basis.years,
        unit=Fraction(plan.round_to, HUNDREDTHS),
        participants=basis.participants.total,
        environments=environments,
        costs=tuple(map(meant.cost, lines.costs)),
        sources=tuple(map(meant.source, lines.sources())),
        groups=tuple(map(meant.group, lines.groups())),
        financing_order=tuple(draft.id for draft in lines.financing),
        grant=plan.grant,
        phases=phases,
        phased=plan.phases is not None,
        notes=tuple(plan.notes),
        stated=tuple(read_stated(plan, review)),
        document=review.document,
        place=review.place(()),
        places={
            key: review.place((key,), key=key in _SIDES) for key in sorted(plan.model_fields_set)
        },
        limits=limits,
        participant_groups=participant_groups(plan, basis.participants, review),
        scenarios=tuple(
            Scenario(name, entry.label or name, review.place(("scenarios", name), key=True))
            for name, entry in plan.scenarios.items()
        ),
    )


def _check_scenarios(plan: PlanFile, review: Review) -> None:
    check_ids(plan.scenarios, ("scenarios",), review)
    for name, scenario in plan.scenarios.items():
        if not scenario.changes and not scenario.unset and review.sound("scenarios", name):
            review.find("P210", "scenario", ("scenarios", name), key=True)


def _unit(plan: PlanFile, review: Review) -> int:
    """What every amount is a multiple of; while that cannot be known, what all amounts are."""
    known = review.sound("round_to") and "round_to" in plan.model_fields_set
    return plan.round_to if known or review.absent("round_to") else 1


def _years(plan: PlanFile, review: Review) -> tuple[model.Year, ...]:
    """The programme's years, ascending; empty where they cannot be known."""
    if not review.sound("years"):
        return ()
    if not plan.years:
        review.find("P210", "years", ("years",), key=True)
        return ()
    seen: set[str] = set()
    for index, year in enumerate(plan.years):
        if year in seen:
            review.find("P209", "twice", ("years", index), year=one_year(year))
        seen.add(year)
    first = plan.years[0]
    odd = [index for index, year in enumerate(plan.years) if year[4:5] != first[4:5]]
    if odd:
        where, other = ("years", odd[0]), one_year(plan.years[odd[0]])
        review.find("P209", "mixed", where, year=other, first=one_year(first))
        return ()
    if len(seen) > MOST_YEARS:
        review.find("P220", "years", ("years",), key=True, count=len(seen), most=MOST_YEARS)
    return tuple(int(year) if year.isdecimal() else year for year in sorted(seen))


def _check_size(environments: tuple[model.Environment, ...], lines: Lines) -> None:
    leaves, years = len(lines.costs) + len(lines.sources()), len(lines.basis.years)
    count, most = Fraction(len(environments)), Fraction(MOST_CELLS)
    if (cells := count * leaves * years) > most:
        lines.basis.review.find(
            "P220",
            "figures",
            ("environments",),
            key=True,
            environments=count,
            lines=leaves,
            years=years,
            figures=cells,
            most=most,
        )


def _line_keys(lines: Lines, keys: Keys) -> dict[str, model.Key]:
    """The key of every source and group, and of every cost line that has one of its own.

    A source has its own or else that of its group; an equal one where its amounts are given.
    """
    made: dict[str, model.Key] = {}
    for draft in lines.everything():
        written, path = draft.entry.shared_by, (*draft.path, "shared_by")
        group = draft.group if isinstance(draft, SourceDraft) else None
        if group and written is None and draft.entry.by_environment is None:
            made[draft.id] = made[group.id]
        elif written or not isinstance(draft, CostDraft):
            made[draft.id] = keys.make(written, path, keys.every(), draft.path)
    for source in lines.sources():
        if source.entry.members is not None:
            made[source.id] = keys.of_members(made[source.id], source.entry.members, source.path)
    return made


def _given(lines: Lines, keys: Keys) -> dict[str, Amounts]:
    """The exact amounts of every line that is given, by id; unknown environments are said."""
    made: dict[str, Amounts] = {}
    for draft in lines.everything():
        given = draft.entry.by_environment or {}
        keys.check_names(given, (*draft.path, "by_environment"), keys.every())
        if given and draft.exact is not None:
            every = given.items()
            made[draft.id] = {name: exact_amounts(amount, lines.basis) for name, amount in every}
    return made


_Line = tuple[str, str, Place, tuple[int, ...], tuple[Fraction, ...], model.Written, Any, Any]


class _Meant(NamedTuple):
    """Makes the lines as meant, once nothing is wrong with the plan as written."""

    lines: Lines
    review: Review
    keys: Mapping[str, model.Key]
    amounts: Amounts
    given: Mapping[str, Amounts]

    def cost(self, draft: CostDraft) -> model.CostLine:
        entry, line = draft.entry, self._line(draft)
        common, payer = entry.common, entry.financed_by
        return model.CostLine(*line, includes=entry.includes, common=common, financed_by=payer)

    def source(self, draft: SourceDraft) -> model.Source:
        entry, rate = draft.entry, draft.entry.hourly_rate
        return model.Source(
            *self._line(draft),
            group=None if draft.group is None else draft.group.id,
            members=entry.members,
            in_kind=entry.in_kind,
            hourly_rate=None if rate is None else Fraction(rate, HUNDREDTHS),
            indicated=entry.status == "indicated",
            rest=entry.rest,
        )

    def group(self, draft: GroupDraft) -> model.Group:
        sources = tuple(source.id for source in draft.sources)
        return model.Group(*self._line(draft), sources=sources, rest=draft.entry.rest)

    def _line(self, draft: Draft) -> _Line:
        """What all lines have; a key only those that are shared by one."""
        years, label = len(self.lines.basis.years), draft.entry.label or draft.id
        place, amounts = self.review.place(draft.path, key=True), tuple(self.amounts[draft.id])
        exact = tuple(Fraction(exact, years) for exact in draft.exact or ())
        key, given = self.keys.get(draft.id), self._given(draft)
        return draft.id, label, place, amounts, exact, draft.written, key, given

    def _given(self, draft: Draft) -> model.Given | None:
        """What is given of a line; None for a line that is shared."""
        if (given := draft.entry.by_environment) is None:
            return None
        yearly = {name: tuple(several) for name, several in self.given[draft.id].items()}
        spread = frozenset(name for name, one in given.items() if isinstance(one, int))
        return model.Given(yearly, self.review.place((*draft.path, "by_environment")), spread)
