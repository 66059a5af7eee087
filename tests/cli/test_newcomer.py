"""Somebody begins with ``init`` and slips: what is said is enough to mend it, and says where."""

import re
from pathlib import Path

import pytest

from industri40.checks import check
from industri40.load import read_plan

FOLDER = Path(__file__).parents[2] / "src" / "industri40" / "plan"
STARTERS = {one: (FOLDER / f"starter.{one}.yaml").read_text("utf-8") for one in ("en", "nb")}

ENGLISH = [
    # what was written, what was written in its place, the code, words that say what to do
    ("yearly: 620 000", "yearly: 620.000", "P204", "Write 620 or 620 000, whichever is meant"),
    ("yearly: 820 000", "yearly: 820,000", "P204", "Write 820 or 820 000, whichever is meant"),
    ("yearly: 620 000", "yearly: kr 620 000", "P204", "Write an amount such as 620 000"),
    ("yearly: 620 000", "yearly: 620 000,-", "P204", "Write an amount such as 620 000"),
    ("total: 690 000", "total: -690 000", "P204", "has a sign, which does not belong here"),
    ("cap: 290 000", "cap:", "P204", "`cap` of `pilot` has no value"),
    ("financed_by: county", "finansed_by: county", "P201", "Write `financed_by`"),
    ("  municipalities:", "  Kommuner (alle):", "P208", "Write `kommuner_alle`"),
    ("label: Courses", "label:Courses", "R101", "Write `key: value`, with a space"),
    ("    label: Courses", "\tlabel: Courses", "R104", "Write spaces instead of the tab"),
    ("label: Evaluation", "label: Evaluation: final", "R101", "Put the value in quotation marks"),
    ("name: Green industry", 'name: "Green industry', "R101", 'Add `"` where the text ends'),
    ("phases: [pilot]}", "phases: [pilot}", "R101", "A comma or `]` is missing here"),
    ("2027: 1 250 000, ", "", "P213", "has no amount for 2027"),
    ("financed_by: county ", "# ", "P226", "Add `financed_by` with the id of a source"),
    ("grant: county", "grant: fylket", "P221", "Name one of these: `county`"),
    ("share: 40 %", "share: 40", "P205", "Write 40 %, if that is meant"),
    ("share: 3/5", "share: 50 %", "P241", "1/10 is missing"),
    ("leftover: carry", "leftover: cary", "P206", "carry, return or redistribute"),
    ("in_kind: true", "in_kind: ja", "P206", "Write true or false"),
    ("participants: 21,", "participants: 22,", "P232", "a difference of 1"),
    ("{coast: 3, valley: 2}", "{cost: 3, valley: 2}", "P251", "Write `coast`, if that is meant"),
    ("{city: 280 000}", "{town: 280 000}", "P251", "The environments are `coast`, `valley`"),
    ("    rest: true ", "    # ", "P211", "one source may be `rest: true`"),
    ("includes: own_hours", "# ", "P223", "Add `includes` to the cost line"),
    ("table: breakdown", "table: brekdown", "S402", "`breakdown` is probably meant"),
    ("      county: {total", "      conty: {total", "S403", "`county` is probably meant"),
    ("participant: 35 500", "participant: 35 550", "S401", "35,550 (Application, page 4)"),
    ("yearly: 620 000", "yearly: 630 000", "B301", "With 620,000 none of them would be there"),
    ("yearly: 820 000", "yearly: 8 200 000", "B301", "With 820,000 none of them would be there"),
    ("2027: 610 000", "2027: 601 000", "B301", "With 610,000 none of them would be there"),
    ("fee_per_participant_at_most: 20 000", "fee_per_participant_at_most: 2 000", "L503", "over"),
]

