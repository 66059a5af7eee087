"""The phases of a plan: shares, who takes part, ceilings, applications."""

from collections.abc import Collection, Sequence
from fractions import Fraction

from industri40.money import LONGEST_NUMBER, exact_text, percent_text
from industri40.plan.language.identifiers import check_ids
from industri40.plan.language.kinds import MOST_PHASES
from industri40.plan.language.written import FOR_GRANTS, PhaseEntry, PlanFile
from industri40.plan.meaning.amounts import Basis, check_multiple
from industri40.plan.meaning.keys import Keys, check_environment
from industri40.plan.meaning.precision import common_denominator
from industri40.plan.model import Environment, Key, Phase
from industri40.plan.review import Path, Review, quoted, subject

ONLY_PHASE = "programme"
"""The id of the phase that there is where a plan has no ``phases``."""

_ROUNDED = Fraction(1, 100)
"""How far from a third a share is that was rounded, and what all shares then total from 1."""

_ONLY_LABEL = {"nb": "Hele programmet", "en": "The whole programme"}

_PLACED = ("share", "cap", "leftover", "shared_by")


def phase_ids(plan: PlanFile) -> tuple[str, ...]:
    """The ids of the phases, in the order of the file."""
    return (ONLY_PHASE,) if plan.phases is None else tuple(plan.phases)


class PhaseReader:
    """Reads the phases of one plan. ``grant`` is the key of the grant, None where there is none."""

    def __init__(
        self,
        plan: PlanFile,
        environments: Sequence[Environment],
        grant: Key | None,
        *,
        keys: Keys,
        basis: Basis,
        review: Review,
    ) -> None:
        self._plan = plan
        self._environments = environments
        self._grant = grant
        self._keys = keys
        self._basis = basis
        self._review = review

    def read(self) -> tuple[Phase, ...]:
        """All phases, in the order of the file; at least one."""
        entries = self._plan.phases
        if entries is None:
            return (self._only_phase(),)
        check_ids(entries, ("phases",), self._review)
        if len(entries) > MOST_PHASES:
            message = f"The plan has {len(entries)} phases; {MOST_PHASES} are the most."
            self._review.add("P220", ("phases",), message, key=True)
        _check_shares(entries, self._review)
        phases = tuple(self._phase(name, entry) for name, entry in entries.items())
        if phases and phases[-1].leftover == "carry" and self._review.sound("phases"):
            name = phases[-1].id
            message = f"{quoted(name)} is the last phase, so nothing can be carried on from it."
            self._review.add("P244", ("phases", name, "leftover"), message)
        return phases

    def _only_phase(self) -> Phase:
        keys, review = self._keys, self._review
        return Phase(
            id=ONLY_PHASE,
            label=_ONLY_LABEL[self._plan.language],
            share=Fraction(1),
            key=self._grant or keys.make(None, (), keys.every(), ()),
            cap=None,
            leftover="return",
            applications={},
            place=review.place(("grant",) if self._plan.grant else ()),
        )

    def _phase(self, name: str, entry: PhaseEntry) -> Phase:
        path, review = ("phases", name), self._review
        if self._plan.grant is None and review.absent("grant"):
            _check_no_grant(name, entry, review)
        if entry.cap is not None:
            check_multiple(entry.cap, (*path, "cap"), self._basis, review)
        among = _taking_part(name, self._environments, review)
        applications = entry.applications or {}
        self._check_applications(applications, (*path, "applications"), among)
        places = {
            part: review.place((*path, part))
            for part in _PLACED
            if getattr(entry, part) is not None
        }
        for environment in applications:
            where = (*path, "applications", environment)
            places[f"applications.{environment}"] = review.place(where)
        unit = self._basis.unit
        return Phase(
            id=name,
            label=entry.label or name,
            share=entry.share,
            key=self._key(entry, path, among),
            cap=None if entry.cap is None else entry.cap // unit,
            leftover=entry.leftover or "return",
            applications={env: amount // unit for env, amount in applications.items()},
            place=review.place(path, key=True),
            places=places,
        )

    def _key(self, entry: PhaseEntry, path: Path, among: Collection[str]) -> Key:
        if entry.shared_by is None and self._grant is not None:
            return self._keys.restrict(self._grant, among, path)
        return self._keys.make(entry.shared_by, (*path, "shared_by"), among, path)

    def _check_applications(
        self, applications: dict[str, int], path: Path, among: Collection[str]
    ) -> None:
        for environment, amount in applications.items():
            if environment not in among:
                check_environment(
                    environment, (*path, environment), self._keys.every(), self._review
                )
            check_multiple(amount, (*path, environment), self._basis, self._review)


def _check_shares(phases: dict[str, PhaseEntry], review: Review) -> None:
    if not phases:
        if review.sound("phases"):
            remedy = "Add a phase, or take `phases` out for a programme that is one phase."
            review.add("P210", ("phases",), "`phases` has no phases.", key=True, remedy=remedy)
        return
    shares = {name: entry.share for name, entry in phases.items()}
    _, beyond = common_denominator(shares)
    if beyond is not None:
        _say_no_common_denominator(beyond, shares[beyond], review)
        return
    total = sum(shares.values(), Fraction(0))
    if total != 1 and review.sound("phases"):
        off = f"{exact_text(abs(1 - total))} is {'missing' if total < 1 else 'too much'}"
        in_percent = percent_text(total, review.language)
        shown = f"{exact_text(total)} ({in_percent})" if "%" in in_percent else in_percent
        review.add(
            "P241",
            ("phases",),
            f"The shares of the phases total {shown}: {off}.",
            key=True,
            remedy=_share_remedy(shares, 1 - total),
            cause=[("phases", name, "share") for name in phases],
        )


def _share_remedy(shares: dict[str, Fraction], missing: Fraction) -> str | None:
    """One share that would make all of them total 1; None where thirds seem to be rounded."""
    rounded = (abs(share * 3 - round(share * 3)) for share in shares.values() if share != 1)
    if abs(missing) <= _ROUNDED and any(0 < off <= 3 * _ROUNDED for off in rounded):
        return None
    name = next((name for name in reversed(shares) if 0 < shares[name] + missing <= 1), None)
    if name is None:
        return "Lower the shares until they total 1."
    right = percent_text(shares[name] + missing, "en")
    return f"Write {right} for {quoted(name)}, if the others are right, or correct another share."


def _say_no_common_denominator(phase: str, share: Fraction, review: Review) -> None:
    path = ("phases", phase, "share")
    message = (
        f"{subject(path)} is {exact_text(share)}, and the shares of the phases up to it have no "
        f"common denominator of at most {LONGEST_NUMBER} digits."
    )
    remedy = "Write the shares with the same few decimals, or as fractions such as 1/3 and 2/3."
    review.add("P256", path, message, remedy=remedy)


def _check_no_grant(name: str, entry: PhaseEntry, review: Review) -> None:
    for key in FOR_GRANTS:
        if getattr(entry, key) is not None:
            path = ("phases", name, key)
            message = f"{subject(path)} is about the grant, and the plan has no `grant`."
            review.add("P245", path, message, key=True)


def _taking_part(name: str, environments: Sequence[Environment], review: Review) -> Collection[str]:
    among = {env.id: None for env in environments if name in env.phases}
    if environments and not among and review.sound("environments"):
        review.add("P243", ("phases", name), f"Nobody takes part in {quoted(name)}.", key=True)
    return among.keys()
