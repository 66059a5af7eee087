"""A picture in a Word document: a metafile in a line of text, with what it shows in words."""

from typing import Any
from xml.sax.saxutils import quoteattr

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from industri40.render.common.text import printable
from industri40.render.pictures.drawing import Drawing, Layout
from industri40.render.word.drawn import metafile

LAYOUT = Layout("paper", 740, 210, 340)
"""Bars are so high at most that little paper is left empty where they go on on another page."""

_WIDTH, _HIGHEST = 16600, 20500
"""How wide a picture is, and how high it may be, in hundredths of a millimetre."""

_EMU = 360
"""In a hundredth of a millimetre."""

_PICTURES = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def picture_run(document: Document, drawing: Drawing, number: int) -> Any:
    """The run of text that holds a drawing, the one of this number in the document."""
    data, height = metafile(drawing, _WIDTH)
    package, name = document.part.package, f"/word/media/picture{number}.emf"
    image = Part(PackURI(name), "image/x-emf", data, package)
    link = document.part.relate_to(image, RELATIONSHIP_TYPE.IMAGE)
    wide, high = ((side * min(height, _HIGHEST) // height) * _EMU for side in (_WIDTH, height))
    size = f'cx="{wide}" cy="{high}"'
    said = quoteattr(printable(f"{drawing.title}. {drawing.about}"))
    named = f'id="{number}" name={quoteattr(drawing.id)} descr={said}'
    return parse_xml(
        f"<w:r {nsdecls('w', 'wp', 'a', 'pic', 'r')}><w:drawing>"
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f"<wp:docPr {named}/><wp:cNvGraphicFramePr>"
        '<a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{_PICTURES}"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{link}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
