"""A text in an element of XML, as SVG, the metadata of a PDF, and a part of a PPTX hold it."""

from collections.abc import Iterable
from xml.parsers.expat import ExpatError, ParserCreate
from xml.sax.saxutils import escape

from gui.export.carried.bounds import MOST_BYTES, BadFigure

NAMESPACE = "urn:gradientscope:figure"
_ELEMENT = f"{NAMESPACE} figure"


def element(text: bytes) -> str:
    """Return an element that holds a text, of ASCII alone."""
    return f'<figure xmlns="{NAMESPACE}">{escape(text.decode("ascii"))}</figure>'


class _Found(Exception):
    """The element has ended: what stands behind it is of no interest."""


class _Search:
    """Reads XML up to the end of the element; declares no entities, so that none can grow."""

    def __init__(self) -> None:
        self.parser = ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.EntityDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._note
        self.depth = self.letters = 0
        self.parts: list[str] = []

    def _refuse(self, *_: object) -> None:
        raise BadFigure("figure.entities")

    def _start(self, name: str, _: object) -> None:
        if name == _ELEMENT or self.depth:
            self.depth += 1

    def _end(self, _: str) -> None:
        if self.depth:
            self.depth -= 1
            if not self.depth:
                raise _Found

    def _note(self, data: str) -> None:
        if not self.depth:
            return
        self.letters += len(data)
        if self.letters > MOST_BYTES:
            raise BadFigure("figure.carries-too-much", most=MOST_BYTES // 2**20)
        self.parts.append(data)


def text_in(pieces: Iterable[bytes]) -> bytes | None:
    """Return the text of the element in some XML, None where there is no such element.

    Raises BadFigure for what is no XML, and for a text that is too large.
    """
    search = _Search()
    try:
        for piece in pieces:
            search.parser.Parse(piece)
        search.parser.Parse(b"", True)
    except _Found:
        return "".join(search.parts).encode()
    except BadFigure:
        raise
    except (ExpatError, LookupError, ValueError):  # the last two for encodings there are not
        raise BadFigure("figure.damaged") from None
    return None
