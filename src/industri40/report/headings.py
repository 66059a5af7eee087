"""Every word that a table says of itself, in each language. A plan's own labels are not here."""

LANGUAGES = ("nb", "en")
"""The languages that tables are written in."""

_TEXTS = {
    # titles of tables
    "costs": "Kostnadsbudsjett | Cost budget",
    "financing": "Finansieringsplan | Financing plan",
    "breakdown": "Fordelt på miljø, år og deltaker | Per environment, year and participant",
    "phases": "Fordelt på faser | By phase",
    "awards": "Tildelinger | Awards",
    "environments": "Miljøene | The environments",
    "environment": "Kostnadsbudsjett og finansieringsplan for {name} | "
    "Cost budget and financing plan of {name}",
    "participants": "Antall bedrifter per år | Participants by year",
    # columns
    "column.total": "Totalt | Total",
    "column.programme": "Hele programmet | Whole programme",
    "column.environment": "Per miljø | Per environment",
    "column.environment_year": "Per miljø og år | Per environment and year",
    "column.mean_environment": "Snitt per miljø | Mean per environment",
    "column.mean_environment_year": "Snitt per miljø og år | Mean per environment and year",
    "column.participant": "Per deltaker | Per participant",
    "column.participants": "Antall bedrifter | Participants",
    "column.sought": "Søkt | Sought",
    "column.ceiling": "Tak | Ceiling",
    "column.award": "Tildelt | Awarded",
    "group.awards": "Tildelt | Awarded",
    "group.financing": "Finansiering | Financing",
    # rows
    "row.participants": "Antall bedrifter | Number of participants",
    "row.costs": "Sum kostnader | Total costs",
    "row.financing": "Sum finansiering | Total financing",
    "row.sum": "Sum | Total",
    "row.group": "{label} i alt | {label}, total",
    "row.indicated": "{label} (forespeilet) | {label} (indicated)",
    "row.of_which": "herav {label} | of which {label}",
    "row.in_kind": "herav egeninnsats | of which in kind",
    "row.cash": "herav tilførte penger | of which cash",
    "row.hours": "i timer ({rate} per time) | in hours ({rate} an hour)",
    "row.support": "Sum forespeilet støtte | Total indicated support",
    "row.to_pay": "Å betale for deltaker | For the participant to pay",
    "row.per_environment": "per deltakende miljø | per environment taking part",
    "row.mean_environment": "snitt per deltakende miljø | mean per environment taking part",
    "row.uncovered": "Udekket | Uncovered",
    "row.unspent": "Overskytende (-) | Unspent (-)",
    "row.uneven": "Udekket (+) / overskytende (-) | Uncovered (+) / unspent (-)",
    "row.common": "Felles | Common",
    "row.unallocated": "Ikke fordelt | Not allocated",
    "row.frame": "Ramme | Frame",
    "row.awarded": "Sum tildelt | Total awarded",
    "row.leftover": "Rest av rammen | Left of the frame",
    "row.carried": "herav overført til neste fase | of which carried to the next phase",
    "row.returned": "herav ikke fordelt | of which not allocated",
    "heading.costs": "Kostnader | Costs",
    "heading.financing": "Finansiering | Financing",
    "heading.support": "Det er forespeilet støtte fra | Support is indicated from",
    "heading.support_of": "{label}: det er forespeilet støtte fra | "
    "{label}: support is indicated from",
    # notes under a table
    "note.common": "{label} ({amount}) er en felles kostnad: den betales av {source} og fordeles "
    "ikke. | {label} ({amount}) is a common cost: it is paid by {source} and not shared out.",
    "note.carried": "{amount} av {source} er overført fra {before} til {phase}, der rammen er "
    "{frame}. | {amount} of {source} is carried from {before} to {phase}, whose frame is {frame}.",
    "note.returned": "{amount} av {source} i {phase} er ikke fordelt: {awarded} er tildelt. | "
    "{amount} of {source} in {phase} is not allocated: {awarded} is awarded.",
    "note.unallocated": "{amount} av {source} er ikke fordelt: {awarded} er tildelt, i snitt "
    "{mean} per miljø. | {amount} of {source} is not allocated: {awarded} is awarded, on average "
    "{mean} for each environment.",
    "note.without_common": "Summen per deltaker er uten det som er felles. | "
    "The total per participant is without what is common.",
    "note.mean": "Miljøene er ulike: tallene per miljø er gjennomsnitt. | "
    "The environments differ: figures per environment are means.",
    "note.rounded": "avrundet for lesing | rounded for reading",
    # pictures
    "picture.flow": "Hvor hver krone kommer fra og går | Where each krone comes from and goes",
    "picture.flow.help": "Finansieringen til venstre, kostnadene til høyre, over alle år. Båndene "
    "er så tykke som beløpene er store. | Financing on the left, costs on the right, over all "
    "years. The bands are as thick as the amounts are large.",
    "picture.flow.in_kind": "Skraverte bånd er egeninnsats, ikke penger. | "
    "Hatched bands are in kind, not cash.",
    "picture.flow.cash": "Penger som deles | Cash that is shared",
    "picture.flow.link": "{amount} fra {source} til {target} | {amount} from {source} to {target}",
    "picture.flow.row": "Fra {source} til {target} | From {source} to {target}",
    "picture.awards": "Tilskudd per miljø og fase mot taket | "
    "Grant per environment and phase against its ceiling",
    "picture.awards.free": "Tilskudd per miljø og fase | Grant per environment and phase",
    "picture.awards.help": "Mørkt er tildelt, og det lyse er rom som ikke ble brukt. | "
    "Dark is awarded, and the light part is room that was not used.",
    "picture.awards.help.ceiling": "Den tykke streken er taket. | The thick line is the ceiling.",
    "picture.awards.help.sought": "Den stiplede streken er det som ble søkt. | "
    "The dashed line is what was sought.",
    "picture.participant": "Finansiering per deltaker | Financing per participant",
    "picture.participant.help": "Over alle år, delt etter hvor pengene og egeninnsatsen kommer "
    "fra. | Over all years, divided by where the money and the contributions come from.",
    "picture.participant.alike": "Andelen er den samme i alle miljøer. | "
    "The share is the same in every environment.",
    "picture.too_many": "{count} miljøer er for mange til å tegnes hvert for seg. | "
    "{count} environments are too many to be drawn one by one.",
    "picture.figures": "Tallene i figuren | The figures in this picture",
    "chart.key.award": "{sign} tildelt | {sign} awarded",
    "chart.key.room": "{sign} rom som ikke ble brukt | {sign} room that was not used",
    "chart.key.ceiling": "{sign} taket | {sign} ceiling",
    "chart.key.sought": "{sign} søkt | {sign} sought",
    # what a page says of itself
    "contents": "Innhold | Contents",
    "findings": "Funn | Findings",
    "fact.years": "Programår | Years",
    "fact.environments": "Antall miljøer | Environments",
    # the caption of a table in a document
    "word.table": "Tabell | Table",
    # what a printout says of itself
    "currency": "Beløp i {currency}. | Amounts in {currency}.",
    "notes": "Merknader | Notes",
    "part": "{title} (del {part} av {parts}) | {title} (part {part} of {parts})",
    "checked": "Kontrollert: {what}. Alt stemmer. | Checked: {what}. All adds up.",
    "checked.balance": "balanse hvert år | balance in each year",
    "checked.shares": "sum av andeler | sum of shares",
    "checked.stated": "oppgitte tall ({count}) | stated figures ({count})",
    "findings.one": "1 funn: noe stemmer ikke. | 1 finding: something is off.",
    "findings.more": "og {count} til | and {count} more",
    "advice.one": "1 råd. | 1 piece of advice.",
    "advice.many": "{count} råd. | {count} pieces of advice.",
    "findings.many": "{count} funn: noe stemmer ikke. | {count} findings: something is off.",
}
"""Each heading by its key, in the languages as they stand above; braces are filled in."""

HEADINGS = {
    key: dict(zip(LANGUAGES, text.split(" | "), strict=True)) for key, text in _TEXTS.items()
}
"""Each heading by its key and language."""


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
