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
        "nb": "Hver linje går opp hvert år: miljøer, felles og ikke fordelt er linjens beløp",
        "en": "Every line adds up in every year: environments, common and not allocated",
    },
    "check.environments": {
        "nb": "Kostnader = finansiering i hvert miljø hvert år",
        "en": "Costs = financing in every environment and year",
    },
    "check.negative": {"nb": "Ingen andel er under null", "en": "No share is below zero"},
    "check.ceilings": {
        "nb": "Ingen tildeling er over taket eller under null",
        "en": "No award is above its ceiling or below zero",
    },
    "check.as_planned": {
        "nb": "Hver enhet er programmets egen (1 = ja)",
        "en": "Every unit is the program's own (1 = yes)",
    },
    "check.changed": {
        "nb": "Enkelttall kan være et trinn eller så fra det programmet gir; alt går opp",
        "en": "Single figures may be a step or so from what the program gives; all adds up",
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
        "nb": "Avrunding: hvert helt tall er forskjellen mellom to avrundede løpende summer, så "
        "alle summer går opp av seg selv, hva som enn endres. Først tildelingene ({award}), så "
        "kildene ({source}), så kostnadene ({cost}); arkene står bakerst og skrives ikke ut.",
        "en": "Rounding: every whole figure is the difference of two rounded running totals, so "
        "all sums are right by themselves, whatever is changed. First awards ({award}), then "
        "sources ({source}), then costs ({cost}); the sheets come last and are not printed.",
    },
    "about.engine": {"nb": "Tall fra beregningsmotoren", "en": "Figures of the engine"},
    "about.no_corrections": {
        "nb": "Ingen: hver enhet i tabellene er regnet ut av formler fra forutsetningene.",
        "en": "None: every unit in the tables is computed by formulas from the inputs.",
    },
    "about.corrections": {
        "nb": "{count} felter (lilla) retter formlene med noen få enheter til det som "
        "programmet gir. De gjelder bare så lenge ingen forutsetning er endret.",
        "en": "{count} cells (purple) correct the formulas by a few units to what the "
        "program gives. They count only as long as no input is changed.",
    },
    "about.changed": {
        "nb": "Når noe er endret, går alt opp på samme måte, men enkelttall kan være et trinn "
        "eller så fra det programmet ville gitt. Øverst i {inputs} står det om alt stemmer.",
        "en": "After a change everything adds up in the same way, but single figures may be a step "
        "or so from what the program would give. The top of {inputs} says whether all adds up.",
    },
    "about.held_selected": {
        "nb": "Bare noen av miljøene vises. Det de andre får, er ikke med, og derfor er andeler, "
        "tildelinger og antall bedrifter per år tall fra beregningsmotoren (lilla), uten formler.",
        "en": "Only some environments are shown. What the others get is left out, so shares, "
        "awards and participants by year are figures of the engine (purple), without formulas.",
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
}
"""Each text by its key and language; braces hold what the caller fills in."""
