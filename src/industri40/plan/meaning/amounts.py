"""The amount of one line: in which form it is written, and what that comes to year by year.

While a plan is being understood, amounts are exact whole numbers: units times the number of
years. So a total that is spread evenly over the years is one of these numbers in every year.
"""

from collections.abc import Collection
from fractions import Fraction
from typing import NamedTuple

from industri40.findings.facts import Names, Path, Verbatim, subject, years
from industri40.money import HUNDREDTHS, LARGEST_AMOUNT, precise_text
from industri40.plan.language.written import FORMS, LineEntry
from industri40.plan.meaning.participants import Participants
from industri40.plan.model import Written, Year
from industri40.plan.review import Review

OverYears = int | dict[str, int]  # an amount over all years, or one of each, in hundredths
Exact = list[int] | None  # year by year, in units times the number of years; None while unknown
_Read = tuple[Written, Exact]


class Basis(NamedTuple):
    """What every amount depends on, and where findings go; ``years`` are empty while unknown.

    ``unit`` is the plan's ``round_to`` in hundredths of a krone.
    """

    years: tuple[Year, ...]
    unit: int
    participants: Participants
    review: Review

    def kroner(self, exact: int) -> Fraction:
        """An exact amount (units times the number of years) in kroner."""
        return Fraction(exact * self.unit, HUNDREDTHS * (len(self.years) or 1))


def read_amount(entry: LineEntry, path: Path, basis: Basis, *, group: bool = False) -> _Read:
    """The form in which a line's amount is written, and its exact amounts year by year.

    The amounts are None where they follow from those of other lines (``percent``, ``rest`` and a
    group's ``sum``), and where something is wrong with them, which is then said.
    """
    review, values = basis.review, {form: getattr(entry, form, None) for form in FORMS}
    forms = [form for form, value in values.items() if value is not None and value is not False]
    if entry.percent is None and entry.of is not None and review.absent(*path, "percent"):
        review.find("P218", "of_what", (*path, "of"), key=True, line=subject(path))
    if len(forms) > 1:
        ways = Names(tuple(forms), len(forms))
        line, where = subject(path), (*path, forms[1])
        review.find("P212", "several", where, key=True, line=line, count=len(forms), ways=ways)
    elif not forms and not group and review.sound(*path):
        review.find("P211", "none", path, key=True)
    if len(forms) != 1:
        return Written("sum" if group and not forms else "unknown"), None
    if forms == ["rest"]:
        return Written("rest"), None
    return _Reader(entry, path, basis).read(forms[0])


def check_multiple(
    written: int, path: Path, basis: Basis, *, participants: int = 0, rate: Fraction | int = 1
) -> bool:
    """Whether what is written, in hundredths, comes to a multiple of ``round_to``, else a finding.

    Where it is for each of so many ``participants``, it comes to the ``rate`` times that.
    """
    each = rate * (participants or 1)
    amount = written * each
    if amount % basis.unit == 0:
        return True
    step = (Fraction(each) / basis.unit).denominator
    below = written // step * step
    variant = "amount"
    if participants:
        # hours times a rate may come to less than an øre, and no `round_to` is as small as that
        variant = "in_all" if Fraction(amount).denominator == 1 else "in_all_less_than_ore"
    basis.review.find(
        "P214",
        variant,
        path,
        participants=Fraction(participants),
        amount=Fraction(amount) / HUNDREDTHS,
        step=Fraction(basis.unit, HUNDREDTHS),
        below=_to_write(below, basis),
        above=_to_write(below + step, basis),
    )
    return False


def _to_write(hundredths: int, basis: Basis) -> Verbatim:
    """An amount as a plan may have it anywhere: a comma would end it between braces."""
    text = precise_text(Fraction(hundredths, HUNDREDTHS), "en")
    return Verbatim(text.replace(",", " " if basis.review.language == "nb" else ""))


