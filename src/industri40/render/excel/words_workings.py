"""What the sheets of workings say, in each language."""

__all__ = ["WORKINGS"]

WORKINGS: dict[str, dict[str, str]] = {
    "title.share_workings": {"nb": "Fordelingsgrunnlag", "en": "Workings of the shares"},
    "how.share_workings": {
        "nb": "Hver linje til og med hvert år: urundet, rundet ned, største rester opp, byttet "
        "der et miljø ellers ville fått mer enn det bruker.",
        "en": "Each line up to each year: exact, rounded down, the largest remainders up, swapped "
        "where an environment would otherwise get more than it spends.",
    },
    "title.award_workings": {"nb": "Tildelingsgrunnlag", "en": "Workings of the awards"},
    "how.award_workings": {
        "nb": "Ramme = fasens andel av tilskuddet + det som er overført. Tildeling = miljøets del "
        "av rammen etter nøkkelen, høyst taket.",
        "en": "Frame = the phase's share of the grant + what is carried in. Award = the "
        "environment's part of the frame by the key, at most the ceiling.",
    },
    "title.swaps": {"nb": "Kronebytter", "en": "Swaps"},
    "how.swaps": {
        "nb": "Det første miljøet som får for mye, gir en krone av den første linjen som kan "
        "endres hos det, til det første miljøet som får for lite.",
        "en": "The first environment that gets too much gives a krone of the first line that can "
        "be changed for it to the first environment that gets too little.",
    },
    "workings.keys": {"nb": "Fordelingsnøkler", "en": "Keys for sharing"},
    "workings.schedule": {"nb": "Bedrifter til og med", "en": "Participants up to"},
    "workings.lines": {
        "nb": "Det som deles på miljøene, i hele {unit}",
        "en": "What is shared out, in whole {unit}",
    },
    "workings.amount": {"nb": "Deles {year}", "en": "Shared {year}"},
    "workings.amount_all": {"nb": "I alt", "en": "In all"},
    "workings.to_date": {"nb": "Til og med {year}", "en": "Up to {year}"},
    "workings.common": {"nb": "Felles i alt", "en": "Common in all"},
    "workings.cash": {"nb": "Penger i alt", "en": "All cash"},
    "workings.balance": {"nb": "Kostnader - finansiering", "en": "Costs - financing"},
    "workings.cash_of": {"nb": "{label}: tilførte penger", "en": "{label}: cash"},
    "workings.cash_per": {
        "nb": "Penger per miljø, urundet",
        "en": "Cash per environment, before rounding",
    },
    "workings.number": {"nb": "Nr.", "en": "No."},
    "workings.holder": {"nb": "Miljø", "en": "Environment"},
    "workings.equal": {"nb": "Likt", "en": "Equal"},
    "workings.participants": {"nb": "Bedrifter", "en": "Participants"},
    "workings.weights": {"nb": "Vekt", "en": "Weight"},
    "workings.sum": {"nb": "Sum", "en": "Total"},
    "workings.up_to": {"nb": "Til og med {year}", "en": "Up to {year}"},
    "workings.exact": {"nb": "Urundet", "en": "Exact"},
    "workings.low": {"nb": "Minst", "en": "At least"},
    "workings.high": {"nb": "Mest", "en": "At most"},
    "workings.rest": {"nb": "Rest", "en": "Remainder"},
    "workings.up": {"nb": "Opp", "en": "Up"},
    "workings.swap": {"nb": "Bytte", "en": "Swap"},
    "workings.step": {"nb": "Motorens steg", "en": "Engine's step"},
    "workings.value": {"nb": "Rundet", "en": "Rounded"},
    "workings.off": {"nb": "Avvik fra linjens beløp", "en": "Off the line's amount"},
    "workings.share": {"nb": "Andel {year}", "en": "Share {year}"},
    "workings.pool": {"nb": "Tilskudd å tildele", "en": "Grant to award"},
    "workings.base": {"nb": "Fasens del av tilskuddet", "en": "The phase's part of the grant"},
    "workings.left": {"nb": "Igjen til senere faser", "en": "Left for later phases"},
    "workings.carried": {"nb": "Overføres til neste fase", "en": "Carried to the next phase"},
    "workings.frame": {"nb": "Ramme", "en": "Frame"},
    "workings.key": {"nb": "Nøkkel", "en": "Key"},
    "workings.by_key": {"nb": "Etter nøkkel", "en": "By key"},
    "workings.ratio": {"nb": "Tak / nøkkel", "en": "Ceiling / key"},
    "workings.capped": {"nb": "Ved taket", "en": "At ceiling"},
    "workings.award": {"nb": "Urundet tildeling", "en": "Exact award"},
    "workings.given": {"nb": "Tildelt", "en": "Awarded"},
    "workings.award_of": {"nb": "Tildelt i alt", "en": "Awarded in all"},
    "swaps.cash": {"nb": "penger", "en": "cash"},
    "swaps.block": {"nb": "{year}: {name}", "en": "{year}: {name}"},
    "swaps.joint": {"nb": "{year}: {name}, felles bytter", "en": "{year}: {name}, joint swaps"},
    "swaps.joint_count": {
        "nb": "Felles bytter etter en endring",
        "en": "Joint swaps after a change",
    },
    "swaps.excess": {"nb": "Får mer enn det bruker", "en": "Gets more than it spends"},
    "swaps.gives": {"nb": "{label}: kan gi fra seg", "en": "{label}: can give"},
    "swaps.takes": {"nb": "{label}: kan ta imot", "en": "{label}: can take"},
    "swaps.to": {"nb": "Til: {label}", "en": "To: {label}"},
    "swaps.from": {"nb": "Fra: {label}", "en": "From: {label}"},
    "swaps.step": {"nb": "Bytte {number}", "en": "Swap {number}"},
    "swaps.end": {"nb": "Står igjen", "en": "What remains"},
    "swaps.giver": {"nb": "Fra nr.", "en": "From no."},
    "swaps.line": {"nb": "Linje nr.", "en": "Line no."},
    "swaps.taker": {"nb": "Til nr.", "en": "To no."},
}
"""Each text by its key and language; braces hold what the caller fills in."""
