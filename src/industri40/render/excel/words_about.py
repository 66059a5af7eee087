"""What a workbook says of itself, and what its checks look at, in each language."""

__all__ = ["ABOUT"]

ABOUT: dict[str, dict[str, str]] = {
    "changed": {"nb": "endret", "en": "changed"},
    "checks": {"nb": "Kontroll", "en": "Checks"},
    "check.fine": {"nb": "I orden", "en": "In order"},
    "check.all": {"nb": "Alt stemmer", "en": "All adds up"},
    "check.held": {
        "nb": "Lilla tall følger ikke med når noe endres: lag arbeidsboken på nytt fra planen",
        "en": "Purple figures do not follow a change: make the workbook anew from the plan",
    },
    "check.off": {"nb": "Noe stemmer ikke: se {sheet}", "en": "Something is off: see {sheet}"},
    "check.balance": {"nb": "Kostnader = finansiering, {year}", "en": "Costs = financing, {year}"},
    "check.shares": {"nb": "Fasenes andeler er 1 til sammen", "en": "The phases' shares total 1"},
    "check.participants": {
        "nb": "Miljøenes bedrifter er programmets",
        "en": "Participants total the programme's",
    },
    "check.rest": {
        "nb": "{label}: resten er ikke negativ",
        "en": "{label}: the rest is not negative",
    },
    "check.lines": {
        "nb": "Miljøenes andeler er linjens beløp, hver linje hvert år",
        "en": "Shares total the line's amount, each line and year",
    },
    "check.rounding": {
        "nb": "Kostnader = finansiering i hvert miljø hvert år, på kronen",
        "en": "Costs = financing in every environment and year, to the krone",
    },
    "check.inputs": {
        "nb": "Tall som er endret siden planen",
        "en": "Inputs changed since the plan",
    },
    "balanced": {
        "nb": "Balanserer (kostnader - finansiering)",
        "en": "Balances (costs - financing)",
    },
    "check.frames": {
        "nb": "Ramme = tildelt + overført + ikke fordelt, hver fase",
        "en": "Frame = awarded + carried + not allocated, each phase",
    },
    "check.count": {"nb": "Antall som ikke stemmer", "en": "How many do not add up"},
    "check.alike": {"nb": "Miljøene er like (1 = ja)", "en": "Environments are alike (1 = yes)"},
    "check.wrong": {"nb": "Stemmer ikke", "en": "Does not add up"},
    "about": {"nb": "Om arbeidsboken", "en": "About this workbook"},
    "about.properties": {
        "nb": "Regnet ut av industri40 fra planen; formlene regner videre fra forutsetningene.",
        "en": "Computed by industri40 from the plan; the formulas go on from its inputs.",
    },
    "about.how": {"nb": "Slik er den bygd opp", "en": "How it is made"},
    "findings": {"nb": "Funn i planen", "en": "Findings in the plan"},
    "about.inputs": {
        "nb": "Alt regnes fra arket {inputs}. Gule felter er tallene som planen skriver, med "
        "stedet de står. Endres et av dem, regnes resten av arbeidsboken ut på nytt.",
        "en": "Everything is computed from the sheet {inputs}. Yellow cells are the figures that "
        "the plan writes, with their place. Change one, and the rest of the workbook follows.",
    },
    "about.plan": {
        "nb": "Planen er fasiten: endringer her når ikke tilbake til den. Skriv dem inn i planen, "
        "og lag arbeidsboken på nytt.",
        "en": "The plan decides: changes here do not go back to it. Write them into the plan, and "
        "make the workbook anew.",
    },
    "about.fixed": {
        "nb": "Noe ligger fast i arbeidsboken og endres bare i planen: hvilke linjer, år, miljøer "
        "og faser det er, hvem som er med i en fase, hvordan hver linje fordeles, hva som skjer "
        "med midler som et tak holder tilbake, og hva det rundes til ({unit}).",
        "en": "Some things are fixed in the workbook and changed in the plan only: which lines, "
        "years, environments and phases there are, who takes part in a phase, how each line is "
        "shared, what becomes of what a ceiling keeps back, and what is rounded to ({unit}).",
    },
    "about.rounding": {
        "nb": "Avrunding: hver linje deles eksakt, til og med hvert år, og rundes ned. Hele "
        "kroner som da mangler, går én til hver av de største restene, ved likhet til den første "
        "({shares}). Får et miljø så en krone mer enn det bruker, byttes den med det første "
        "miljøet som mangler en ({swaps}), i noen få tilfeller gjennom flere linjer ({chains}). "
        "Slik går hver linje og hvert miljø opp samtidig. "
        "Tildelinger rundes på samme måte ({awards}).",
        "en": "Rounding: each line is shared exactly, up to each year, and rounded down. The "
        "kroner that are then missing go one each to the largest remainders, and where these tie "
        "to the first ({shares}). Where an environment then gets a krone more than it spends, it "
        "is swapped with the first environment that lacks one ({swaps}), in a few cases through "
        "several lines ({chains}). So every line and every environment come out even together. "
        "Awards are rounded in the same way ({awards}).",
    },
    "about.digits": {
        "nb": "Regneark regner med 15 sifre. Derfor divideres det sist, og urundede tall tas med "
        "{places} desimaler før de rundes. Er rester likere enn det etter en endring, kan en krone "
        "gå til et annet miljø enn i tabellene som lages fra planen.",
        "en": "Workbooks count with 15 digits. So division comes last, and exact values are taken "
        "to {places} decimals before they are rounded. Where remainders are closer than that after "
        "a change, a krone may go to another environment than in the tables made from the plan.",
    },
    "about.engine": {"nb": "Tall fra beregningsmotoren", "en": "Figures of the engine"},
    "about.no_steps": {
        "nb": "Ingen: hver krone i tabellene er regnet ut av formler fra forutsetningene.",
        "en": "None: every krone in the tables is computed by formulas from the inputs.",
    },
    "about.steps": {
        "nb": "{count} felter (lilla) er beregningsmotorens steg: der legger den til eller "
        "trekker fra det som står, ut over det formlene gir, for at alt skal gå opp samtidig. De "
        "gjelder bare så lenge tallene de bygger på, ikke er endret: {places}.",
        "en": "{count} cells (purple) are the engine's steps: there it adds what stands there to "
        "what the formulas give, so that everything comes out even together. They count only as "
        "long as the figures that they build on are not changed: {places}.",
    },
    "about.changed": {
        "nb": "Når noe er endret, går alt opp på samme måte som i programmet. Skulle det trengs "
        "flere bytter enn det er plass til her, står det «Stemmer ikke» i kontrollen over og "
        "øverst i {inputs}, og noen andeler er en krone feil; lag da arbeidsboken på nytt fra "
        "planen.",
        "en": "After a change everything comes out even as it does in the program. Should it take "
        "more swaps than there is room for here, a check above says so, and so does the top of "
        "{inputs}, and some shares are a krone off; then make the workbook anew from the plan.",
    },
    "about.held_selected": {
        "nb": "Bare noen av miljøene vises. Det de andre får, er ikke med, og derfor er andeler, "
        "tildelinger og antall bedrifter per år tall fra beregningsmotoren (lilla), uten formler.",
        "en": "Only some environments are shown. What the others get is left out, so shares, "
        "awards and participants by year are figures of the engine (purple), without formulas.",
    },
    "about.held_large": {
        "nb": "Programmet har så mange miljøer eller så store beløp at andeler, tildelinger og "
        "antall bedrifter per år er tall fra beregningsmotoren (lilla), uten formler.",
        "en": "The programme has so many environments or such large amounts that shares, awards "
        "and participants by year are figures of the engine (purple), without formulas.",
    },
    "about.dead": {
        "nb": "Beløpene har flere sifre enn et regneark kan regne med. Alle tall er derfor fra "
        "beregningsmotoren, uten formler, og de lengste er skrevet som tekst.",
        "en": "The amounts have more digits than a workbook can count with. So all figures are "
        "the engine's, without formulas, and the longest are written as text.",
    },
    "about.colours": {
        "nb": "Farger: gult er tall fra planen, som kan endres. Lilla er tall fra "
        "beregningsmotoren. Alt annet er formler.",
        "en": "Colours: yellow are figures of the plan, which may be changed. Purple are figures "
        "of the engine. Everything else is a formula.",
    },
    "list.and_more": {"nb": "{shown} og {count} til", "en": "{shown} and {count} more"},
}
"""Each text by its key and language; braces hold what the caller fills in."""
