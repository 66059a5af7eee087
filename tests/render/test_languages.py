"""Both languages everywhere: no format says a word of its own that is not among the headings."""

import re
from html.parser import HTMLParser
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree

from industri40.explain import labels
from industri40.render.common.results import TextOptions
from industri40.render.excel.context import TEXTS
from industri40.render.registry import FORMATS, renderer
from industri40.report import headings
from industri40.report.headings import HEADINGS, LANGUAGES

GREEK = """
name: Πρόγραμμα
owner: Νομός
currency: NOK
years: [2030, 2031]
environments:
  a1: {name: Άλφα, participants: 7}
  b1: {name: Βήτα, participants: 4, phases: [p1]}
costs:
  c1: {label: Κόστος, yearly: 1 003, includes: k1}
  c2: {label: Κοινό, yearly: 10, common: true, financed_by: s1}
financing:
  s1: {label: Πηγή, yearly: 513}
  g1: {label: Ομάδα, sources: {x1: {label: Χι, yearly: 300}, y1: {label: Ψι, yearly: 100, status: indicated}}}
  k1: {label: Ώρες, in_kind: true, hourly_rate: 7, yearly: 100}
grant: s1
phases:
  p1: {label: Πρώτη, share: 1/2, cap: 200, leftover: carry, applications: {a1: 150}}
  p2: {label: Δεύτερη, share: 1/2}
notes: [Σημείωση]
"""  # noqa: E501, RUF001 - in letters that no heading has
"""A plan whose own texts have no letter in common with any heading."""

FOR_PEOPLE = {"table", "markdown", "html", "docx", "xlsx"}
FOR_PROGRAMS = {"json", "csv"}


class Texts(HTMLParser):
    """What people see or hear of a page."""

    def __init__(self, page):
        super().__init__()
        self.hidden, self.texts = 0, []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.hidden += tag == "style"
        self.texts += [value for name, value in attrs if name in ("title", "alt", "aria-label")]

    def handle_endtag(self, tag):
        self.hidden -= tag == "style"

    def handle_data(self, data):
        if not self.hidden:
            self.texts.append(data)


def own_words(text):
    """What is left of a text without what stands between the marks of headings."""
    inner = re.compile("⟦[^⟦⟧]*⟧")
    while inner.search(text):
        text = inner.sub("", text)
    return set(re.findall("[A-Za-zÆØÅæøå]+", text))


def marked(monkeypatch):
    for key, texts in HEADINGS.items():
        monkeypatch.setitem(
            headings.HEADINGS, key, {language: f"⟦{text}⟧" for language, text in texts.items()}
        )
    for _, texts in labels._PATTERNS:
        for language, text in texts.items():
            parts = (f"⟦{part}⟧" for part in text.split(", "))
            monkeypatch.setitem(texts, language, ", ".join(parts))


def packed(data):
    """What people read in a document or a workbook: texts, names of sheets, foot lines."""
    texts = []
    with ZipFile(BytesIO(data)) as file:
        for name in file.namelist():
            if name.endswith(".xml") and not name.startswith(("word/theme", "xl/theme")):
                for one in etree.fromstring(file.read(name)).iter("{*}*"):
                    tag = one.tag.rpartition("}")[2]
                    texts.append(one.get("name", "") if tag == "sheet" else "")
                    texts.append(one.text or "" if tag in ("t", "oddFooter") else "")
    return "\n".join(texts)


def read(form, what):
    written = renderer("tables", form)(what, TextOptions(width=100_000))
    if isinstance(written, bytes):
        return packed(written).replace(what.plan.file, "")
    if form == "html":
        return "\n".join(Texts(written).texts)
    return re.sub(r"&\w+;|\\", "", written) if form == "markdown" else written


@pytest.mark.parametrize("form", sorted(FOR_PEOPLE - {"xlsx"}))  # which has words of its own too
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_a_heading(form, language, plan_of, results_of, monkeypatch):
    marked(monkeypatch)
    what = results_of(plan_of(GREEK), language=language, checked=("balance", "shares", "stated"))
    text = read(form, what)
    assert text.count("⟦") > 60
    assert own_words(text) == set()


def test_a_word_that_is_no_heading_is_found():
    assert own_words("⟦herav ⟦Egeninnsats⟧⟧ 12 Totalt") == {"Totalt"}


@pytest.mark.parametrize("form", sorted(FOR_PEOPLE))
def test_nothing_is_left_in_the_other_language(form, plan_of, results_of):
    """Words that only one of the languages has do not stand in what is written in the other."""
    plan = plan_of(GREEK)
    words = {
        language: {
            word
            for texts in (*HEADINGS.values(), *TEXTS.values())
            for word in re.findall(r"\w{4,}", re.sub("{[a-z_]*}", "", texts[language]))
        }
        for language in LANGUAGES
    }
    for language, other in (("nb", "en"), ("en", "nb")):
        seen = set(re.findall(r"\w{4,}", read(form, results_of(plan, language=language))))
        assert len(seen & (words[language] - words[other])) > 20
        assert seen & (words[other] - words[language]) == set()


def test_every_format_is_looked_at():
    assert set(FORMATS["tables"]) <= FOR_PEOPLE | FOR_PROGRAMS