def exact_amounts(written: OverYears, basis: Basis) -> list[int]:
    """What is written for each year, or over all years, as exact amounts."""
    count = len(basis.years)
    if isinstance(written, int):
        return [written // basis.unit] * count
    return [written[str(year)] // basis.unit * count for year in basis.years]


class _Reader(NamedTuple):
    entry: LineEntry
    path: Path
    basis: Basis

    def read(self, form: str) -> _Read:
        """What is written in a form, and the exact amounts that it comes to."""
        amount = getattr(self.entry, form)
        if form == "percent":
            return self._percent(amount), None
        if form == "by_environment":
            return Written(form), self._by_environment(amount)
        if form == "years":
            return self._year_by_year(amount)
        if form == "hours":
            return self._hours(amount, getattr(self.entry, "hourly_rate", None))
        written = self._written(form, (amount, form))
        if form == "per_participant":
            return written, self._for_participants(form, amount)
        years = 1 if form == "total" else len(self.basis.years)
        fine = self._is_multiple(amount, form)
        return written, self._spread(amount * years, form) if fine else None

    def _percent(self, share: Fraction) -> Written:
        path, review = self.path, self.basis.review
        if not self.entry.of and review.absent(*path, "of"):
            review.find("P218", "percent_of", (*path, "percent"), key=True, line=subject(path))
        return Written("percent", ((share, review.place((*path, "percent"))),))

    def _by_environment(self, given: dict[str, OverYears]) -> Exact:
        form, years, path = "by_environment", len(self.basis.years), self.path
        sound = self.basis.review.sound(*path, form)
        if not given and sound:
            self.basis.review.find("P210", "given", (*path, form), key=True, line=subject(path))
        fine = [
            self._is_every_year_right(each, form, name)
            if isinstance(each, dict)
            else self._is_multiple(each, form, name)
            for name, each in given.items()
        ]
        if not given or not years or not all(fine) or not sound:
            return None
        every = (exact_amounts(each, self.basis) for each in given.values())
        exact = [sum(year) for year in zip(*every, strict=True)]
        return exact if self._is_bearable(sum(exact) * self.basis.unit // years, form) else None

    def _hours(self, hours: int, rate: int | None) -> _Read:
        if rate is None:
            if self.basis.review.sound(*self.path):
                line, where = subject(self.path), (*self.path, "hours")
                self.basis.review.find("P218", "hours_without_rate", where, key=True, line=line)
            return Written("hours"), None
        written = self._written("hours", (hours, "hours"), (rate, "hourly_rate"))
        return written, self._for_participants("hours", hours, Fraction(rate, HUNDREDTHS))

    def _for_participants(self, form: str, written: int, rate: Fraction | int = 1) -> Exact:
        count, where = self.basis.participants.of_line(self.entry), (*self.path, form)
        if self.basis.participants.none:
            self.basis.review.find("P233", "amount", where, key=True)
        if count is None or not self.basis.review.absent(*self.path, "for"):
            return None
        fine = check_multiple(written, where, self.basis, participants=count, rate=rate)
        return self._spread(written * rate * count, form) if fine else None

    def _year_by_year(self, amounts: dict[str, int]) -> _Read:
        every = ((amount, "years", year) for year, amount in sorted(amounts.items()))
        fine = self._is_every_year_right(amounts, "years")
        fine = fine and self._is_bearable(sum(amounts.values()), "years")
        written = self._written("years", *every)
        return written, exact_amounts(amounts, self.basis) if fine else None

    def _is_every_year_right(self, amounts: dict[str, int], *keys: str) -> bool:
        fine = [self._is_multiple(amount, *keys, year) for year, amount in amounts.items()]
        return bool(self.basis.years) and self._names_all_years(amounts, *keys) and all(fine)

    def _names_all_years(self, amounts: Collection[str], *keys: str) -> bool:
        where, review = (*self.path, *keys), self.basis.review
        expected = {str(year): year for year in self.basis.years}
        strange = [year for year in amounts if year not in expected]
        for year in strange:
            named = years(self.basis.years)
            review.find("P213", "no_year", (*where, year), key=True, year=year, years=named)
        missing = [year for text, year in expected.items() if text not in amounts]
        if missing and review.sound(*where):
            review.find("P213", "missing", where, key=True, years=years(missing))
        return not strange and not missing

    def _spread(self, total: Fraction | int, form: str) -> Exact:
        """The same in every year, unless it is too much in all."""
        fine = self._is_bearable(total, form)
        return [int(total // self.basis.unit)] * len(self.basis.years) or None if fine else None

    def _is_multiple(self, hundredths: int, *keys: str) -> bool:
        return check_multiple(hundredths, (*self.path, *keys), self.basis)

    def _is_bearable(self, hundredths: Fraction | int, form: str) -> bool:
        amount, most = Fraction(hundredths) / HUNDREDTHS, Fraction(LARGEST_AMOUNT)
        if amount > most:
            where = (*self.path, form)
            self.basis.review.find("P215", "in_all", where, amount=amount, most=most)
        return amount <= most

    def _written(self, form: str, *figures: tuple[int, *tuple[str, ...]]) -> Written:
        return Written(
            form,
            tuple(
                (Fraction(amount, HUNDREDTHS), self.basis.review.place((*self.path, *keys)))
                for amount, *keys in figures
            ),
        )
