"""What a workbook says of itself, and what its checks look at, in each language."""

__all__ = ["ABOUT"]

ABOUT = {
    "changed": "endret | changed",
    "checks": "Kontroll | Checks",
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
    "check.as_planned": "Programmets egne tall (1 = ja) | As the program (1 = yes)",
    "check.changed": "Enkelttall kan være et trinn eller så fra det programmet gir; alt går opp "
    "| Single figures may be a step or so from what the program gives; all adds up",
    "check.inputs": "Tall endret siden planen | Inputs changed since the plan",
    "balanced": "Balanserer (kostnader - finansiering) | Balances (costs - financing)",
    "check.count": "Antall som ikke stemmer | How many do not add up",
    "check.alike": "Miljøene er like (1 = ja) | Environments are alike (1 = yes)",
    "check.wrong": "Stemmer ikke | Does not add up",
    "about": "Om arbeidsboken | About this workbook",
    "about.properties": "Regnet ut av industri40 fra planen; formlene regner videre fra "
    "forutsetningene. "
    "| Computed by industri40 from the plan; the formulas go on from its inputs.",
    "about.how": "Slik er den bygd opp | How it is made",
    "findings": "Funn i planen | Findings in the plan",
    "about.inputs": "Alt regnes fra arket {inputs}. Gule felter er tallene som planen skriver, "
    "med stedet de står. Endres et av dem, regnes resten av arbeidsboken ut på nytt. "
    "| Everything is computed from the sheet {inputs}. Yellow cells are the figures that the plan "
    "writes, with their place. Change one, and the rest of the workbook follows.",
    "about.plan": "Planen er fasiten: endringer her når ikke tilbake til den. Skriv dem inn i "
    "planen, og lag arbeidsboken på nytt. "
    "| The plan decides: changes here do not go back to it. Write them into the plan, and make "
    "the workbook anew.",
    "about.fixed": "Noe ligger fast i arbeidsboken og endres bare i planen: hvilke linjer, år, "
    "miljøer og faser det er, hvem som er med i en fase, hvordan hver linje fordeles, hva som "
    "skjer med midler som et tak holder tilbake, og hva det rundes til ({unit}). "
    "| Some things are fixed in the workbook and changed in the plan only: which lines, years, "
    "environments and phases there are, who takes part in a phase, how each line is shared, what "
    "becomes of what a ceiling keeps back, and what is rounded to ({unit}).",
    "about.rounding": "Avrunding: hvert helt tall er forskjellen mellom to avrundede løpende "
    "summer, så alle summer går opp av seg selv, hva som enn endres. Først tildelingene "
    "({award}), så kildene ({source}), så kostnadene ({cost}); arkene står bakerst og skrives "
    "ikke ut. "
    "| Rounding: every whole figure is the difference of two rounded running totals, so all sums "
    "are right by themselves, whatever is changed. First awards ({award}), then sources "
    "({source}), then costs ({cost}); the sheets come last and are not printed.",
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
    "about.held_selected": "Bare noen av miljøene vises. Det de andre får, er ikke med, og derfor "
    "er andeler, tildelinger og antall bedrifter per år tall fra beregningsmotoren (lilla), uten "
    "formler. "
    "| Only some environments are shown. What the others get is left out, so shares, awards and "
    "participants by year are figures of the engine (purple), without formulas.",
    "about.dead": "Beløpene har flere sifre enn et regneark kan regne med. Alle tall er derfor "
    "fra beregningsmotoren, uten formler, og de lengste er skrevet som tekst. "
    "| The amounts have more digits than a workbook can count with. So all figures are the "
    "engine's, without formulas, and the longest are written as text.",
    "about.colours": "Farger: gult er tall fra planen, som kan endres. Lilla er tall fra "
    "beregningsmotoren. Alt annet er formler. "
    "| Colours: yellow are figures of the plan, which may be changed. Purple are figures of the "
    "engine. Everything else is a formula.",
}
"""Each text by its key: in Norwegian, a bar, and in English; braces hold what is filled in."""
