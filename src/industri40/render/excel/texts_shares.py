"""What the sheets of workings say, in each language."""

__all__ = ["SHARES"]

SHARES = {
    "how.awards": "Løpende sum av tildelingene gjennom miljøene, avrundet til hele {unit}. En "
    "tildeling er forskjellen fra raden over, og aldri mer enn taket. "
    "| A running total of the awards through the environments, rounded to whole {unit}. An award "
    "is the difference from the row above, and never more than the ceiling.",
    "awards.all": "Rammen, og det den deles etter | Frame, and what it is shared by",
    "awards.step": "Andel til og med fasen, og overført hit "
    "| Share up to the phase, and carried here",
    "shares.start": "Før den første | Before the first",
    "how.sources": "Løpende sum gjennom miljøene: beløp til og med året ganger løpende nøkkel, "
    "delt på hele nøkkelen, avrundet til hele {unit} (og så vidt flyttet der en andel ellers ble "
    "negativ). En andel er det summen øker fra raden over, ut over året før. "
    "| A running total through the environments: amount to date times running key, divided by all "
    "of the key, rounded to whole {unit} (and just so moved where a share would be negative). A "
    "share is what it rises by from the row above, beyond the year before.",
    "how.costs": "Løpende sum gjennom miljøene og linjene: løpende penger ganger løpende linjer, "
    "delt på alt, avrundet til hele {unit}. En andel er det summen øker fra raden over, ut over "
    "linjen før, og det som er i egeninnsats. Slik går hvert miljø og hver linje opp. "
    "| A running total through environments and lines: running cash times running lines, divided "
    "by all, rounded to whole {unit}. A share is what it rises by from the row above, beyond the "
    "line before, and what is in kind. So every environment and line adds up.",
    "costs.all": "I alt, til og med linjen | All of it, up to the line",
    "costs.step": "Linjen alene | The line alone",
    "how.yearly": "Løpende sum gjennom delene: beløp ganger år, delt på alle år, avrundet til "
    "hele {unit}. En linje er summen av delene sine. "
    "| A running total through the parts: amount times years, divided by all years, rounded to "
    "whole {unit}. A line is the sum of its parts.",
    "shares.all": "I alt til og med året | All of it, to date",
    "shares.step": "Året alene | The year alone",
    "yearly.costs": "Kostnadenes deler | Parts of the costs",
    "yearly.financing": "Finansieringens deler | Parts of the financing",
    "yearly.alone": "Deler som avrundes for seg | Parts rounded by themselves",
    "yearly.part": "{label}: resten | {label}: the rest",
    "yearly.running": "Løpende sum av delene, alle år | Running total of all years",
    "shares.units": "I alt, i enheter | In all, in units",
    "shares.sum": "Sum | Total",
    "shares.wanted": "Skal være | Should be",
    "shares.off": "Avvik | Off by",
    "shares.least": "Minste andel | Least share",
    "shares.over": "Antall over taket | How many above the ceiling",
    "shares.grant": "Tilskudd å tildele | Grant to award",
    "shares.weight": "Nøkkel | Key",
    "shares.ceiling": "Tak | Ceiling",
    "shares.ratio": "Tak ÷ nøkkel | Ceiling ÷ key",
    "shares.capped": "Ved taket (1 = ja) | At the ceiling (1 = yes)",
    "shares.held": "Løpende tak for dem ved taket | Running ceilings of these",
    "shares.below": "Løpende nøkkel for de andre | Running key of the others",
    "shares.awarded": "Løpende tildeling | Running award",
    "shares.award": "Tildelt | Awarded",
    "shares.awards": "Løpende tildeling i alle faser | Running award of all phases",
    "shares.equal": "likt | equal",
    "shares.participants": "bedrifter | participants",
    "shares.weights": "vekt | weight",
    "shares.key": "Løpende nøkkel: {what} | Running key: {what}",
    "shares.to_date": "Løpende sum til og med {year} | Running total up to {year}",
    "shares.correction": "Retting til programmet | Correction to the program",
    "shares.share": "Andel {year} | Share {year}",
    "shares.total": "Andel i alle år | Share of all years",
    "shares.schedule": "Bedrifter til og med {year} | Participants up to {year}",
    "shares.participants_in": "Bedrifter {year} | Participants {year}",
    "shares.cash": "Løpende penger i året | Running cash of the year",
    "shares.due": "Urundet løpende sum, med det som er igjen fra før "
    "| Exact running total, with what is left from before",
    "shares.running": "Løpende sum til og med linjen | Running total up to the line",
    "shares.balance": "Kostnader - finansiering {year} | Costs - financing {year}",
}
"""Each text by its key: in Norwegian, a bar, and in English; braces hold what is filled in."""
