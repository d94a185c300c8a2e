"""Writes a formula as an equation of PowerPoint, with a picture for programs that know none."""

from collections.abc import Sequence
from itertools import groupby

from engine.text.plain import derivation_to_text
from engine.written.expression import Equation
from gui.export.slides.clipping import area_of_box
from gui.export.slides.equations import equation_of
from gui.export.slides.freeform import bounds, corners_of, frame, preset
from gui.export.slides.ink import SlideScale
from gui.export.slides.naming import ShapeNames
from gui.export.slides.seen import PlainMark
from gui.export.slides.shapes import group, many, shape
from gui.formula.meaning import FormulaMeaning
from gui.recording.marks import AreaMark, BoxMark

_SPACES = (
    'xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" '
    'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"'
)
_BODY = (
    '<a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" anchor="ctr">'
    "<a:noAutofit/></a:bodyPr><a:lstStyle/>"
)
# LibreOffice would take what requires a14 alone, and set it without its colours and alignment:
# PowerPoint, which has all of both since 2010, takes it as well where p14 is required beside it
_REQUIRED = "a14 p14"


def formula(
    names: ShapeNames, meaning: FormulaMeaning, marks: Sequence[PlainMark], scale: SlideScale
) -> str:
    """Return a formula in its room. marks: the same as it is painted, for other programs."""
    label = names.label("", "formula", _read_out(meaning))
    left = '<m:oMathParaPr><m:jc m:val="left"/></m:oMathParaPr>'
    said = f"<m:oMathPara>{left}<m:oMath>{equation_of(meaning, scale)}</m:oMath></m:oMathPara>"
    end = f'<a:endParaRPr lang="en-US" sz="{scale.type(meaning.size)}"/>'
    text = f'<a:p><a:pPr algn="l"/><a14:m>{said}</a14:m>{end}</a:p>'
    looks = frame(meaning.room, scale) + preset("rect") + "<a:noFill/>"
    native = shape(label, looks, f"<p:txBody>{_BODY}{text}</p:txBody>", is_text=True)
    inks = sorted(map(_as_area, marks), key=lambda mark: str(mark.fill))
    parts = [
        many(names.label("", "shape"), list(alike), scale)
        for _, alike in groupby(inks, key=lambda mark: mark.fill)
    ]
    picture = group(label, bounds(corners_of([s for i in inks for s in i.steps])), scale, parts)
    return (
        f'<mc:AlternateContent><mc:Choice {_SPACES} Requires="{_REQUIRED}">{native}</mc:Choice>'
        f"<mc:Fallback>{picture}</mc:Fallback></mc:AlternateContent>"
    )


def _as_area(mark: PlainMark) -> AreaMark:
    if isinstance(mark, BoxMark):
        return area_of_box(mark)
    assert isinstance(mark, AreaMark), f"a formula is painted with areas, not with {mark}"
    return mark


def _read_out(meaning: FormulaMeaning) -> str:
    said = meaning.said
    lines = [Equation(line.left, line.right, line.result) for line in said.lines]
    return derivation_to_text(lines, said.digits, elided=said.elided)
