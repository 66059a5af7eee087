"""Every word that a workbook says beside its tables, in each language."""

from industri40.render.excel.texts_about import ABOUT
from industri40.render.excel.texts_shares import SHARES
from industri40.report.headings import Words

__all__ = ["TEXTS", "Texts"]

_SHEETS = {
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
    "inputs": "Forutsetninger | Inputs",
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
    "section.costs": "Kostnader | Costs",
    "section.financing": "Finansiering | Financing",
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
}

TEXTS = {
    key: dict(zip(("nb", "en"), text.split(" | "), strict=True))
    for key, text in {**_SHEETS, **ABOUT, **SHARES}.items()
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
        """The text with this key. Raises KeyError for a key that there is none of."""
        text = TEXTS[key][self.language]
        return text.format(**filled) if filled else text
