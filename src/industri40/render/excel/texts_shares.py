"""What the sheets of workings say, in each language."""

__all__ = ["SHARES"]

SHARES: dict[str, dict[str, str]] = {
    "how.awards": {
        "nb": "Løpende sum av tildelingene gjennom miljøene, avrundet til hele {unit}. En "
        "tildeling er forskjellen fra raden over, og aldri mer enn taket.",
        "en": "A running total of the awards through the environments, rounded to whole {unit}. An "
        "award is the difference from the row above, and never more than the ceiling.",
    },
    "awards.all": {"nb": "Rammen, og det den deles etter", "en": "Frame, and what it is shared by"},
    "awards.step": {
        "nb": "Andel til og med fasen, og overført hit",
        "en": "Share up to the phase, and carried here",
    },
    "shares.start": {"nb": "Før den første", "en": "Before the first"},
    "how.sources": {
        "nb": "Løpende sum gjennom miljøene: beløp til og med året ganger løpende nøkkel, delt på "
        "hele nøkkelen, avrundet til hele {unit} (og så vidt flyttet der en andel ellers ble "
        "negativ). En andel er det summen øker fra raden over, ut over året før.",
        "en": "A running total through the environments: amount to date times running key, divided "
        "by all of the key, rounded to whole {unit} (and just so moved where a share would be "
        "negative). A share is what it rises by from the row above, beyond the year before.",
    },
    "how.costs": {
        "nb": "Løpende sum gjennom miljøene og linjene: løpende penger ganger løpende linjer, delt "
        "på alt, avrundet til hele {unit}. En andel er det summen øker fra raden over, ut over "
        "linjen før, og det som er i egeninnsats. Slik går hvert miljø og hver linje opp.",
        "en": "A running total through environments and lines: running cash times running lines, "
        "divided by all, rounded to whole {unit}. A share is what it rises by from the row above, "
        "beyond the line before, and what is in kind. So every environment and line adds up.",
    },
    "costs.all": {"nb": "I alt, til og med linjen", "en": "All of it, up to the line"},
    "costs.step": {"nb": "Linjen alene", "en": "The line alone"},
    "how.yearly": {
        "nb": "Løpende sum gjennom delene: beløp ganger år, delt på alle år, avrundet til hele "
        "{unit}. En linje er summen av delene sine.",
        "en": "A running total through the parts: amount times years, divided by all years, "
        "rounded to whole {unit}. A line is the sum of its parts.",
    },
    "shares.all": {"nb": "I alt til og med året", "en": "All of it, to date"},
    "shares.step": {"nb": "Året alene", "en": "The year alone"},
    "yearly.costs": {"nb": "Kostnadenes deler", "en": "Parts of the costs"},
    "yearly.financing": {"nb": "Finansieringens deler", "en": "Parts of the financing"},
    "yearly.alone": {"nb": "Deler som avrundes for seg", "en": "Parts rounded by themselves"},
    "yearly.part": {"nb": "{label}: resten", "en": "{label}: the rest"},
    "yearly.running": {"nb": "Løpende sum av delene, alle år", "en": "Running total of all years"},
    "shares.units": {"nb": "I alt, i enheter", "en": "In all, in units"},
    "shares.sum": {"nb": "Sum", "en": "Total"},
    "shares.wanted": {"nb": "Skal være", "en": "Should be"},
    "shares.off": {"nb": "Avvik", "en": "Off by"},
    "shares.least": {"nb": "Minste andel", "en": "Least share"},
    "shares.over": {"nb": "Antall over taket", "en": "How many above the ceiling"},
    "shares.grant": {"nb": "Tilskudd å tildele", "en": "Grant to award"},
    "shares.weight": {"nb": "Nøkkel", "en": "Key"},
    "shares.ceiling": {"nb": "Tak", "en": "Ceiling"},
    "shares.ratio": {"nb": "Tak ÷ nøkkel", "en": "Ceiling ÷ key"},
    "shares.capped": {"nb": "Ved taket (1 = ja)", "en": "At the ceiling (1 = yes)"},
    "shares.held": {"nb": "Løpende tak for dem ved taket", "en": "Running ceilings of these"},
    "shares.below": {"nb": "Løpende nøkkel for de andre", "en": "Running key of the others"},
    "shares.awarded": {"nb": "Løpende tildeling", "en": "Running award"},
    "shares.award": {"nb": "Tildelt", "en": "Awarded"},
    "shares.awards": {"nb": "Løpende tildeling i alle faser", "en": "Running award of all phases"},
    "shares.equal": {"nb": "likt", "en": "equal"},
    "shares.participants": {"nb": "bedrifter", "en": "participants"},
    "shares.weights": {"nb": "vekt", "en": "weight"},
    "shares.key": {"nb": "Løpende nøkkel: {what}", "en": "Running key: {what}"},
    "shares.to_date": {"nb": "Løpende sum til og med {year}", "en": "Running total up to {year}"},
    "shares.correction": {"nb": "Retting til programmet", "en": "Correction to the program"},
    "shares.share": {"nb": "Andel {year}", "en": "Share {year}"},
    "shares.total": {"nb": "Andel i alle år", "en": "Share of all years"},
    "shares.schedule": {"nb": "Bedrifter til og med {year}", "en": "Participants up to {year}"},
    "shares.participants_in": {"nb": "Bedrifter {year}", "en": "Participants {year}"},
    "shares.cash": {"nb": "Løpende penger i året", "en": "Running cash of the year"},
    "shares.due": {
        "nb": "Urundet løpende sum, med det som er igjen fra før",
        "en": "Exact running total, with what is left from before",
    },
    "shares.running": {"nb": "Løpende sum til og med linjen", "en": "Running total up to the line"},
    "shares.balance": {
        "nb": "Kostnader - finansiering {year}",
        "en": "Costs - financing {year}",
    },
}
"""Each text by its key and language; braces hold what the caller fills in."""
