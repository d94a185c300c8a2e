"""A text in a PDF: in the XMP packet in which programs keep what they know of a document."""

import re

from gui.export.carried import in_xml
from gui.export.carried.bounds import MOST_BYTES, BadFigure, inflated, within_bounds

SIGNATURE = b"%PDF-"
# as Qt writes them
_PACKET = re.compile(
    rb"(\d+) 0 obj\s*<<\s*/Type /Metadata[^>]*>>\s*stream\n(.*?)\nendstream", re.DOTALL
)
_TRAILER = re.compile(rb"trailer\s*<<(.*?)>>\s*startxref\s*(\d+)\s*%%EOF\s*$", re.DOTALL)
# as any program writes them that leaves them outside of streams of objects
_METADATA = re.compile(rb"<<([^<>]{0,500}/Type\s{0,9}/Metadata\b[^<>]{0,500})>>\s{0,9}stream\r?\n")
_LENGTH = re.compile(rb"/Length\s{1,9}(\d{1,12})(?!\d|\s{1,9}\d{1,9}\s{1,9}R)")


def with_text(content: bytes, text: bytes) -> bytes:
    """Return a PDF that Qt has written, with a text in its packet.

    The packet is written anew behind the file, as the format has it for what is changed later.
    """
    packet, trailer = _PACKET.search(content), _TRAILER.search(content)
    assert packet is not None
    assert trailer is not None
    held = f'<rdf:Description rdf:about="">{in_xml.element(text)}</rdf:Description></rdf:RDF>'
    changed = packet[2].replace(b"</rdf:RDF>", held.encode(), 1)
    number, head = packet[1], b"/Type /Metadata /Subtype /XML\n/Length %d\n" % len(changed)
    anew = b"%s 0 obj\n<<\n%s>>\nstream\n%s\nendstream\nendobj\n" % (number, head, changed)
    table = b"xref\n0 0\n%s 1\n%010d 00000 n \n" % (number, len(content))
    ending = b"trailer\n<<%s/Prev %s\n>>\nstartxref\n%d\n%%%%EOF\n"
    return content + anew + table + ending % (*trailer.groups(), len(content) + len(anew))


def text_in(content: bytes) -> bytes | None:
    """Return the text that was put into a PDF file, None without one.

    The last packet counts, as for every reader. Raises BadFigure where it is damaged or too large.
    """
    for head in reversed(list(_METADATA.finditer(content))):
        packet = _stream(content, head[1], head.end())
        if in_xml.NAMESPACE.encode() in packet:
            return in_xml.text_in([packet])
    return None


def _stream(content: bytes, words: bytes, start: int) -> bytes:
    """Return what stands in a stream, nothing where it is written in a way that is not known."""
    length = _LENGTH.search(words)
    end = start + int(length[1]) if length else content.find(b"endstream", start)
    if not start <= end <= len(content):
        raise BadFigure("figure.damaged")
    stream = within_bounds(content[start : min(end, start + MOST_BYTES + 1)])
    if b"/FlateDecode" in words:
        return inflated(stream)
    return b"" if b"/Filter" in words else stream
