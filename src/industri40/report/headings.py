"""Every word that a table says of itself, in each language. A plan's own labels are not here."""

LANGUAGES = ("nb", "en")
"""The languages that tables are written in."""

HEADINGS: dict[str, dict[str, str]] = {
    # titles of tables
    "costs": {"nb": "Kostnadsbudsjett", "en": "Cost budget"},
    "financing": {"nb": "Finansieringsplan", "en": "Financing plan"},
    "breakdown": {
        "nb": "Fordelt på miljø, år og deltaker",
        "en": "Per environment, year and participant",
    },
    "phases": {"nb": "Fordelt på faser", "en": "By phase"},
    "awards": {"nb": "Tildelinger", "en": "Awards"},
    "environments": {"nb": "Miljøene", "en": "The environments"},
    "environment": {
        "nb": "Kostnadsbudsjett og finansieringsplan for {name}",
        "en": "Cost budget and financing plan of {name}",
    },
    "participants": {"nb": "Antall bedrifter per år", "en": "Participants by year"},
    # columns
    "column.total": {"nb": "Totalt", "en": "Total"},
    "column.programme": {"nb": "Hele programmet", "en": "Whole programme"},
    "column.environment": {"nb": "Per miljø", "en": "Per environment"},
    "column.environment_year": {"nb": "Per miljø og år", "en": "Per environment and year"},
    "column.mean_environment": {"nb": "Snitt per miljø", "en": "Mean per environment"},
    "column.mean_environment_year": {
        "nb": "Snitt per miljø og år",
        "en": "Mean per environment and year",
    },
    "column.participant": {"nb": "Per deltaker", "en": "Per participant"},
    "column.participants": {"nb": "Antall bedrifter", "en": "Participants"},
    "column.sought": {"nb": "Søkt", "en": "Sought"},
    "column.ceiling": {"nb": "Tak", "en": "Ceiling"},
    "column.award": {"nb": "Tildelt", "en": "Awarded"},
    "group.awards": {"nb": "Tildelt", "en": "Awarded"},
    "group.financing": {"nb": "Finansiering", "en": "Financing"},
    # rows
    "row.participants": {"nb": "Antall bedrifter", "en": "Number of participants"},
    "row.costs": {"nb": "Sum kostnader", "en": "Total costs"},
    "row.financing": {"nb": "Sum finansiering", "en": "Total financing"},
    "row.sum": {"nb": "Sum", "en": "Total"},
    "row.group": {"nb": "{label} i alt", "en": "{label}, total"},
    "row.indicated": {"nb": "{label} (forespeilet)", "en": "{label} (indicated)"},
    "row.of_which": {"nb": "herav {label}", "en": "of which {label}"},
    "row.in_kind": {"nb": "herav egeninnsats", "en": "of which in kind"},
    "row.cash": {"nb": "herav tilførte penger", "en": "of which cash"},
    "row.hours": {"nb": "i timer ({rate} per time)", "en": "in hours ({rate} an hour)"},
    "row.support": {"nb": "Sum forespeilet støtte", "en": "Total indicated support"},
    "row.to_pay": {"nb": "Å betale for deltaker", "en": "For the participant to pay"},
    "row.per_environment": {"nb": "per deltakende miljø", "en": "per environment taking part"},
    "row.mean_environment": {
        "nb": "snitt per deltakende miljø",
        "en": "mean per environment taking part",
    },
    "row.uncovered": {"nb": "Udekket", "en": "Uncovered"},
    "row.unspent": {"nb": "Overskytende (-)", "en": "Unspent (-)"},
    "row.uneven": {"nb": "Udekket (+) / overskytende (-)", "en": "Uncovered (+) / unspent (-)"},
    "row.common": {"nb": "Felles", "en": "Common"},
    "row.unallocated": {"nb": "Ikke fordelt", "en": "Not allocated"},
    "row.frame": {"nb": "Ramme", "en": "Frame"},
    "row.awarded": {"nb": "Sum tildelt", "en": "Total awarded"},
    "row.leftover": {"nb": "Rest av rammen", "en": "Left of the frame"},
    "row.carried": {
        "nb": "herav overført til neste fase",
        "en": "of which carried to the next phase",
    },
    "row.returned": {"nb": "herav ikke fordelt", "en": "of which not allocated"},
    "heading.costs": {"nb": "Kostnader", "en": "Costs"},
    "heading.financing": {"nb": "Finansiering", "en": "Financing"},
    "heading.support": {"nb": "Det er forespeilet støtte fra", "en": "Support is indicated from"},
    "heading.support_of": {
        "nb": "{label}: det er forespeilet støtte fra",
        "en": "{label}: support is indicated from",
    },
    # notes under a table
    "note.common": {
        "nb": "{label} ({amount}) er en felles kostnad: den betales av {source} og fordeles ikke.",
        "en": "{label} ({amount}) is a common cost: it is paid by {source} and not shared out.",
    },
    "note.carried": {
        "nb": "{amount} av {source} er overført fra {before} til {phase}, der rammen er {frame}.",
        "en": "{amount} of {source} is carried from {before} to {phase}, whose frame is {frame}.",
    },
    "note.returned": {
        "nb": "{amount} av {source} i {phase} er ikke fordelt: {awarded} er tildelt.",
        "en": "{amount} of {source} in {phase} is not allocated: {awarded} is awarded.",
    },
    "note.unallocated": {
        "nb": "{amount} av {source} er ikke fordelt: {awarded} er tildelt, i snitt {mean} per "
        "miljø.",
        "en": "{amount} of {source} is not allocated: {awarded} is awarded, on average {mean} for "
        "each environment.",
    },
    "note.without_common": {
        "nb": "Summen per deltaker er uten det som er felles.",
        "en": "The total per participant is without what is common.",
    },
    "note.mean": {
        "nb": "Miljøene er ulike: tallene per miljø er gjennomsnitt.",
        "en": "The environments differ: figures per environment are means.",
    },
    "note.rounded": {"nb": "avrundet for lesing", "en": "rounded for reading"},
    # pictures
    "picture.flow": {
        "nb": "Hvor hver krone kommer fra og går",
        "en": "Where each krone comes from and goes",
    },
    "picture.flow.help": {
        "nb": "Finansieringen til venstre, kostnadene til høyre, over alle år. "
        "Båndene er så tykke som beløpene er store.",
        "en": "Financing on the left, costs on the right, over all years. "
        "The bands are as thick as the amounts are large.",
    },
    "picture.flow.in_kind": {
        "nb": "Skraverte bånd er egeninnsats, ikke penger.",
        "en": "Hatched bands are in kind, not cash.",
    },
    "picture.flow.cash": {"nb": "Penger som deles", "en": "Cash that is shared"},
    "picture.flow.link": {
        "nb": "{amount} fra {source} til {target}",
        "en": "{amount} from {source} to {target}",
    },
    "picture.flow.row": {"nb": "Fra {source} til {target}", "en": "From {source} to {target}"},
    "picture.awards": {
        "nb": "Tilskudd per miljø og fase mot taket",
        "en": "Grant per environment and phase against its ceiling",
    },
    "picture.awards.free": {
        "nb": "Tilskudd per miljø og fase",
        "en": "Grant per environment and phase",
    },
    "picture.awards.help": {
        "nb": "Mørkt er tildelt, og det lyse er rom som ikke ble brukt.",
        "en": "Dark is awarded, and the light part is room that was not used.",
    },
    "picture.awards.help.ceiling": {
        "nb": "Den tykke streken er taket.",
        "en": "The thick line is the ceiling.",
    },
    "picture.awards.help.sought": {
        "nb": "Den stiplede streken er det som ble søkt.",
        "en": "The dashed line is what was sought.",
    },
    "picture.participant": {"nb": "Finansiering per deltaker", "en": "Financing per participant"},
    "picture.participant.help": {
        "nb": "Over alle år, delt etter hvor pengene og egeninnsatsen kommer fra.",
        "en": "Over all years, divided by where the money and the contributions come from.",
    },
    "picture.participant.alike": {
        "nb": "Andelen er den samme i alle miljøer.",
        "en": "The share is the same in every environment.",
    },
    "picture.too_many": {
        "nb": "{count} miljøer er for mange til å tegnes hvert for seg.",
        "en": "{count} environments are too many to be drawn one by one.",
    },
    "picture.figures": {"nb": "Tallene i figuren", "en": "The figures in this picture"},
    "chart.key.award": {"nb": "{sign} tildelt", "en": "{sign} awarded"},
    "chart.key.room": {
        "nb": "{sign} rom som ikke ble brukt",
        "en": "{sign} room that was not used",
    },
    "chart.key.ceiling": {"nb": "{sign} taket", "en": "{sign} ceiling"},
    "chart.key.sought": {"nb": "{sign} søkt", "en": "{sign} sought"},
    # what a page says of itself
    "contents": {"nb": "Innhold", "en": "Contents"},
    "findings": {"nb": "Funn", "en": "Findings"},
    "fact.years": {"nb": "Programår", "en": "Years"},
    "fact.environments": {"nb": "Antall miljøer", "en": "Environments"},
    # the caption of a table in a document
    "word.table": {"nb": "Tabell", "en": "Table"},
    # what a printout says of itself
    "currency": {"nb": "Beløp i {currency}.", "en": "Amounts in {currency}."},
    "notes": {"nb": "Merknader", "en": "Notes"},
    "part": {"nb": "{title} (del {part} av {parts})", "en": "{title} (part {part} of {parts})"},
    "checked": {"nb": "Kontrollert: {what}. Alt stemmer.", "en": "Checked: {what}. All adds up."},
    "checked.balance": {"nb": "balanse hvert år", "en": "balance in each year"},
    "checked.shares": {"nb": "sum av andeler", "en": "sum of shares"},
    "checked.stated": {"nb": "oppgitte tall ({count})", "en": "stated figures ({count})"},
    "findings.one": {"nb": "1 funn: noe stemmer ikke.", "en": "1 finding: something is off."},
    "findings.more": {"nb": "og {count} til", "en": "and {count} more"},
    "advice.one": {"nb": "1 råd.", "en": "1 piece of advice."},
    "advice.many": {"nb": "{count} råd.", "en": "{count} pieces of advice."},
    "findings.many": {
        "nb": "{count} funn: noe stemmer ikke.",
        "en": "{count} findings: something is off.",
    },
}
"""Each heading by its key and language; braces hold what the caller fills in."""


class Words:
    """The headings in one language.

    >>> Words("nb")("row.of_which", label="Egenbetaling")
    'herav Egenbetaling'
    """

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"'{language}' is no language of tables; these are: nb, en")
        self.language = language

    def __call__(self, key: str, **filled: object) -> str:
        """The heading with this key. Raises KeyError for a key that there is none of."""
        text = HEADINGS[key][self.language]
        return text.format(**filled) if filled else text
