"""A text in a presentation: in a part of its own, as programs keep parts that are not theirs."""

import re
import zlib
from io import BytesIO
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from gui.export.carried import in_xml
from gui.export.carried.bounds import MOST_BYTES, BadFigure, within_bounds

SIGNATURE = b"PK\x03\x04"
_TYPES, _RELATIONS = "[Content_Types].xml", "ppt/_rels/presentation.xml.rels"
_PARTS = re.compile(r"customXml/[^/]+\.xml")
_MOST_PARTS = 100
_RELATION = (
    '<Relationship Id="rIdGradientscope" Target="../{part}" Type="http://schemas.'
    'openxmlformats.org/officeDocument/2006/relationships/customXml"/></Relationships>'
)
_TYPE = '<Override PartName="/{part}" ContentType="application/xml"/></Types>'
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # that a ZIP can tell: the same bytes on every run


def with_text(content: bytes, text: bytes) -> bytes:
    """Return a presentation with a text in it; everything else in it stays as it is."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        number = 1
        while f"customXml/item{number}.xml" in old.namelist():
            number += 1
        part = f"customXml/item{number}.xml"
        added = {_TYPES: ("</Types>", _TYPE), _RELATIONS: ("</Relationships>", _RELATION)}
        for info in old.infolist():
            held = old.read(info)
            if info.filename in added:
                end, with_part = added[info.filename]
                held = held.replace(end.encode(), with_part.format(part=part).encode(), 1)
            new.writestr(info, held)
        own = ZipInfo(part, _FIRST_DAY)
        own.compress_type = ZIP_DEFLATED
        new.writestr(own, f'<?xml version="1.0" encoding="UTF-8"?>\n{in_xml.element(text)}')
    return out.getvalue()


def text_in(file: BinaryIO) -> bytes | None:
    """Return the text that was put into a presentation, None without one.

    Raises BadFigure where the file is damaged, or the text too large.
    """
    try:
        with ZipFile(file) as archive:
            parts = [each for each in archive.infolist() if _PARTS.fullmatch(each.filename)]
            for part in parts[:_MOST_PARTS]:
                with archive.open(part) as held:
                    content = within_bounds(held.read(MOST_BYTES + 1))
                if in_xml.NAMESPACE.encode() in content:
                    return in_xml.text_in([content])
    except BadFigure:
        raise
    except (BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError):
        raise BadFigure("figure.damaged") from None
    return None
