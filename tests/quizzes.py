"""Reads questions as Moodle's importers of GIFT and of its XML do, written after what they do.

What they do is in question/format.php, question/format/gift/format.php and
question/format/xml/format.php of Moodle, and for names in lib/moodlelib.php. Nothing here is of
the application.
"""

import re
from dataclasses import dataclass
from xml.etree import ElementTree

_SIGNS = ":#={}~"
_BLANKS = (*" \t\n\v\f\r",)
_PLACES = {f"\\{sign}": f"&&{ord(sign):03};" for sign in _SIGNS}


@dataclass(frozen=True)
class ReadAnswer:
    """percent: of the mark that one gets for a number so near to another."""

    number: float
    tolerance: float
    percent: float
    feedback: str


@dataclass(frozen=True)
class ReadQuestion:
    category: tuple[str, ...]
    name: str
    text: str
    answers: tuple[ReadAnswer, ...]
    solved: str


def read_xml(content: bytes) -> list[ReadQuestion]:
    """Read Moodle's XML; raise ParseError for what is none."""
    found: list[ReadQuestion] = []
    category: tuple[str, ...] = ()
    for each in ElementTree.fromstring(content):
        if each.get("type") == "category":
            category = _names(_text(each, "category/text"))
            continue
        assert each.get("type") == "numerical"
        assert [part.get("format") for part in each.iter("questiontext")] == ["html"]
        answers = tuple(
            ReadAnswer(
                float(_text(answer, "text")),
                float(_text(answer, "tolerance")),
                float(answer.get("fraction") or ""),
                _text(answer, "feedback/text"),
            )
            for answer in each.findall("answer")
        )
        name = _without_tags(_text(each, "name/text"))
        text = _text(each, "questiontext/text")
        found.append(
            ReadQuestion(category, name, text, answers, _text(each, "generalfeedback/text"))
        )
    return found


def read_gift(content: bytes) -> list[ReadQuestion]:
    """Read GIFT: questions with an empty line between them."""
    found: list[ReadQuestion] = []
    category: tuple[str, ...] = ()
    for block in re.split(r"\n(?:[ \t]*\n)+", content.decode()):
        lines = [line.strip() for line in block.strip().split("\n")]
        text = "\n".join("" if line.startswith("//") else line for line in lines)
        text = text.replace("\\\\", "&&092;")
        for written, place in {**_PLACES, "\\n": "&&010"}.items():
            text = text.replace(written, place)
        text = text.replace("&&092;", "\\")
        if text.startswith("$CATEGORY:"):
            category = _names(text.removeprefix("$CATEGORY:").strip())
            continue
        assert text.startswith("::")
        name, _, rest = text[2:].partition("::")
        opened, closed = rest.index("{"), rest.index("}")
        assert rest.endswith("}")
        assert closed == len(rest) - 1
        body = rest[opened + 1 : closed].strip()
        body, _, solved = body.rpartition("####")
        assert body.startswith("#")
        assert "~" not in body
        answers = [_answer(part.strip()) for part in body[1:].split("=") if part.strip()]
        found.append(
            ReadQuestion(
                category,
                _without_tags(_unescaped(name)).strip(),
                _formatted(rest[:opened], ""),
                tuple(answers),
                _formatted(solved, "html"),
            )
        )
    return found


def _answer(written: str) -> ReadAnswer:
    percent = re.match(r"%-*([0-9]{1,2}\.?[0-9]*)%", written)
    assert percent is not None
    number, _, feedback = written[percent.end() :].partition("#")
    value, _, tolerance = number.partition(":")
    return ReadAnswer(
        float(value), float(tolerance), float(percent[1]), _formatted(feedback.strip(), "html")
    )


def _formatted(text: str, usual: str) -> str:
    """Return a text in HTML, which it says itself unless that is usual."""
    said = re.match(r"\[(moodle|html|plain|markdown)\]", text)
    assert (said[1] if said else usual) == "html"
    return _unescaped(text[said.end() if said else 0 :]).strip()


def _unescaped(text: str) -> str:
    for written, place in _PLACES.items():
        text = text.replace(place, written[1])
    return text.replace("&&010", "\n")


def _names(path: str) -> tuple[str, ...]:
    parts = re.split("(?<!/)/(?!/)", path)
    return tuple(_without_tags(part.replace("//", "/").strip()) for part in parts)


def _without_tags(text: str) -> str:
    """Return a name as `clean_param` leaves it: PHP's strip_tags takes tags out, even open ones."""
    kept, quote, is_tag = "", "", False
    for at, sign in enumerate(text):
        if is_tag:
            if sign in "\"'" and quote in ("", sign):
                quote = "" if quote else sign
            is_tag = sign != ">" or bool(quote)
        elif sign == "<" and text[at + 1 : at + 2] not in _BLANKS:
            is_tag = True
        else:
            kept += sign
    return kept


def _text(of: ElementTree.Element, path: str) -> str:
    found = of.findtext(path)
    assert found is not None
    return found.strip()
