"""What each environment has of a line, where amounts are given in the place of a key."""

from collections.abc import Mapping

from industri40.plan.meaning.amounts import exact_amounts
from industri40.plan.meaning.keys import Keys
from industri40.plan.meaning.lines import Draft, Lines
from industri40.plan.meaning.years import Amounts
from industri40.plan.model import Given
from industri40.plan.review import Review


def read_given(lines: Lines, keys: Keys) -> dict[str, Amounts]:
    """The exact amounts of every line that is given, by id; unknown environments are said."""
    made: dict[str, Amounts] = {}
    for draft in lines.everything():
        given = draft.entry.by_environment or {}
        keys.check_names(given, (*draft.path, "by_environment"), keys.every())
        if given and draft.exact is not None:
            every = given.items()
            made[draft.id] = {name: exact_amounts(amount, lines.basis) for name, amount in every}
    return made


def given_line(draft: Draft, amounts: Mapping[str, Amounts], review: Review) -> Given | None:
    """What is given of a line, of whole ``amounts`` by line; None for a line that is shared."""
    if draft.entry.by_environment is None:
        return None
    return Given(
        {name: tuple(several) for name, several in amounts[draft.id].items()},
        review.place((*draft.path, "by_environment")),
        frozenset(name for name, one in draft.entry.by_environment.items() if isinstance(one, int)),
    )
