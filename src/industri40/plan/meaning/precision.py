"""Numbers without end: how many digits weights and shares may have, alone and together.

Everything is computed exactly, so the digits of what is written come together: the numbers of one
key over their common denominator, the totals of all keys in the sums of cost lines, which are a
mixture of all sources. Without limits a short plan could ask for sums of a million digits, which
no one can print, read or wait for.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm

from industri40.findings.facts import term
from industri40.money import LONGEST_NUMBER
from industri40.plan.meaning.lines import CostDraft, Lines, SourceDraft
from industri40.plan.model import Key, Phase

MOST_DIGITS = 800
"""The most digits in the denominator that all keys together give to exact sums.

Thirty sources, each with a key of its own of 10 000 numbers of seven digits, need 350.
"""

_SHARING, _MIXING, _AWARDING = (1000, 40_000_000), (200, 2_500_000), (50, 1_200_000)
"""Of what digits a step counts twice, and so on, and the most steps there may be."""

_LARGEST = 10**LONGEST_NUMBER


def common_denominator(numbers: Mapping[str, Fraction]) -> tuple[int, str | None]:
    """What makes numbers whole, and the name of the first that is too much and left out."""
    scale = 1
    for name, number in numbers.items():
        if scale % number.denominator:
            larger = lcm(scale, number.denominator)
            if larger >= _LARGEST:
                return scale, name
            scale = larger
    return scale, None


def check_work(
    lines: Lines, keys: Mapping[str, Key], grant: str | None, phases: Sequence[Phase]
) -> None:
    """Whether exact sums stay short, and sharing takes no more time and memory than there is.

    ``keys`` are those of lines, by id; ``phases`` award the ``grant``, if there is one.
    """
    review, path, years = lines.basis.review, ("financing",), len(lines.basis.years)
    cash = [source for source in lines.sources() if not source.entry.in_kind]
    keyed = [cost for cost in lines.costs if cost.id in keys or cost.entry.by_environment]
    free = sum(not cost.entry.common for cost in lines.costs) - len(keyed)
    several = (*lines.sources(), *keyed)
    named = {one.id for one in several if not one.entry.by_environment} - {grant}
    totals = {keys[one].identity: sum(keys[one].weights.values()) for one in named}
    awarding = phases if grant is not None else ()
    of_awards = _digits_of_awards(awarding)
    of_sums = of_awards + _digits(lcm(*filter(None, totals.values())))
    if of_sums > MOST_DIGITS:
        count, whole = len(totals), Fraction(of_sums)
        review.find("P256", "sums", path, key=True, keys=count, digits=whole, most=MOST_DIGITS)
        return
    of_cash = _digits(lcm(*filter(None, _cash_left(lines, cash, keyed))))
    # each year of a line that is given is one more, of whole amounts that are there as they are
    given = years * sum(bool(one.entry.by_environment) for one in several)
    shared, mixed = len(totals) + given + 1, len(cash) + len(keyed) + given
    size = len(next(iter(keys.values())).weights)
    everybody = Fraction(size)
    sharing = term("work_of_sharing", environments=everybody, costs=free, keys=shared, years=years)
    awards = term("work_of_awarding", environments=everybody, phases=len(awarding))
    mixing = term("work_of_mixing", sources=mixed, costs=free, years=years)
    if free < years:
        mixing = term("work_of_mixing_years", sources=mixed, years=years)
    works = (
        (sharing, of_sums + of_cash, size * free * shared * years, *_SHARING),
        (awards, of_awards, size * len(awarding), *_AWARDING),
        (mixing, of_cash, mixed * max(free, years) * years, *_MIXING),
    )
    for what, digits, steps, long, most in works:
        weighed = steps * (long + digits) // long
        if weighed > most:
            so_many, done, at_most = map(Fraction, (digits, weighed, most))
            review.find(
                "P220", "work", path, key=True, what=what, digits=so_many, steps=done, most=at_most
            )
            return


def _cash_left(lines: Lines, cash: Sequence[SourceDraft], keyed: Sequence[CostDraft]) -> list[int]:
    """What lines without a key share in each year, in units times the number of years."""
    in_kind = (lines.by_id[name] for cost in keyed for name in cost.entry.includes)
    plus = [draft.exact or [] for draft in (*cash, *in_kind)]
    common = (cost for cost in lines.costs if cost.entry.common)
    less = [[-part for part in cost.exact or []] for cost in (*keyed, *common)]
    return [sum(year) for year in zip(*plus, *less, strict=True)]


def _digits_of_awards(phases: Sequence[Phase]) -> int:
    """The digits of awards after the last phase: those of each phase come on top of each other."""
    shares = lcm(*(phase.share.denominator for phase in phases))
    return _digits(shares) + sum(_digits(sum(phase.key.weights.values())) for phase in phases)


def _digits(number: int) -> int:
    """How many digits a whole number has, or one more: without writing it."""
    return number.bit_length() * 30_103 // 100_000 + 1
