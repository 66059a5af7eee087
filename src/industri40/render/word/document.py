"""Tables as a Word document, ready to be pasted into a case paper.

First come the pictures, then the tables, those that lie across the paper last, so that no page is
left half empty for them. Each table has a numbered caption, headings that repeat on every page,
figures that end below each other and never break, and its notes. The document says which language
it is in, so that Word proofreads it as such. It holds no date and no other trace of where it was
made: the same plan gives the same bytes.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor, Twips
from docx.text.paragraph import Paragraph

from industri40.findings.finding import Severity
from industri40.render.common.figures import unbroken
from industri40.render.common.head import head
from industri40.render.common.remarks import conclusion, notes
from industri40.render.common.results import Results, TextOptions
from industri40.render.common.text import printable
from industri40.render.pictures.chosen import pictures
from industri40.render.word.drawn import LAYOUT, picture_run
from industri40.render.word.paper import ACROSS_MARGIN, LONG, SHORT, UPRIGHT_MARGIN, Part, divided
from industri40.render.word.table import field_xml, table_xml
from industri40.report.headings import Words
from industri40.report.table import Table
from industri40.report.tables import NO_BREAK

_LOCALES = {"nb": "nb-NO", "en": "en-GB"}  # the proofing language of each language of tables
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - the time of a document has no zone
_ZIPPED = (1980, 1, 1, 0, 0, 0)
_FONT = "Calibri"
_INK, _GREY, _RED = RGBColor(0x1F, 0x38, 0x64), RGBColor(0x40, 0x40, 0x40), RGBColor(0xC0, 0, 0)
_FIGURE = "Figure"  # the style of what is said below a picture
_BETWEEN = 500  # twips between two columns of text: on paper that lies across, one is too wide


def render(results: Results, _options: TextOptions) -> bytes:
    """The whole file."""
    document = docx.Document()
    _describe(document, results)
    _style(document)
    parts = sorted(_parts(results.tables, results.words), key=lambda each: each[1].paper.across)
    across = bool(parts) and parts[0][1].paper.across
    _lay(document, across=across)
    _opening(document, results)
    _figures(document, results)
    for number, (title, part, below) in enumerate(parts, start=1):
        if part.paper.across != across:
            across = part.paper.across
            _section(document, WD_SECTION.NEW_PAGE)
            _lay(document, across=across)
        caption = _caption(document, number, title, results.words("word.table"))
        _element(caption).addnext(parse_xml(table_xml(part, results.words)))
        _below(document, below)
    _closing(document, results)
    return _packed(document)


def _parts(tables: Iterable[Table], words: Words) -> Iterator[tuple[str, Part, Sequence[str]]]:
    """All parts of all tables with their titles, and notes below a table's last part."""
    for table in tables:
        parts = divided(table, words)
        for at, part in enumerate(parts, start=1):
            title = table.title
            if len(parts) > 1:
                title = words("part", title=title, part=at, parts=len(parts))
            yield title, part, list(notes(table, words)) if at == len(parts) else ()


def _describe(document: Document, results: Results) -> None:
    plan, properties = results.plan, document.core_properties
    properties.title = printable(plan.name)
    properties.author = properties.last_modified_by = printable(plan.owner or "")
    properties.comments = ""
    properties.created = properties.modified = _MADE
    properties.revision = 1
    properties.language = locale = _LOCALES[results.words.language]
    rels = document.part.package.rels if document.part.package else {}
    for key in [key for key, one in rels.items() if one.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del rels[key]  # a small picture of the library's own empty document
    for language in document.styles.element.iter(qn("w:lang")):
        for which in ("w:val", "w:eastAsia"):
            language.set(qn(which), locale)
    for language in document.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), locale)


def _style(document: Document) -> None:
    styles = document.styles
    styles["Normal"].font.name, styles["Normal"].font.size = _FONT, Pt(10.5)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    for name, size in (("Title", 20), ("Heading 2", 13), ("Caption", 10.5)):
        style = styles[name]
        style.font.name, style.font.size, style.font.color.rgb = _FONT, Pt(size), _INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    caption = styles["Caption"].paragraph_format
    caption.keep_with_next = True
    caption.space_before, caption.space_after = Pt(20), Pt(4)
    figure = styles.add_style(_FIGURE, WD_STYLE_TYPE.PARAGRAPH)
    figure.base_style = styles["Caption"]
    figure.paragraph_format.keep_with_next = False
    figure.paragraph_format.space_before = Pt(4)


def _lay(document: Document, *, across: bool) -> None:
    """Set the paper of the last section: A4, upright or across."""
    section = document.sections[-1]
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    sides = (LONG, SHORT) if across else (SHORT, LONG)
    section.page_width, section.page_height = map(Twips, sides)
    margin = Twips(ACROSS_MARGIN if across else UPRIGHT_MARGIN)
    section.left_margin = section.right_margin = margin
    section.top_margin = section.bottom_margin = margin


