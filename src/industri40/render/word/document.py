"""Tables as a Word document, ready to be pasted into a case paper.

Each table has a numbered caption, headings that repeat on every page, figures that end below each
other and never break, and its notes. The document says which language it is in, so that Word
proofreads it as such. It holds no date and no other trace of where it was made: the same plan
gives the same bytes.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from industri40.render.common.remarks import conclusion, listed, notes
from industri40.render.common.results import Results, TextOptions
from industri40.render.common.text import printable
from industri40.render.word.paper import Part, divided
from industri40.render.word.table import field_xml, table_xml
from industri40.report.headings import Words
from industri40.report.table import Table

_LOCALES = {"nb": "nb-NO", "en": "en-GB"}
"""The proofing language of each language of tables."""

_ENGLISH = f'<w:lang {nsdecls("w")} w:val="{_LOCALES["en"]}"/>'

_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - the time of a document has no zone
_ZIPPED = (1980, 1, 1, 0, 0, 0)

_SHORT, _LONG, _MARGIN = Cm(21), Cm(29.7), Cm(2.2)
_FONT = "Calibri"
_INK, _GREY, _RED = RGBColor(0x1F, 0x38, 0x64), RGBColor(0x40, 0x40, 0x40), RGBColor(0xC0, 0, 0)


def render(results: Results, _options: TextOptions) -> bytes:
    """The whole file."""
    document = docx.Document()
    _describe(document, results)
    _style(document)
    parts = list(_parts(results.tables, results.words))
    across = bool(parts) and parts[0][1].across
    _lay(document, across=across)
    _opening(document, results)
    for number, (title, part, below) in enumerate(parts, start=1):
        if part.across != across:
            across = part.across
            _turn(document, across=across)
        caption = _caption(document, number, title, results.words("word.table"))
        _write(document, caption, part, below, results.words)
    if results.plan.notes:
        if across:
            _turn(document, across=False)
        document.add_heading(results.words("notes"), level=2)
        for note in results.plan.notes:
            document.add_paragraph(printable(note), style="List Bullet")
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
    """The document's properties and its language."""
    plan, properties = results.plan, document.core_properties
    properties.title = printable(plan.name)
    properties.author = properties.last_modified_by = printable(plan.owner or "")
    properties.comments = ""
    properties.created = properties.modified = _MADE
    properties.revision = 1
    locale = _LOCALES[results.words.language]
    properties.language = locale
    rels = document.part.package.rels if document.part.package else {}
    for key in [key for key, one in rels.items() if one.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del rels[key]  # a small picture of the library's own empty document
    for language in document.styles.element.iter(qn("w:lang")):
        for which in ("w:val", "w:eastAsia"):
            language.set(qn(which), locale)
    for language in document.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), locale)


def _style(document: Document) -> None:
    """Fonts, sizes and distances of the styles that are used."""
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
    caption.space_before, caption.space_after = Pt(16), Pt(4)


def _lay(document: Document, *, across: bool) -> None:
    """Set the paper of the last section: A4, upright or across."""
    section = document.sections[-1]
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width = _LONG if across else _SHORT
    section.page_height = _SHORT if across else _LONG
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin = section.bottom_margin = _MARGIN


def _turn(document: Document, *, across: bool) -> None:
    """Go on on new paper."""
    document.add_section(WD_SECTION.NEW_PAGE)
    _lay(document, across=across)


def _opening(document: Document, results: Results) -> None:
    document.add_paragraph(printable(results.plan.name), style="Title")
    _small(document, printable(results.about))
    if remark := conclusion(results):
        run = _small(document, printable(remark.text)).runs[0]
        run.bold = True
        if remark.wrong:
            run.font.color.rgb = _RED
    findings, more = listed(results)
    for one in findings:  # in English, whatever language the tables are in
        text = printable(f"{one.code} {one.place}: {one.message}")
        run = document.add_paragraph(style="List Bullet").add_run(text)
        if results.words.language != "en":
            run.element.get_or_add_rPr().append(parse_xml(_ENGLISH))
    if more:
        document.add_paragraph(more, style="List Bullet")


def _small(document: Document, text: str) -> Paragraph:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size, run.font.color.rgb = Pt(9.5), _GREY
    return paragraph


def _caption(document: Document, number: int, title: str, label: str) -> Any:
    """A caption that Word counts, also among tables that it is pasted between."""
    caption = document.add_paragraph(f"{label} ", style="Caption")
    _element(caption).append(parse_xml(field_xml(f"SEQ {label}", str(number))))
    caption.add_run(f": {printable(title)}")
    return _element(caption)


def _write(
    document: Document, caption: Any, part: Part, below: Sequence[str], words: Words
) -> None:
    """A table below its caption, and its notes below it."""
    table = parse_xml(table_xml(part, words, noted=bool(below)))
    caption.addnext(table)
    # a table that follows another without a paragraph between them would become part of it
    paragraphs = [_small(document, printable(note)) for note in below or ("",)]
    for paragraph in paragraphs:
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.keep_with_next = paragraph is not paragraphs[-1]
    paragraphs[0].paragraph_format.space_before = Pt(4)
    table.addnext(_element(paragraphs[0]))


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
