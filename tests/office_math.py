"""The grammar of Office Math as ECMA-376 part 1, 22.1 has it: what may stand in what, in order."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_ANY = "(acc|bar|box|d|eqArr|f|func|groupChr|limLow|limUpp|m|nary|rad|sPre|sSub|sSubSup|sSup|r)"
_ARGUMENT = f"(argPr )?({_ANY} )*(ctrlPr )?"
_GRAMMAR = {
    "oMathPara": "(oMathParaPr )?(oMath )+",
    "oMathParaPr": "(jc )?",
    "oMath": f"({_ANY} )*",
    "r": "(rPr )?(a:rPr )?(t )+",
    "rPr": "(nor |(scr )?sty )",
    "ctrlPr": "a:rPr ",
    "f": "(fPr )?num den ",
    "fPr": "(type )?(ctrlPr )?",
    "sSub": "(sSubPr )?e sub ",
    "sSup": "(sSupPr )?e sup ",
    "sSubSup": "(sSubSupPr )?e sub sup ",
    "sSubPr": "(ctrlPr )?",
    "sSupPr": "(ctrlPr )?",
    "sSubSupPr": "(alnScr )?(ctrlPr )?",
    "d": "(dPr )?(e )+",
    "dPr": "(begChr )?(sepChr )?(endChr )?(grow )?(shp )?(ctrlPr )?",
    "nary": "(naryPr )?sub sup e ",
    "naryPr": "(chr )?(limLoc )?(grow )?(subHide )?(supHide )?(ctrlPr )?",
    "func": "(funcPr )?fName e ",
    "funcPr": "(ctrlPr )?",
    "rad": "(radPr )?deg e ",
    "radPr": "(degHide )?(ctrlPr )?",
    "eqArr": "(eqArrPr )?(e )+",
    "eqArrPr": "(baseJc )?(maxDist )?(objDist )?(rSpRule )?(rSp )?(ctrlPr )?",
    **dict.fromkeys(("e", "sub", "sup", "num", "den", "deg", "fName"), _ARGUMENT),
    **dict.fromkeys(("t", "jc", "sty", "nor", "chr", "limLoc", "begChr", "endChr"), ""),
    **dict.fromkeys(("subHide", "supHide", "degHide"), ""),
}


def mistakes(element: Element) -> Iterator[str]:
    """Yield what in an element of Office Math is against its grammar."""
    kind = element.tag.removeprefix(MATH)
    if element.tag.startswith(DRAWING):
        return  # letters of the slide, which are no mathematics
    found = "".join(f"{_short(child.tag)} " for child in element)
    allowed = _GRAMMAR.get(kind)
    if allowed is None or not re.fullmatch(allowed, found):
        yield f"{kind} holds {found}"
    for child in element:
        yield from mistakes(child)


def _short(tag: str) -> str:
    return tag.replace(MATH, "").replace(DRAWING, "a:")