def _opening(document: Document, results: Results) -> None:
    """What it is, and in short what was found: the list of that comes after the tables."""
    opening = head(results)
    document.add_paragraph(printable(opening.title), style="Title")
    _small(document, opening.about)
    for title, changes in results.what_ifs:
        _small(document, title).runs[0].bold = True
        for change in changes:
            _bullet(document, change)
    facts = (f"{name}: {value}".replace(" ", NO_BREAK) for name, value in opening.facts)
    _small(document, " \N{MIDDLE DOT} ".join(facts))
    if remark := conclusion(results):
        below = f" {results.words('findings.below')}" if results.findings else ""
        run = _small(document, remark.text + below).runs[0]
        run.bold = True
        if remark.wrong:
            run.font.color.rgb = _RED


def _figures(document: Document, results: Results) -> None:
    """The pictures that stand beside these tables, each with what it shows in words."""
    drawn = ((one, each) for one in pictures(results, (LAYOUT,)) for each in one.drawings)
    for number, (picture, drawing) in enumerate(drawn, start=1):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_before = Pt(12)
        _element(paragraph).append(picture_run(document, drawing, number))
        word = results.words("word.figure")
        caption = _caption(document, number, drawing.title, word, _FIGURE)
        if drawing is picture.drawings[-1] and picture.help:
            caption.paragraph_format.keep_with_next = True
            _small(document, " ".join(picture.help))


def _closing(document: Document, results: Results) -> None:
    """All that was found, and the plan's notes; on paper that lies across in two columns."""
    words = results.words
    across = document.sections[-1].orientation == WD_ORIENT.LANDSCAPE
    if across and (results.findings or results.plan.notes):
        columns = _section(document, WD_SECTION.CONTINUOUS).find(qn("w:cols"))
        columns.set(qn("w:num"), "2")
        columns.set(qn("w:space"), str(_BETWEEN))
    if results.findings:
        document.add_heading(words("findings"), level=2)
    for one in results.findings:
        run = _bullet(document, f"{one.place}: {one.message}", f"{one.code} ").runs[0]
        if one.severity is Severity.ERROR:
            run.font.color.rgb = _RED
    if results.plan.notes:
        document.add_heading(words("notes"), level=2)
    for note in results.plan.notes:
        _bullet(document, note)


def _section(document: Document, start: WD_SECTION) -> Any:
    """Begin a section right after the last paragraph, without an empty one between them."""
    last = _element(document.paragraphs[-1])
    section = document.add_section(start)
    empty = last.getnext()
    last.get_or_add_pPr().append(empty.pPr.sectPr)
    empty.getparent().remove(empty)
    return section._sectPr  # noqa: SLF001 - there is no other way to it


def _bullet(document: Document, text: str, strong: str = "") -> Paragraph:
    paragraph = document.add_paragraph(style="List Bullet")
    if strong:
        paragraph.add_run(strong).bold = True
    paragraph.add_run(unbroken(printable(text)))
    return paragraph


def _small(document: Document, text: str) -> Paragraph:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(unbroken(printable(text)))
    run.font.size, run.font.color.rgb = Pt(9.5), _GREY
    return paragraph


def _caption(
    document: Document, number: int, title: str, word: str, style: str = "Caption"
) -> Paragraph:
    """A caption that Word counts, also among others that it is pasted between."""
    caption = document.add_paragraph(f"{word} ", style=style)
    _element(caption).append(parse_xml(field_xml(f"SEQ {word}", str(number))))
    caption.add_run(f": {printable(title)}")
    return caption


def _below(document: Document, said: Sequence[str]) -> None:
    """The notes of a table."""
    paragraphs = [_small(document, note) for note in said]
    for paragraph in paragraphs:
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.keep_with_next = paragraph is not paragraphs[-1]
    if paragraphs:
        paragraphs[0].paragraph_format.space_before = Pt(4)
    else:  # a table that follows another with nothing between them would become part of it
        nothing = document.add_paragraph().paragraph_format
        nothing.space_after, nothing.line_spacing = Pt(0), Pt(1)


def _element(paragraph: Paragraph) -> Any:
    """The XML of a paragraph: the library has no captions, and is slow with tables."""
    return paragraph._p  # noqa: SLF001 - there is no other way to it


def _packed(document: Document) -> bytes:
    """The document's file without the time at which it was packed."""
    plain, packed = BytesIO(), BytesIO()
    document.save(plain)
    with ZipFile(plain) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = ZipInfo(name, _ZIPPED)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()