NORWEGIAN = [
    (
        "yearly: 620 000",
        "yearly: 620.000",
        "P204",
        "Skriv 620 eller 620 000, alt etter hva du mener",
    ),
    ("yearly: 820 000", "yearly: 820 000,-", "P204", "Skriv et beløp, for eksempel 820 000"),
    ("total: 690 000", "total: -690 000", "P204", "har et fortegn, som ikke hører hjemme her"),
    ("cap: 290 000", "cap:", "P204", "`cap` i `pilot` har ingen verdi"),
    ("financed_by: fylket", "finansiert_av: fylket", "P201", "Skriv `financed_by`"),
    ("costs:\n", "kostnader:\n", "P201", "Skriv `costs`"),
    ("hours: 25 ", "timer: 25 ", "P201", "Skriv `hours`"),
    ("years: [2026, 2027, 2028]", "years: 2026-2028", "P203", "[2026, 2027, 2028]"),
    ("  kommunene:", "  Kommuner (alle):", "P208", "Skriv `kommuner_alle`"),
    ("label: Kurs\n", "label:Kurs\n", "R101", "Skriv `nøkkel: verdi`, med mellomrom"),
    ("    label: Kurs\n", "\tlabel: Kurs\n", "R104", "Skriv mellomrom i stedet"),
    ("label: Evaluering", "label: Evaluering: slutt", "R101", "Sett verdien i anførselstegn"),
    ("name: Grønn industri", 'name: "Grønn industri', "R101", 'Sett `"` der teksten slutter'),
    ("phases: [pilot]}", "phases: [pilot}", "R101", "Det mangler et komma eller `]`"),
    ("2027: 1 250 000, ", "", "P213", "mangler beløp for 2027"),
    ("financed_by: fylket ", "# ", "P226", "Legg til `financed_by`"),
    ("grant: fylket", "grant: county", "P221", "Velg mellom `fylket`"),
    ("share: 40 %", "share: 40", "P205", "Skriv 40 % hvis det er det du mener"),
    ("share: 3/5", "share: 50 %", "P241", "1/10 mangler"),
    ("leftover: carry", "leftover: videre", "P206", "carry (til neste fase), return"),
    ("in_kind: true", "in_kind: ja", "P206", "Skriv true (ja) eller false (nei)"),
    ("language: nb", "language: no", "P206", "Skriv nb (norsk) eller en (engelsk)"),
    ("participants: 21,", "participants: 22,", "P232", "en forskjell på 1"),
    (
        "{kysten: 3, dalen: 2}",
        "{kyst: 3, dalen: 2}",
        "P251",
        "Skriv `kysten` hvis det er det du mener",
    ),
    ("{byen: 280 000}", "{fjellet: 280 000}", "P251", "Velg mellom miljøene `kysten`, `dalen` og"),
    ("    rest: true ", "    # ", "P211", "`rest: true`"),
    ("includes: egne_timer", "# ", "P223", "Legg til `includes: egne_timer`"),
    ("table: breakdown", "table: brekdown", "S402", "du mener trolig `breakdown`"),
    ("      fylket: {total", "      fylke: {total", "S403", "du mener trolig `fylket`"),
    ("participant: 35 500", "participant: 35 550", "S401", "35 550 (Søknaden, side 4)"),
    ("yearly: 620 000", "yearly: 630 000", "B301", "Med 620 000 blir alle borte"),
    ("2027: 610 000", "2027: 601 000", "B301", "Med 610 000 blir alle borte"),
    ("fee_per_participant_at_most: 20 000", "fee_per_participant_at_most: 2 000", "L503", "mye"),
    ("yearly: 620 000", "yearly: 620'000", "P204", "Skriv et beløp, for eksempel 620 000."),
    ("yearly: 620 000", "yearly: 620  000", "P204", "Skriv et beløp, for eksempel 620 000."),
    ("yearly: 90 000", "yearly: \u221290 000", "P204", "Skriv et beløp, for eksempel 90 000."),
    ("{2026: 910 000, 2027", "{2026: 910 000,50, 2027", "P204", "punktum foran desimaler"),
    ("total: 330 000", "total: 330 000,5", "P214", "Skriv 330 000 eller 330 001"),
    ("label: Kommunene", "label = Kommunene", "R101", "Skriv `label: Kommunene`"),
    ("label: Kommunene", "label: - kommunene", "R101", "begynner med `-`, i anførselstegn"),
    ("  kommunene:\n", "  kommunene\n", "R101", "Skriv `kommunene:`"),
    ("    label: Kommunene", "   label: Kommunene", "R101", "begynner linjen over for langt til"),
    ("label: Kommunene", "label: Kommu\u2066nene", "R103", "Her står et skjult tegn: U+2066."),
    ("    total: 690 000\n", "    total: 690 000\n    total: 1\n", "R107", "fra før på linje 64"),
    ("    cap: 290 000", "    maks: 290 000", "P201", "du mener trolig `cap`"),
    ("  kommunene:\n", "  bærum:\n", "P208", "Skriv `baerum`, og la navnet stå i"),
    ("  kommunene:\n", "  2kommuner:\n", "P208", "Skriv `kommuner`, og la navnet stå i"),
    ("years: [2026, 2027, 2028]", "years: 3", "P203", "for eksempel [2026, 2027, 2028]"),
    ("years: [2026, 2027, 2028]", "years: [01.01.2026, 2027, 2028]", "P209", "Skriv 2026."),
    ("    yearly: 820 000", "    2026: 820 000", "P201", "for hvert år under nøkkelen `years`"),
    ("  kommunene:\n", "  kurs:\n", "P219", "den andre står på linje 42 i filen"),
    (
        "    hourly_rate: 640",
        "    # ",
        "P218",
        "Legg til timesatsen, for eksempel hourly_rate: 500",
    ),
    ("    common: true ", "    # ", "P218", "legg til `common: true` hvis dette er en felles"),
    ("includes: egne_timer", "includes: fylket", "P222", "Skriv `egne_timer`."),
    ("grant: fylket", "grant: kursavgift", "P222", "Velg mellom `fylket` og `kommunene`."),
    ("shared_by: weights", "shared_by: likt", "P206", "equal (likt), participants (etter"),
    ("status: indicated", "status: forespeilet", "P206", "indicated (forespeilet)"),
    ("each: [environment]", "each: [miljø]", "P206", "Skriv year (hvert år) eller environment"),
    ("each: [environment]", "each: miljø", "P203", "en liste med year (hvert år), environment"),
    ("{kysten: 3, dalen: 2}", "{kysten: 3, dalen: 2 %}", "P257", "prosent"),
    ("participants: 15, ", "", "P231", "mangler for 1 av 3 miljøer (`byen`)"),
    ("phases: [pilot]", "phases: [vekster]", "P242", "Skriv `vekst` hvis det er det du mener"),
    ("yearly: 90 000", "yearly: 390 000", "P217", "er resten og ville blitt -120 000"),
    ("participant: 35 500", "deltaker: 35 500", "S404", "`participant` (Per deltaker)"),
    ("participant: 35 500", "2029: 35 500", "S404", "har ingen kolonne som heter `2029`. 130 |"),
    ("table: breakdown", "table: fordeling", "S402", "`breakdown` (Fordelt på miljø, år og"),
    ("grant_share_at_most: 48 %", "grant_share_at_most: 48", "P205", "Skriv 48 % hvis det er det"),
]

