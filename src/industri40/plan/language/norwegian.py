"""Norwegian words for the keys of a plan, so that a finding can name the key that is meant."""

import re
from collections.abc import Collection

_WORDS = {
    "name": "navn namn programnavn tittel",
    "owner": "eier eigar prosjekteier programeier søker",
    "currency": "valuta",
    "language": "språk målform",
    "years": "år årstal årstall programår",
    "environments": "miljø fagmiljø næringshag region kommune",
    "participants": "deltaker deltakar bedrift firma virksomhet verksemd antall_deltakere "
    "antall_bedrifter talet_på_deltakarar",
    "costs": "kostnad kostnadslinj kostnadspost kostnadsplan utgift budsjett",
    "financing": "finansiering finansieringsplan inntekt finansieringskilde finansieringskjelde",
    "grant": "tilskudd tilskot stønad støtte bevilgning",
    "round_to": "avrunding avrund avrundes_til avrund_til rund_av_til",
    "phases": "fas trinn period",
    "notes": "merknad note notat kommentar",
    "stated": "oppgitt trykt publisert oppgitte_tall",
    "limits": "grense begrensning rammer vilkår",
    "label": "etikett navn namn betegnelse beskrivelse tittel tekst",
    "yearly": "årlig årleg per_år pr_år hvert_år kvart_år",
    "total": "totalt sum i_alt samlet samlet_beløp totalbeløp",
    "per_participant": "per_deltaker pr_deltaker per_deltakar pr_deltakar per_bedrift pr_bedrift",
    "includes": "inkluderer inkludert omfatter herav",
    "common": "felles felleskostnad",
    "financed_by": "finansiert_av finansieres_av finansierast_av betales_av dekkes_av",
    "in_kind": "egeninnsats eigeninnsats naturalytelse naturalier i_naturalier",
    "hourly_rate": "timesats timepris timelønn",
    "hours": "tim timetal timetall",
    "rest": "resten restbeløp",
    "status": "tilstand",
    "shared_by": "fordeling fordelt_etter fordeles_etter fordelast_etter fordelingsnøkkel nøkkel "
    "nøkl fordelt_på deles_etter",
    "sources": "kilde kjelde delkilde finansieringskilde",
    "weight": "vekt vekting",
    "share": "andel del part",
    "cap": "tak øvre_grense høyst maks maksimum maksbeløp",
    "leftover": "rest resten restbeløp overskytende til_overs",
    "applications": "søknad søknadsbeløp søkt",
    "table": "tabell",
    "source": "kilde kjelde",
    "rows": "rad linje",
    "tolerance": "toleranse avvik slingringsmonn",
    "grant_share_at_most": "tilskuddsandel tilskotsdel høyeste_tilskuddsandel "
    "tilskuddsandel_høyst høyst_tilskuddsandel maks_tilskuddsandel støtteandel",
    "of": "av",
    "grant_per_environment_at_most": "tilskudd_per_miljø tilskudd_per_miljø_høyst "
    "maks_tilskudd_per_miljø tilskot_per_miljø",
    "fee_per_participant_at_most": "avgift_per_deltaker deltakeravgift kursavgift egenbetaling "
    "avgift_per_deltaker_høyst maks_avgift_per_deltaker egenandel",
}

_ENDINGS = "(?:e?[nrt]|e|a|ar|ane|e?ne|rne|s)?"


def key_for(word: str, known: Collection[str]) -> str | None:
    """The one of the known keys that a Norwegian word is for, in any of its forms, or None.

    >>> key_for("Kostnadene", ["costs", "financing"]), key_for("arlig", ["yearly"])
    ('costs', 'yearly')
    """
    plain = _plain(word)
    for key, names in _WORDS.items():
        if key in known and re.fullmatch(f"(?:{_plain('|'.join(names.split()))}){_ENDINGS}", plain):
            return key
    return None


def _plain(word: str) -> str:
    """A word without the differences between å, aa and a, and between spaces and signs."""
    plain = re.sub("[ -]", "_", word.lower().replace("æ", "ae"))
    return re.sub("å|aa", "a", re.sub("ø|oe", "o", plain))
