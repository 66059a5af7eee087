"""Keys for sharing: what each environment counts for."""

from collections.abc import Callable, Collection, Mapping, Sequence
from fractions import Fraction
from math import gcd, lcm
from typing import Literal

from industri40.findings.facts import Id, Names, Path, Percent, Verbatim, subject, term
from industri40.findings.finding import Place
from industri40.money import LONGEST_NUMBER
from industri40.plan.language.identifiers import KEY_NAMES
from industri40.plan.language.numbers import KeyNumber
from industri40.plan.meaning.precision import common_denominator
from industri40.plan.model import Environment, Key, MixedPart
from industri40.plan.review import Review
from industri40.record import replace

_Numbers = dict[str, KeyNumber]
SharedBy = str | _Numbers | None

_BUILT_IN = (term("key_equal"), term("key_participants"), term("key_weights"))
"""What the keys are called that every plan has."""


class Keys:
    """Makes the keys of one plan; keys that are the same for all environments share one mapping.

    ``counted`` says that the plan has participants, or may have them.
    """

    def __init__(
        self, environments: Sequence[Environment], review: Review, *, counted: bool = True
    ) -> None:
        self._environments = {environment.id: environment for environment in environments}
        self._review, self._counted = review, counted
        self._whole: dict[tuple[str, str | None], tuple[dict[str, int], int]] = {}
        self._figures = {name for one in environments for name in one.figures}
        self._lacking: set[str] = set()

    def every(self) -> Collection[str]:
        """The ids of all environments."""
        return self._environments.keys()

    def make(self, shared_by: SharedBy, path: Path, among: Collection[str], owner: Path) -> Key:
        """The key that is written at a path, for the environments ``among`` which it shares.

        ``owner`` is the line or phase that is shared, in case nothing is written. Whatever is
        wrong with the key is said.
        """
        if not isinstance(shared_by, dict):
            unsaid = shared_by is None
            where = owner if unsaid else path
            return self._named(shared_by or "equal", where, among, owner, key=unsaid)
        names = shared_by.keys()
        if names & (self._figures | set(KEY_NAMES)) and not names & self._environments.keys():
            self._check_percent(shared_by, path, mixed=True)
            parts = []
            for name, one in shared_by.items():
                key = self._named(name, (*path, name), among, owner, key=True)
                parts.append(MixedPart(one.number, key, self._review.place((*path, name))))
            return _mixed(parts, self._review.place(path))
        numbers = {name: one.number for name, one in shared_by.items()}
        if self.check_names(numbers, path, among, "missing"):
            self._check_percent(shared_by, path)
        whole, scale = self._whole_numbers(numbers, lambda name: (*path, name))
        weights = {name: whole.get(name, 0) for name in among}
        key = Key("mapping", weights, self._review.place(path), scale)
        # that somebody has no number is said, and that nobody else has one follows from it
        if all(name in shared_by for name in among):
            self._check_some_weight(key, path, owner)
        return key

    def restrict(self, key: Key, among: Collection[str], owner: Path) -> Key:
        """A key that is inherited, for the environments of a phase."""

        def less(one: Key) -> Key:
            restricted = replace(one, weights=self._restricted(one.weights, among))
            if any(one.weights.values()):
                self._check_some_weight(restricted, owner, owner)
            return restricted

        return _in_parts(key, less)

    def of_members(self, key: Key, group: str, owner: Path) -> Key:
        """A key of what is for a group of participants: it counts no others."""

        def counting(one: Key) -> Key:
            if one.name != "participants":
                return one
            weights, _ = self._weights(one.name, group)
            made = replace(one, weights=self._restricted(weights, one.weights), group=group)
            self._check_some_weight(made, owner, owner)
            return made

        return _in_parts(key, counting)

    def check_names(
        self,
        written: Collection[str],
        path: Path,
        among: Collection[str],
        lacking: Literal["", "missing", "awarded"] = "",
    ) -> bool:
        """Whether all who take part, ``among``, are named at a path, where somebody ``lacking`` is.

        Names of others are said, and in a finding of that variant who is missing.
        """
        strange = 0
        for name in written:
            if name not in among:
                strange += name not in self._environments
                self._say_stranger(name, (*path, name))
        missing = [one for one in among if one not in written] if lacking else []
        names = tuple(one for one in missing if self._review.sound("environments", one))
        # a name that is misspelt is one slip, not one that is strange and one that is missing
        if len(names) > strange and self._review.sound(*path):
            self._review.find("P252", lacking, path, key=True, names=Names(names))
            return False
        return True

    def _say_stranger(self, name: str, path: Path) -> None:
        """Say that there is no such environment, or that it leaves before this phase."""
        review, every = self._review, self.every()
        if not review.unknown("environments", name):
            return
        if name not in every:
            where, choices = subject(path[:-1]), review.choices(name, every, "environments")
            review.find(
                "P251", "unknown", path, key=True, where=where, environment=name, choices=choices
            )
        elif review.sound("environments", name):
            phase = subject(path[:2])
            review.find("P254", "elsewhere", path, key=True, environment=name, phase=phase)

    def _check_some_weight(self, key: Key, path: Path, owner: Path) -> None:
        """A key whose weights are all zero shares nothing."""
        review, weights = self._review, key.weights
        sound = review.sound(*path) and review.sound("environments")
        if weights and not any(weights.values()) and sound:
            variants = {"participants": "participants", "weights": "weights", "mapping": "numbers"}
            variant = variants.get(key.name, "figure")
            review.find("P253", variant, path, owner=subject(owner), figure=key.name)

    def _named(
        self, name: str, path: Path, among: Collection[str], owner: Path, *, key: bool = False
    ) -> Key:
        """A key by its name, which stands at a path, or is a ``key`` there."""
        place = self._review.place(path, key=key)
        if not self._check_name(name, path, among, key=key):
            return Key("equal", dict.fromkeys(among, 1), place)
        weights, scale = self._weights(name)
        made = Key(name, self._restricted(weights, among), place, scale)
        self._check_some_weight(made, path, owner)
        return made

    def _check_name(self, name: str, path: Path, among: Collection[str], *, key: bool) -> bool:
        """Whether a key of that name can be used, which is said where it cannot."""
        review = self._review
        if name == "participants" and not self._counted:
            review.find("P233", "key", path, key=key)
            return False
        if name in KEY_NAMES:
            return True
        if name not in self._figures:
            if self._environments and review.unknown("environments", name):
                self._say_unknown(name, path, key=key)
            return False
        lacking = [one for one in among if name not in self._environments[one].figures]
        missing = tuple(one for one in lacking if review.sound("environments", one))
        if missing and name not in self._lacking:
            self._lacking.add(name)
            self._say_lacking(name, missing, path)
        return not lacking

    def _say_lacking(self, name: str, missing: tuple[str, ...], cause: Path) -> None:
        """Say who lacks a figure, or of a single one that it is misspelt there."""
        review, first, meant = self._review, missing[0], None
        where: Path = ("environments", first)
        if len(missing) == 1:
            others = (one.figures for one in self._environments.values() if one.id != first)
            own = self._environments[first].figures.keys() - set().union(*others)
            meant = review.nearest(name, sorted(own))
        variant, names = "figure", Names(missing)
        if meant is not None:
            variant, where = "figure_meant", (*where, "keys", meant)
        review.find("P252", variant, where, key=True, cause=[cause], figure=name, names=names)

    def _say_unknown(self, name: str, path: Path, *, key: bool) -> None:
        figures = sorted(self._figures)
        known = Names((*_BUILT_IN, *map(Id, figures)), 10, "comma")
        meant = self._review.nearest(name, (*KEY_NAMES, *figures)) or ""
        variant, where = "key_meant" if meant else "key", subject(path[:-1] if key else path)
        self._review.find(
            "P206", variant, path, key=key, where=where, name=name, known=known, meant=Id(meant)
        )

    def _weights(self, name: str, group: str | None = None) -> tuple[dict[str, int], int]:
        """What each environment counts for in a key of a name, in whole numbers of one scale."""
        if (name, group) not in self._whole:
            every = self._environments.items()
            if name == "participants":
                # nothing is to be said of the members of a group that cannot be known
                of_group = {one: env.members.get(group, 1) for one, env in every if group}
                made = of_group or {one: env.participants for one, env in every}, 1
            elif name == "weights":
                numbers = {one: environment.weight for one, environment in every}
                made = self._whole_numbers(numbers, lambda one: ("environments", one, "weight"))
            elif name == "equal":
                made = dict.fromkeys(self._environments, 1), 1
            else:
                figures = {one: env.figures[name] for one, env in every if name in env.figures}
                made = self._whole_numbers(figures, lambda one: ("environments", one, "keys", name))
            self._whole[name, group] = made
        return self._whole[name, group]

    def _check_percent(self, shared_by: _Numbers, path: Path, *, mixed: bool = False) -> None:
        """Percent are percent all of them, and total 100; of a mixture all numbers are percent."""
        review = self._review
        plain = tuple(name for name, one in shared_by.items() if not one.percent)
        if not review.sound(*path) or (len(plain) == len(shared_by) and not mixed):
            return
        if plain:
            variant, where = ("part" if mixed else "mixed"), (*path, plain[0])
            review.find("P257", variant, where, owner=subject(path), names=Names(plain))
            return
        total = sum((one.number for one in shared_by.values()), Fraction(0))
        if total != 1:
            review.find(
                "P257",
                "total_mixed" if mixed else "total",
                path,
                key=True,
                cause=[(*path, name) for name in shared_by],
                total=Percent(total),
                off=Percent(abs(1 - total)),
                direction=term("missing") if total < 1 else term("too_much"),
            )

    def _whole_numbers(
        self, numbers: Mapping[str, Fraction], path_of: Callable[[str], Path]
    ) -> tuple[dict[str, int], int]:
        """The same proportions in whole numbers, and what these are times the others, if any."""
        scale, beyond = common_denominator(numbers)
        if beyond is None:
            return {
                name: number.numerator * (scale // number.denominator)
                for name, number in numbers.items()
            }, scale
        path = path_of(beyond)
        number = Verbatim(str(numbers[beyond]))
        self._review.find("P256", "numbers", path, number=number, most=LONGEST_NUMBER)
        return {name: 1 if number else 0 for name, number in numbers.items()}, 1

    def _restricted(self, weights: dict[str, int], among: Collection[str]) -> dict[str, int]:
        if len(among) == len(weights):
            return weights
        return {name: weight for name, weight in weights.items() if name in among}


def _in_parts(key: Key, change: Callable[[Key], Key]) -> Key:
    """A key that is changed, or where it is a mixture, each key of it."""
    if not key.parts:
        return change(key)
    return _mixed([part._replace(key=change(part.key)) for part in key.parts], key.place)


def _mixed(parts: Sequence[MixedPart], place: Place) -> Key:
    """The mixture of several keys, of the smallest weights that are exact and whole."""
    sharing = [
        (share / total, key.weights)
        for share, key, _ in parts
        if share and (total := sum(key.weights.values()))
    ]
    scale = lcm(*(each.denominator for each, _ in sharing))
    weights: dict[str, int] = {}
    for each, several in sharing:
        times = each.numerator * (scale // each.denominator)
        for name, weight in several.items():
            weights[name] = weights.get(name, 0) + times * weight
    common = gcd(scale, *weights.values())
    whole = {name: weight // common for name, weight in weights.items()}
    return Key("mixture", whole, place, scale // common, parts=tuple(parts))