SLIPS = [("en", *slip) for slip in ENGLISH] + [("nb", *slip) for slip in NORWEGIAN]

ELSEWHERE = {"P223", "P232", "P241"}
"""What is about several places at a time."""


@pytest.mark.parametrize("slip", SLIPS, ids=[slip[2] for slip in SLIPS])
def test_what_is_said_is_enough_to_mend_it(call, slip):
    language, old, new, code, words = slip
    text = STARTERS[language]
    assert text.count(old) == 1
    done = call("check", "-", "--stdin-filename", "budget.yaml", input=text.replace(old, new))
    line = text.count("\n", 0, text.index(old)) + 1
    said = " ".join(done.stderr.split())
    assert done.returncode == 1
    assert code in re.findall("[A-Z][0-9]{3}", said.split(": ")[1])
    assert words in said
    if code not in ELSEWHERE:
        shown = int(said.split(":")[1])
        assert line - 4 <= shown <= line + 1  # at the line itself, or at the key that it belongs to


@pytest.mark.parametrize("slip", SLIPS, ids=[slip[2] for slip in SLIPS])
def test_one_slip_is_told_as_one(slip):
    language, old, new, *_ = slip
    plan, findings = read_plan(STARTERS[language].replace(old, new).encode(), "budget.yaml")
    if plan is not None:
        findings = check(plan)
    told = {finding.because or finding.place for finding in findings}
    limits = {finding for finding in findings if finding.code.startswith("L")}
    assert len(told - {finding.place for finding in limits}) <= 1
