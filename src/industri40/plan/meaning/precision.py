"""Numbers without end: how many digits weights and shares may have, alone and together.

Everything is computed exactly, so the digits of what is written come together: the numbers of one
key over their common denominator, the totals of all keys in the sums of cost lines, which are a
mixture of all sources. Without limits a short plan could ask for sums of a million digits, which
no one can print, read or wait for.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm

from industri40.findings.facts import Term, term
from industri40.money import LONGEST_NUMBER
from industri40.plan.model import Key, Phase
from industri40.plan.review import Review

MOST_DIGITS = 800
"""The most digits in the denominator that all keys together give to exact sums.

Thirty sources, each with a key of its own of 10 000 numbers of seven digits, need 350.
"""

MOST_STEPS = 40_000_000
"""The most products of sharing; one of a thousand digits counts twice, and so on."""

MOST_TERMS = 2_500_000
"""The most parts that cost lines consist of; one of 200 digits counts twice, and so on."""

MOST_AWARDS = 1_200_000
"""The most awards that one can be made of; one of 50 digits counts twice, and so on."""

_LARGEST = 10**LONGEST_NUMBER
_LONG, _LONG_TERM, _LONG_AWARD = 1000, 200, 50


def common_denominator(numbers: Mapping[str, Fraction]) -> tuple[int, str | None]:
    """What makes all of these numbers whole, and the name of the first that is too much.

    What is too much is left out; stopping there keeps the time short, whatever is written.
    """
    scale = 1
    for name, number in numbers.items():
        if scale % number.denominator:
            larger = lcm(scale, number.denominator)
            if larger >= _LARGEST:
                return scale, name
            scale = larger
    return scale, None


class Size:
    """What the work of sharing depends on: how many there are of what, and how long numbers are.

    ``keys`` are those of all sources but the grant, and of cost lines that have their own;
    ``given`` is how many lines have amounts in their place. ``cash`` is what lines without a key
    share in each year in units, if that is known.
    """

    def __init__(
        self,
        keys: Iterable[Key],
        phases: Sequence[Phase],
        given: int = 0,
        *,
        counts: tuple[int, int, int],
        cash: Sequence[int],
    ) -> None:
        self.environments, self.costs, self.sources = counts
        self.years, self.phases = len(cash), len(phases)
        self.totals = list({key.identity: sum(key.weights.values()) for key in keys}.values())
        # each year of a line that is given is one more, of whole amounts that are there as they are
        self.keys = len(self.totals) + given * self.years
        self.sources += given * self.years
        self.cash = _digits(lcm(*(amount for amount in cash if amount)))
        self.awards = _digits_of_awards(phases)
        mixture = lcm(*(total for total in self.totals if total))
        self.digits = self.awards + _digits(mixture)


def _digits_of_awards(phases: Sequence[Phase]) -> int:
    """The digits of awards after the last phase.

    What is carried, or shared anew among those below their ceilings, is divided by the weights of
    one phase after the other, so that these come on top of each other.
    """
    shares = lcm(*(phase.share.denominator for phase in phases))
    return _digits(shares) + sum(_digits(sum(phase.key.weights.values())) for phase in phases)


def _digits(number: int) -> int:
    """How many digits a whole number has, or one more: without writing it."""
    return number.bit_length() * 30_103 // 100_000 + 1


def check_work(size: Size, review: Review) -> None:
    """Whether the exact sums of all keys stay short enough to be worked out and shown.

    Also whether sharing takes no longer than a person waits, and no more memory than there is.
    """
    path = ("financing",)
    if size.digits > MOST_DIGITS:
        keys, whole = len(size.totals), Fraction(size.digits)
        review.find("P256", "sums", path, key=True, keys=keys, digits=whole, most=MOST_DIGITS)
        return
    for what, *figures in (_sharing(size), _awarding(size), _mixing(size)):
        digits, steps, most = map(Fraction, figures)
        if steps > most:
            review.find(
                "P220", "work", path, key=True, what=what, digits=digits, steps=steps, most=most
            )
            return


def _sharing(size: Size) -> tuple[Term, int, int, int]:
    """Each environment's part of each cost line is a sum over the keys of all sources."""
    keys, digits = size.keys + 1, size.digits + size.cash
    costs, years = size.costs, size.years
    count = Fraction(size.environments)
    what = term("work_of_sharing", environments=count, costs=costs, keys=keys, years=years)
    steps = size.environments * costs * keys * years
    return what, digits, steps * (_LONG + digits) // _LONG, MOST_STEPS


def _awarding(size: Size) -> tuple[Term, int, int, int]:
    """An award is made of those of the phases before it, where these carry something on."""
    what = term("work_of_awarding", environments=Fraction(size.environments), phases=size.phases)
    steps = size.environments * size.phases
    return what, size.awards, steps * (_LONG_AWARD + size.awards) // _LONG_AWARD, MOST_AWARDS


def _mixing(size: Size) -> tuple[Term, int, int, int]:
    """Each cost line is a mixture of all sources, in another proportion each year."""
    sources, costs, years = size.sources, size.costs, size.years
    if costs >= years:
        what = term("work_of_mixing", sources=sources, costs=costs, years=years)
    else:
        what = term("work_of_mixing_years", sources=sources, years=years)
    terms = sources * max(costs, years) * years
    return what, size.cash, terms * (_LONG_TERM + size.cash) // _LONG_TERM, MOST_TERMS
