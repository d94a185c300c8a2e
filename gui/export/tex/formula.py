"""A derivation of a figure as LaTeX in the room that it has there."""

from itertools import pairwise

from engine.text.latex import Inks, latex_pieces, to_latex
from engine.text.recomputed import EQUALS, WrittenLine
from engine.text.writing import Digits
from engine.written.expression import Number, Role
from gui.export.tex.letters import tex_math
from gui.export.tex.palette import TexPalette
from gui.export.tex.statements import BP, Verbatim, length, number
from gui.formula.layout import PrintedFormula
from gui.formula.meaning import FormulaMeaning
from gui.look.theme import Theme

_STRUT = 0.9  # em, as on screen
_CONTINUED = r"\\[-.25em]"  # the next part of a line is nearer than the next line
_NO_INKS: Inks = {}
_TALL = {r"\left(": r"\Bigl(", r"\right)": r"\Bigr)"}


def formula(meaning: FormulaMeaning, palette: TexPalette) -> Verbatim:
    """Return what sets a formula at the upper left corner of its room, no larger than that."""
    x, y, width, height = meaning.room
    inks = _inks(meaning.theme, palette)
    lines = formula_lines(meaning.said, inks)
    size = f"{{{BP * meaning.size:.2f}}}{{{_STRUT * BP * meaning.size:.2f}}}"
    at = f"({number(x)},{number(y)})"
    text = palette.name(meaning.theme.text)
    room = f"{{{length(width)}}}{{{length(height)}}}"
    return Verbatim(
        f"\\node[formula={size}, text={text}] at {at} {{\\fitted{room}{{$\n"
        f"  \\begin{{aligned}}\n{lines}\n  \\end{{aligned}}$}}}};"
    )


def formula_lines(said: PrintedFormula, inks: Inks = _NO_INKS) -> str:
    """Return the lines of an `aligned` environment, broken where they are on screen."""
    return tex_math("\n".join(_lines(said, inks)))


def _inks(theme: Theme, palette: TexPalette) -> Inks:
    return {role: palette.name(theme.role(role)) for role in Role if role is not Role.PLAIN}


def _lines(said: PrintedFormula, inks: Inks) -> list[str]:
    found = []
    for index, (line, breaks) in enumerate(zip(said.lines, said.breaks, strict=True)):
        bold = said.bold_result and index == len(said.lines) - 1
        left = "" if line.left is None else to_latex(line.left, said.digits, inks=inks)
        pieces = _right(said, line, inks, bold)
        bounds = [0, *breaks, len(pieces)]
        parts = ["".join(pieces[start:end]).strip() for start, end in pairwise(bounds)]
        if len(parts) > 1:
            parts = [_with_fixed_fences(part) for part in _with_whole_words(parts)]
        sign = "=" if line.sign == EQUALS else r"\approx"
        rows = [f"    {left} &{sign} {parts[0]}"]
        rows += [rf"    &\phantom{{{sign}}}\quad {{}}{part}" for part in parts[1:]]
        found.append(f" {_CONTINUED}\n".join(rows))
    return [f"{each} \\\\" for each in found[:-1]] + found[-1:]


def _right(said: PrintedFormula, line: WrittenLine, inks: Inks, bold: bool) -> list[str]:
    """Return the pieces of a right side, as many as the line has on screen."""
    if bold and isinstance(line.right, Number):
        return [rf"\mathbf{{{to_latex(line.right, said.digits, inks=inks)}}}"]
    digits = Digits(said.digits, line.extra)
    pieces = latex_pieces(line.right, digits, elided=said.elided, inks=inks)
    if line.result is not None:
        pieces.append(" =" if line.result_sign == EQUALS else r" \approx")
        result = to_latex(line.result, said.digits, inks=inks)
        pieces.append(f" {result}" if line.result.asked else rf" \mathbf{{{result}}}")
    return pieces


def _with_whole_words(parts: list[str]) -> list[str]:
    """Return parts with braces of their own around words that go on in the next one."""
    found, opening = [], ""
    for part in parts:
        whole = opening + part
        goes_on = whole.count("{") > whole.count("}")
        found.append(f"{whole}}}" if goes_on else whole)
        opening = r"\text{" if goes_on else ""
    return found


def _with_fixed_fences(part: str) -> str:
    """Return a part whose parentheses may close in another one."""
    if part.count(r"\left(") == part.count(r"\right)"):
        return part
    for stretched, fixed in _TALL.items():
        part = part.replace(stretched, fixed)
    return part
