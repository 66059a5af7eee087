"""The phases of a plan: shares, who takes part, bounds, applications, decided awards."""

from collections.abc import Collection, Sequence
from fractions import Fraction
from typing import NamedTuple

from industri40.findings.facts import Fact, Path, Percent, Verbatim, term
from industri40.money import LONGEST_NUMBER, percent_text
from industri40.plan.language.identifiers import check_ids
from industri40.plan.language.kinds import MOST_PHASES
from industri40.plan.language.written import BY_ENVIRONMENT, FOR_GRANTS, PhaseEntry, PlanFile
from industri40.plan.meaning.amounts import Basis, check_multiple
from industri40.plan.meaning.keys import Keys
from industri40.plan.meaning.precision import common_denominator
from industri40.plan.model import Bound, Environment, Key, Phase
from industri40.plan.review import Review

ONLY_PHASE = "programme"  # the id of the phase that there is where a plan has no ``phases``
_ROUNDED = Fraction(1, 100)
"""How far from a third a share is that was rounded, and what all shares then total from 1."""

_ONLY_LABEL = {"nb": "Hele programmet", "en": "The whole programme"}


def phase_ids(plan: PlanFile) -> tuple[str, ...]:
    """The ids of the phases, in the order of the file."""
    return (ONLY_PHASE,) if plan.phases is None else tuple(plan.phases)


class PhaseReader(NamedTuple):
    """Reads the phases of one plan.

    ``grant`` is the key of the grant, None where there is none, and ``members`` the group of
    participants that it is for.
    """

    plan: PlanFile
    environments: Sequence[Environment]
    grant: Key | None
    members: str | None
    keys: Keys
    basis: Basis

    def read(self) -> tuple[Phase, ...]:
        """All phases, in the order of the file; at least one."""
        entries = self.plan.phases
        if entries is None:
            return (self._only_phase(),)
        check_ids(entries, ("phases",), self.basis.review)
        if len(entries) > MOST_PHASES:
            count, where = len(entries), ("phases",)
            self.basis.review.find("P220", "phases", where, key=True, count=count, most=MOST_PHASES)
        _check_shares(entries, self.basis.review)
        phases = tuple(self._phase(name, entry) for name, entry in entries.items())
        if phases and phases[-1].leftover == "carry" and self.basis.review.sound("phases"):
            name = phases[-1].id
            self.basis.review.find("P244", "last", ("phases", name, "leftover"), phase=name)
        return phases

    def _only_phase(self) -> Phase:
        keys, review = self.keys, self.basis.review
        return Phase(
            id=ONLY_PHASE,
            label=_ONLY_LABEL[self.plan.language],
            share=Fraction(1),
            key=self.grant or keys.make(None, (), keys.every(), ()),
            cap=None,
            leftover="return",
            applications={},
            place=review.place(("grant",) if self.plan.grant else ()),
        )

    def _phase(self, name: str, entry: PhaseEntry) -> Phase:
        path, review = ("phases", name), self.basis.review
        for word in FOR_GRANTS if self.plan.grant is None and review.absent("grant") else ():
            if getattr(entry, word) is not None:
                review.find("P245", "phase", (*path, word), key=True)
        among = {one.id: None for one in self.environments if name in one.phases}.keys()
        if self.environments and not among and review.sound("environments"):
            review.find("P243", "nobody", path, key=True, phase=name)
        bounds = {
            key: self._bound(getattr(entry, key), (*path, key), among) for key in BY_ENVIRONMENT
        }
        amounts = {key: one if isinstance(one, dict) else {} for key, one in bounds.items()}
        return Phase(
            id=name,
            label=entry.label or name,
            share=entry.share,
            key=self._key(entry, path, among),
            cap=bounds["cap"],
            leftover=entry.leftover or "return",
            applications=amounts["applications"],
            place=review.place(path, key=True),
            floor=bounds["floor"],
            awarded=amounts["awarded"],
            returned=amounts["returned"],
        )

    def _key(self, entry: PhaseEntry, path: Path, among: Collection[str]) -> Key:
        if entry.shared_by is None and self.grant is not None:
            return self.keys.restrict(self.grant, among, path)
        key = self.keys.make(entry.shared_by, (*path, "shared_by"), among, path)
        return self.keys.of_members(key, self.members, path) if self.members else key

    def _bound(self, written: Bound, path: Path, among: Collection[str]) -> Bound:
        """An amount, or one for each who is named, in units; of awards everybody has one."""
        if not isinstance(written, dict):
            if written is not None:
                check_multiple(written, path, self.basis)
            return None if written is None else written // self.basis.unit
        self.keys.check_names(written, path, among, "awarded" if path[-1] == "awarded" else "")
        for environment, amount in written.items():
            check_multiple(amount, (*path, environment), self.basis)
        return {env: amount // self.basis.unit for env, amount in written.items()}


def _check_shares(phases: dict[str, PhaseEntry], review: Review) -> None:
    if not phases:
        if review.sound("phases"):
            review.find("P210", "phases", ("phases",), key=True)
        return
    shares = {name: entry.share for name, entry in phases.items()}
    _, beyond = common_denominator(shares)
    if beyond is not None:
        where, number = ("phases", beyond, "share"), Verbatim(str(shares[beyond]))
        review.find("P256", "shares", where, number=number, most=LONGEST_NUMBER)
        return
    total = sum(shares.values(), Fraction(0))
    if total != 1 and review.sound("phases"):
        right = _right_share(shares, 1 - total)
        name, share = right or ("", total)
        review.find(
            "P241",
            "rounded" if _are_rounded(shares, 1 - total) else "one" if right else "all",
            ("phases",),
            key=True,
            cause=[("phases", name, "share") for name in phases],
            total=_share_text(total),
            off=Verbatim(str(abs(1 - total))),
            direction=term("missing") if total < 1 else term("too_much"),
            phase=name,
            right=Verbatim(percent_text(share, "en")),
        )


def _share_text(share: Fraction) -> Fact:
    """A share as a fraction, and in percent where that has an end."""
    if "%" in percent_text(share, "en"):
        return term("share_in_percent", share=Verbatim(str(share)), percent=Percent(share))
    return Percent(share)


def _are_rounded(shares: dict[str, Fraction], missing: Fraction) -> bool:
    """Whether the shares seem to be thirds that were rounded."""
    rounded = (abs(share * 3 - round(share * 3)) for share in shares.values() if share != 1)
    return abs(missing) <= _ROUNDED and any(0 < off <= 3 * _ROUNDED for off in rounded)


def _right_share(shares: dict[str, Fraction], missing: Fraction) -> tuple[str, Fraction] | None:
    """One phase, and the share that would make all of them total 1."""
    fitting = ((name, shares[name] + missing) for name in reversed(shares))
    return next(((name, share) for name, share in fitting if 0 < share <= 1), None)
