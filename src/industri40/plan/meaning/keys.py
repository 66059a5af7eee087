"""Keys for sharing: what each environment counts for."""

from collections.abc import Callable, Collection, Mapping, Sequence
from fractions import Fraction

from industri40.findings.facts import Names, Path, Verbatim, subject
from industri40.money import LONGEST_NUMBER
from industri40.plan.meaning.precision import common_denominator
from industri40.plan.model import Environment, Key
from industri40.plan.review import Review

SharedBy = str | dict[str, Fraction] | None


class Keys:
    """Makes the keys of one plan; keys that are the same for all environments share one mapping."""

    def __init__(self, environments: Sequence[Environment], review: Review) -> None:
        self._environments = {environment.id: environment for environment in environments}
        self._review = review
        self._whole: dict[str, dict[str, int]] = {}

    def every(self) -> Collection[str]:
        """The ids of all environments."""
        return self._environments.keys()

    def make(self, shared_by: SharedBy, path: Path, among: Collection[str], owner: Path) -> Key:
        """The key that is written at a path, for the environments ``among`` which it shares.

        ``owner`` is the line or phase that is shared, in case nothing is written. Whatever is
        wrong with the key is said.
        """
        if isinstance(shared_by, dict):
            weights = self._mapping(shared_by, path, among)
            scale, _ = common_denominator(shared_by)
            key = Key("mapping", weights, self._review.place(path), scale)
            if any(name not in shared_by for name in among):
                return key  # which is said, and that nobody else has a number follows from it
        else:
            name = shared_by or "equal"
            place = self._review.place(path if shared_by else owner, key=not shared_by)
            key = Key(name, self._restricted(self._weights(name), among), place)
        self.check_some_weight(key, path if shared_by else owner, owner)
        return key

    def restrict(self, key: Key, among: Collection[str], owner: Path) -> Key:
        """A key that is inherited, for the environments of a phase."""
        weights = self._restricted(key.weights, among)
        restricted = Key(key.name, weights, key.place, key.scale)
        if any(key.weights.values()):
            self.check_some_weight(restricted, owner, owner)
        return restricted

    def check_some_weight(self, key: Key, path: Path, owner: Path) -> None:
        """A key whose weights are all zero shares nothing."""
        review, weights = self._review, key.weights
        sound = review.sound(*path) and review.sound("environments")
        if weights and not any(weights.values()) and sound:
            variants = {"participants": "participants", "weights": "weights"}
            variant = variants.get(key.name, "numbers")
            review.find("P253", variant, path, owner=subject(owner))

    def _weights(self, name: str) -> dict[str, int]:
        if name not in self._whole:
            environments = self._environments
            if name == "participants":
                weights = {name: env.participants for name, env in environments.items()}
            elif name == "weights":
                weights = self._whole_numbers(
                    {name: env.weight for name, env in environments.items()},
                    lambda name: ("environments", name, "weight"),
                )
            else:
                weights = dict.fromkeys(environments, 1)
            self._whole[name] = weights
        return self._whole[name]

    def _mapping(
        self, numbers: dict[str, Fraction], path: Path, among: Collection[str]
    ) -> dict[str, int]:
        for name in numbers:
            if name not in among:
                check_environment(name, (*path, name), self.every(), self._review)
        strange = [name for name in numbers if name not in self._environments]
        lacking = (name for name in among if name not in numbers)
        missing = [name for name in lacking if self._review.sound("environments", name)]
        # a name that is misspelt is one slip, not one that is strange and one that is missing
        if len(missing) > len(strange) and self._review.sound(*path):
            self._review.find("P252", "missing", path, key=True, names=Names(tuple(missing)))
        weights = self._whole_numbers(numbers, lambda name: (*path, name))
        return {name: weights.get(name, 0) for name in among}

    def _whole_numbers(
        self, numbers: Mapping[str, Fraction], path_of: Callable[[str], Path]
    ) -> dict[str, int]:
        """The same proportions in whole numbers; a finding where these would have no end."""
        scale, beyond = common_denominator(numbers)
        if beyond is None:
            return {
                name: number.numerator * (scale // number.denominator)
                for name, number in numbers.items()
            }
        path = path_of(beyond)
        number = Verbatim(str(numbers[beyond]))
        self._review.find("P256", "numbers", path, number=number, most=LONGEST_NUMBER)
        return {name: 1 if number else 0 for name, number in numbers.items()}

    def _restricted(self, weights: dict[str, int], among: Collection[str]) -> dict[str, int]:
        if len(among) == len(weights):
            return weights
        return {name: weight for name, weight in weights.items() if name in among}


def check_environment(name: str, path: Path, every: Collection[str], review: Review) -> None:
    """Say what is wrong with the name of an environment that does not take part where it is named.

    Either there is no such environment, or it leaves before this phase.
    """
    if not review.unknown("environments", name):
        return
    if name in every:
        if review.sound("environments", name):
            phase = subject(path[:2])
            review.find("P254", "elsewhere", path, key=True, environment=name, phase=phase)
        return
    choices = review.choices(name, every, "environments")
    where = subject(path[:-1])
    review.find("P251", "unknown", path, key=True, where=where, environment=name, choices=choices)
