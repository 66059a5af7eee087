"""Every word that a workbook says beside its tables, in each language."""

from industri40.report.headings import Words

_BOTH = {
    "sheet.inputs": "Forutsetninger | Inputs",
    "sheet.yearly": "Beløp per år | Amounts by year",
    "sheet.costs": "Kostnadsbudsjett | Cost budget",
    "sheet.financing": "Finansieringsplan | Financing plan",
    "sheet.breakdown": "Per miljø, år og deltaker | Per environment and year",
    "sheet.phases": "Faser | Phases",
    "sheet.awards": "Tildelinger | Awards",
    "sheet.environments": "Miljøene | Environments",
    "sheet.participants": "Bedrifter per år | Participants by year",
    "sheet.environment": "Ett miljø | One environment",
    "sheet.award_workings": "Tildelingsgrunnlag | Award workings",
    "sheet.source_workings": "Kildegrunnlag | Source workings",
    "sheet.cost_workings": "Kostnadsgrunnlag | Cost workings",
    "sheet.about": "Om arbeidsboken | About this workbook",
    "inputs.how": "Gule felter er tallene som planen skriver. Endre dem her; resten av "
    "arbeidsboken regnes ut på nytt. "
    "| Yellow cells are the figures that the plan writes. Change them here; the rest of the "
    "workbook is computed from them.",
    "column.what": "Post | Item",
    "column.form": "Hva | What",
    "column.value": "Verdi | Value",
    "column.planned": "I planen | In the plan",
    "column.changed": "Endret | Changed",
    "column.place": "Sted i planen | Place in the plan",
    "place": "linje {line} | line {line}",
    "section.programme": "Programmet | The programme",
    "section.participants": "Miljøene: antall bedrifter | Environments: participants",
    "section.weights": "Miljøene: vekt | Environments: weight",
    "section.key": "Fordelingsnøkkel: {label} | Key for sharing: {label}",
    "section.phases": "Faser | Phases",
    "section.applications": "Søknader: {label} | Applications: {label}",
    "form.yearly": "per år | a year",
    "form.total": "i alt | in all",
    "form.per_participant": "per deltaker | per participant",
    "form.hours": "timer per deltaker | hours per participant",
    "form.hourly_rate": "per time | an hour",
    "form.rest": "resten av gruppen | the rest of the group",
    "form.sum": "summen av gruppen | the sum of the group",
    "form.participants": "antall bedrifter | number of participants",
    "form.environments": "antall miljøer | number of environments",
    "form.taking_part": "antall miljøer som deltar | environments taking part",
    "form.years": "antall år | number of years",
    "form.weight": "vekt | weight",
    "form.key": "andel av nøkkelen | part of the key",
    "form.share": "andel | share",
    "form.cap": "tak per miljø | cap per environment",
    "form.application": "søkt | sought",
    "note.common": "{label} er en felles kostnad: den betales av {source} og fordeles ikke. "
    "| {label} is a common cost: it is paid by {source} and not shared out.",
    "note.frames": "Tildelingene viser hva takene holder tilbake, hva som overføres mellom fasene, "
    "og hva som ikke fordeles. "
    "| The awards show what ceilings keep back, what is carried between phases, and what is not "
    "allocated.",
    "rounded": "Tall som ikke går opp, er rundet til nærmeste hele for lesing. Det regnes aldri "
    "videre med det rundede tallet. "
    "| Figures that do not divide evenly are rounded to the nearest whole for reading. Nothing is "
    "computed from the rounded figure.",
    "choose": "← velg miljø i listen | ← choose an environment",
    "engine": "Lilla felter er tall fra beregningsmotoren, ikke formler. "
    "| Purple cells are figures of the engine, not formulas.",
    "page": "&L&A&RSide &P av &N | &L&A&RPage &P of &N",
    "column.balance": "Kostnader - finansiering | Costs - financing",
    # what the workbook says of itself, and its checks look at
    "changed": "endret | changed",
    "checks": "Kontroll | Checks",
    "yes": "ja | yes",
    "no": "nei | no",
    "check.fine": "I orden | In order",
    "check.all": "Alt stemmer | All adds up",
    "check.held": "Lilla tall følger ikke med når noe endres: lag arbeidsboken på nytt fra planen "
    "| Purple figures do not follow a change: make the workbook anew from the plan",
    "check.off": "Noe stemmer ikke: se {sheet} | Something is off: see {sheet}",
    "check.balance": "Kostnader = finansiering, {year} | Costs = financing, {year}",
    "check.shares": "Fasenes andeler er 1 til sammen | The phases' shares total 1",
    "check.participants": "Bedriftene er programmets | Participants total as planned",
    "check.rest": "{label}: resten er minst 0 | {label}: the rest is at least 0",
    "check.lines": "Hver linje går opp hvert år: miljøer, felles og ikke fordelt er linjens beløp "
    "| Every line adds up in every year: environments, common and not allocated",
    "check.environments": "Kostnader = finansiering i hvert miljø hvert år "
    "| Costs = financing in every environment and year",
    "check.negative": "Ingen andel er under null | No share is below zero",
    "check.ceilings": "Ingen tildeling er over taket eller under null "
    "| No award is above its ceiling or below zero",
    "check.frames": "Ramme = tildelt + overført + ikke fordelt, hver fase "
    "| Frame = awarded + carried + not allocated, each phase",
    "check.as_planned": "Enkelttall er programmets egne | Single figures are the program's own",
    "check.changed": "Enkelttall kan være et trinn eller så fra det programmet gir; alt går opp "
    "| Single figures may be a step or so from what the program gives; all adds up",
    "check.inputs": "Tall endret siden planen | Inputs changed since the plan",
    "balanced": "Balanserer (kostnader - finansiering) | Balances (costs - financing)",
    "check.count": "Antall som ikke stemmer | How many do not add up",
    "check.alike": "Miljøene er like | Environments are alike",
    "check.wrong": "Stemmer ikke | Does not add up",
    "about.properties": "Regnet ut av industri40 fra planen; formlene regner videre fra "
    "forutsetningene. "
    "| Computed by industri40 from the plan; the formulas go on from its inputs.",
    "about.how": "Slik er den bygd opp | How it is made",
    "findings": "Funn i planen | Findings in the plan",
    "about.inputs": "Alt regnes fra arket {inputs}. Gule felter er tallene som planen skriver, med "
    "stedet de står: endres et av dem, følger resten etter. Lilla felter er tall fra "
    "beregningsmotoren. Alt annet er formler. "
    "| Everything is computed from the sheet {inputs}. Yellow cells are the figures that the plan "
    "writes, with their place: change one, and the rest follows. Purple cells are figures of the "
    "engine. Everything else is a formula.",
    "about.plan": "Planen er fasiten: endringer her når ikke tilbake til den. Skriv dem inn i "
    "planen, og lag arbeidsboken på nytt. "
    "| The plan decides: changes here do not go back to it. Write them into the plan, and make "
    "the workbook anew.",
    "about.fixed": "Noe endres bare i planen: hvilke linjer, år, miljøer og faser det er, hvem som "
    "er med i en fase, hvordan hver linje fordeles, hva som skjer med det et tak holder tilbake, "
    "og hva det rundes til ({unit}). "
    "| Some things are changed in the plan only: which lines, years, environments and phases there "
    "are, who takes part in a phase, how each line is shared, what becomes of what a ceiling keeps "
    "back, and what is rounded to ({unit}).",
    "about.rounding": "Avrunding: hvert helt tall er forskjellen mellom to avrundede løpende "
    "summer, så alle summer går opp, hva som enn endres. Tildelingene ({award}), kildene "
    "({source}) og kostnadene ({cost}) står bakerst og skrives ikke ut. "
    "| Rounding: every whole figure is the difference of two rounded running totals, so all sums "
    "are right, whatever is changed. Awards ({award}), sources ({source}) and costs ({cost}) come "
    "last and are not printed.",
    "about.engine": "Tall fra beregningsmotoren | Figures of the engine",
    "about.no_corrections": "Ingen: hver enhet i tabellene er regnet ut av formler fra "
    "forutsetningene. "
    "| None: every unit in the tables is computed by formulas from the inputs.",
    "about.corrections": "{count} felter (lilla) retter formlene med noen få enheter til det som "
    "programmet gir. De gjelder bare så lenge ingen forutsetning er endret. "
    "| {count} cells (purple) correct the formulas by a few units to what the program gives. They "
    "count only as long as no input is changed.",
    "about.changed": "Når noe er endret, går alt opp på samme måte, men enkelttall kan være et "
    "trinn eller så fra det programmet ville gitt. Øverst i {inputs} står det om alt stemmer. "
    "| After a change everything adds up in the same way, but single figures may be a step or so "
    "from what the program would give. The top of {inputs} says whether all adds up.",
    "about.held_selected": "Bare noen av miljøene vises, uten det de andre får. Derfor er andeler, "
    "tildelinger og antall bedrifter per år tall fra beregningsmotoren (lilla), uten formler. "
    "| Only some environments are shown, without what the others get. So shares, awards and "
    "participants by year are figures of the engine (purple), without formulas.",
    "about.dead": "Beløpene har flere sifre enn et regneark kan regne med, eller linjene er flere "
    "enn formlene har plass til. Alle tall er derfor fra beregningsmotoren, uten formler, og de "
    "lengste er skrevet som tekst. "
    "| The amounts have more digits than a workbook can count with, or there are more lines than "
    "its formulas have room for. So all figures are the engine's, without formulas, and the "
    "longest are written as text.",
    # sheets of workings
    "how.awards": "Løpende tildeling gjennom miljøene, i hele {unit}. Tildelt er det den øker fra "
    "raden over, og aldri mer enn taket. "
    "| A running award through the environments, in whole {unit}. Awarded is what it rises by from "
    "the row above, and never more than the ceiling.",
    "awards.all": "Rammen, og det den deles etter | Frame, and what it is shared by",
    "awards.step": "Andel til og med fasen, og overført hit "
    "| Share up to the phase, and carried here",
    "shares.start": "Før den første | Before the first",
    "how.sources": "Løpende sum gjennom miljøene, i hele {unit}: beløp til og med året · løpende "
    "nøkkel ÷ hele nøkkelen (flyttet der en andel ellers ble negativ). En andel er det den øker "
    "fra raden over, ut over året før. "
    "| A running total through the environments, in whole {unit}: amount to date · running key ÷ "
    "all of the key (moved where a share would be negative). A share is what it rises by from the "
    "row above, beyond the year before.",
    "how.costs": "Løpende sum gjennom miljøene og linjene, i hele {unit}: løpende penger · løpende "
    "linjer ÷ alt. En andel er det den øker fra raden over, ut over linjen før, og det som er i "
    "egeninnsats. Slik går hvert miljø og hver linje opp. "
    "| A running total through environments and lines, in whole {unit}: running cash · running "
    "lines ÷ all. A share is what it rises by from the row above, beyond the line before, and what "
    "is in kind. So every environment and line adds up.",
    "costs.all": "I alt, til og med linjen | All of it, up to the line",
    "costs.step": "Linjen alene | The line alone",
    "how.yearly": "Løpende sum gjennom delene, i hele {unit}: beløp · år ÷ alle år. En linje er "
    "summen av delene sine. "
    "| A running total through the parts, in whole {unit}: amount · years ÷ all years. A line is "
    "the sum of its parts.",
    "shares.all": "I alt til og med året | All of it, to date",
    "shares.step": "Året alene | The year alone",
    "yearly.costs": "Kostnadenes deler | Parts of the costs",
    "yearly.financing": "Finansieringens deler | Parts of the financing",
    "yearly.alone": "Deler som avrundes for seg | Parts rounded by themselves",
    "yearly.part": "{label}: resten | {label}: the rest",
    "yearly.running": "Løpende sum av delene, alle år | Running total of all years",
    "shares.units": "I alt, i enheter | In all, in units",
    "shares.wanted": "Skal være | Should be",
    "shares.off": "Avvik | Off by",
    "shares.least": "Minste andel | Least share",
    "shares.over": "Antall over taket | How many above the ceiling",
    "shares.grant": "Tilskudd å tildele | Grant to award",
    "shares.weight": "Nøkkel | Key",
    "shares.ratio": "Tak ÷ nøkkel | Ceiling ÷ key",
    "shares.capped": "Ved taket | At the ceiling",
    "shares.held": "Løpende tak for dem ved taket | Running ceilings of these",
    "shares.below": "Løpende nøkkel for de andre | Running key of the others",
    "search.step": "Halvering, trinn {number} | Halving, step {number}",
    "search.last": "Den siste som når taket | The last one at the ceiling",
    "search.tried": "Prøvd: så mange ved taket | Tried: so many at the ceiling",
    "search.ratio_of": "Tak ÷ nøkkel for den siste av dem | Ceiling ÷ key of the last of these",
    "search.taken": "Det alle da får | What all have then",
    "search.reached": "Så mange er ved taket | So many are at the ceiling",
    "shares.awarded": "Løpende tildeling | Running award",
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
    "shares.exact_cash": "Urundede penger i året | Exact cash of the year",
    "shares.due": "Urundet løpende sum, med det som er igjen fra før "
    "| Exact running total, with what is left from before",
    "shares.running": "Løpende sum til og med linjen | Running total up to the line",
    "shares.balance": "Kostnader - finansiering {year} | Costs - financing {year}",
}
"""Each text by its key: in Norwegian, a bar, and in English; braces hold what is filled in."""

TEXTS = {
    key: dict(zip(("nb", "en"), text.split(" | "), strict=True)) for key, text in _BOTH.items()
}
"""Each text by its key and language."""


class Texts:
    """The texts of a workbook in the language of its tables.

    >>> Texts(Words("nb"))("place", line=26)
    'linje 26'
    """

    def __init__(self, words: Words) -> None:
        self.words = words
        self.language = words.language

    def __call__(self, key: str, **filled: object) -> str:
        """The text with this key, or the heading of the tables; KeyError where there is neither."""
        if key not in TEXTS:
            return self.words(key, **filled)
        text = TEXTS[key][self.language]
        return text.format(**filled) if filled else text
