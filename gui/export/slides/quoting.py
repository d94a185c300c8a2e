"""Writes text into XML: as content and as a value of an attribute."""

import re
from xml.sax.saxutils import escape, quoteattr

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNKNOWN = "\ufffd"


def known(text: str) -> str:
    """Return a text in which a sign stands for each that XML cannot hold."""
    return _NO_XML.sub(_UNKNOWN, text)


def content(text: str) -> str:
    """Return a text as it stands between two tags."""
    return escape(known(text))


def value(text: str) -> str:
    """Return a text in quotation marks, as the value of an attribute."""
    return quoteattr(known(text))
