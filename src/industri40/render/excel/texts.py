"""Every word that a workbook says beside its tables, in each language."""

from industri40.render.excel.texts_about import ABOUT
from industri40.render.excel.texts_shares import SHARES
from industri40.report.headings import Words

__all__ = ["TEXTS", "Texts"]

_SHEETS: dict[str, dict[str, str]] = {
    "sheet.inputs": {"nb": "Forutsetninger", "en": "Inputs"},
    "sheet.yearly": {"nb": "Beløp per år", "en": "Amounts by year"},
    "sheet.costs": {"nb": "Kostnadsbudsjett", "en": "Cost budget"},
    "sheet.financing": {"nb": "Finansieringsplan", "en": "Financing plan"},
    "sheet.breakdown": {"nb": "Per miljø, år og deltaker", "en": "Per environment and year"},
    "sheet.phases": {"nb": "Faser", "en": "Phases"},
    "sheet.awards": {"nb": "Tildelinger", "en": "Awards"},
    "sheet.environments": {"nb": "Miljøene", "en": "Environments"},
    "sheet.participants": {"nb": "Bedrifter per år", "en": "Participants by year"},
    "sheet.environment": {"nb": "Ett miljø", "en": "One environment"},
    "sheet.award_workings": {"nb": "Tildelingsgrunnlag", "en": "Award workings"},
    "sheet.source_workings": {"nb": "Kildegrunnlag", "en": "Source workings"},
    "sheet.cost_workings": {"nb": "Kostnadsgrunnlag", "en": "Cost workings"},
    "sheet.about": {"nb": "Om arbeidsboken", "en": "About this workbook"},
    "inputs": {"nb": "Forutsetninger", "en": "Inputs"},
    "inputs.how": {
        "nb": "Gule felter er tallene som planen skriver. Endre dem her; resten av arbeidsboken "
        "regnes ut på nytt.",
        "en": "Yellow cells are the figures that the plan writes. Change them here; the rest of "
        "the workbook is computed from them.",
    },
    "column.what": {"nb": "Post", "en": "Item"},
    "column.form": {"nb": "Hva", "en": "What"},
    "column.value": {"nb": "Verdi", "en": "Value"},
    "column.planned": {"nb": "I planen", "en": "In the plan"},
    "column.changed": {"nb": "Endret", "en": "Changed"},
    "column.place": {"nb": "Sted i planen", "en": "Place in the plan"},
    "place": {"nb": "linje {line}", "en": "line {line}"},
    "section.programme": {"nb": "Programmet", "en": "The programme"},
    "section.costs": {"nb": "Kostnader", "en": "Costs"},
    "section.financing": {"nb": "Finansiering", "en": "Financing"},
    "section.participants": {
        "nb": "Miljøene: antall bedrifter",
        "en": "Environments: participants",
    },
    "section.weights": {"nb": "Miljøene: vekt", "en": "Environments: weight"},
    "section.key": {"nb": "Fordelingsnøkkel: {label}", "en": "Key for sharing: {label}"},
    "section.phases": {"nb": "Faser", "en": "Phases"},
    "section.applications": {"nb": "Søknader: {label}", "en": "Applications: {label}"},
    "form.yearly": {"nb": "per år", "en": "a year"},
    "form.total": {"nb": "i alt", "en": "in all"},
    "form.per_participant": {"nb": "per deltaker", "en": "per participant"},
    "form.hours": {"nb": "timer per deltaker", "en": "hours per participant"},
    "form.hourly_rate": {"nb": "per time", "en": "an hour"},
    "form.rest": {"nb": "resten av gruppen", "en": "the rest of the group"},
    "form.sum": {"nb": "summen av gruppen", "en": "the sum of the group"},
    "form.participants": {"nb": "antall bedrifter", "en": "number of participants"},
    "form.environments": {"nb": "antall miljøer", "en": "number of environments"},
    "form.taking_part": {"nb": "antall miljøer som deltar", "en": "environments taking part"},
    "form.years": {"nb": "antall år", "en": "number of years"},
    "form.weight": {"nb": "vekt", "en": "weight"},
    "form.key": {"nb": "andel av nøkkelen", "en": "part of the key"},
    "form.share": {"nb": "andel", "en": "share"},
    "form.cap": {"nb": "tak per miljø", "en": "cap per environment"},
    "form.application": {"nb": "søkt", "en": "sought"},
    "note.common": {
        "nb": "{label} er en felles kostnad: den betales av {source} og fordeles ikke.",
        "en": "{label} is a common cost: it is paid by {source} and not shared out.",
    },
    "rounded": {
        "nb": "Tall som ikke går opp, er rundet til nærmeste hele for lesing. Det regnes aldri "
        "videre med det rundede tallet.",
        "en": "Figures that do not divide evenly are rounded to the nearest whole for reading. "
        "Nothing is computed from the rounded figure.",
    },
    "choose": {"nb": "← velg miljø i listen", "en": "← choose an environment"},
    "engine": {
        "nb": "Lilla felter er tall fra beregningsmotoren, ikke formler.",
        "en": "Purple cells are figures of the engine, not formulas.",
    },
    "page": {"nb": "&L&A&RSide &P av &N", "en": "&L&A&RPage &P of &N"},
    "column.balance": {"nb": "Kostnader - finansiering", "en": "Costs - financing"},
}

TEXTS = {**_SHEETS, **ABOUT, **SHARES}
"""Each text by its key and language; braces hold what the caller fills in."""


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
