"""Measures and draws the letters of formulas: STIX Two Math, and the system's for words."""

import importlib.util
from functools import cache, lru_cache
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainterPath, QPainterPathStroker, QRawFont

from gui.formula.boxes import Extent, Face, Metrics, Stretched
from gui.formula.variants import taller_forms
from gui.look.fonts import sized

OUTLINE_SIZE = 100.0  # the size at which letters are measured and their outlines kept
_FILE = Path("fonts", "STIXTwoMath-Regular.ttf")
_BOLD_DIGITS = {ord("0") + i: chr(0x1D7CE + i) for i in range(10)}
_BOLD_STROKE = 2.5  # around signs that the font has no bold form of
_TALL_ENOUGH = 0.97  # of the height asked for


class _Glyph(Struct, frozen=True, eq=False):
    """One outline with its measures, at OUTLINE_SIZE."""

    path: QPainterPath
    advance: float
    left: float
    right: float
    above: float
    below: float


class _FontMetrics(Struct, frozen=True):
    """The measures of the letters that `outline` and `glyph_outline` return."""

    def extent(self, text: str, face: Face) -> Extent:
        return _extent(text, face)

    def stretched(self, sign: str, height_em: float) -> Stretched:
        return _stretched(sign, round(height_em, 3))


def metrics() -> Metrics:
    """Return the measures of the letters that `paint` draws; a QGuiApplication must exist."""
    return _FontMetrics()


@lru_cache(maxsize=4096)
def outline(text: str, face: Face) -> QPainterPath:
    """Return the outline of a run of letters, from the left end of its baseline."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    if face is Face.WORDS:
        path.addText(0.0, 0.0, _words_font(), text)
        return path
    x = 0.0
    for letter in text:
        glyph = _letter(letter, face)
        path.addPath(glyph.path.translated(x, 0.0))
        x += glyph.advance
    return path


@cache
def glyph_outline(glyph: int) -> QPainterPath:
    """Return the outline of a glyph of the mathematical font by its number."""
    return _glyph(glyph).path


@lru_cache(maxsize=4096)
def _extent(text: str, face: Face) -> Extent:
    if face is Face.WORDS:
        return _words_extent(text)
    x, left, right, above, below = 0.0, 0.0, 0.0, -OUTLINE_SIZE, -OUTLINE_SIZE
    for letter in text:
        glyph = _letter(letter, face)
        left, right = min(left, x + glyph.left), max(right, x + glyph.right)
        above, below = max(above, glyph.above), max(below, glyph.below)
        x += glyph.advance
    return Extent(*(px / OUTLINE_SIZE for px in (x, left, right, above, below)))


def _words_extent(text: str) -> Extent:
    ink = outline(text, Face.WORDS).boundingRect()
    advance = QFontMetricsF(_words_font()).horizontalAdvance(text)
    extent = (advance, ink.left(), ink.right(), -ink.top(), ink.bottom())
    return Extent(*(px / OUTLINE_SIZE for px in extent))


@lru_cache(maxsize=1024)
def _stretched(sign: str, height_em: float) -> Stretched:
    """Take the first form that is tall enough; pull the tallest where none is."""
    for form in taller_forms(_math_table(), _number_of(sign)):
        glyph = _glyph(form)
        height = (glyph.above + glyph.below) / OUTLINE_SIZE
        if height >= _TALL_ENOUGH * height_em:
            break
    pull = max(height_em / height, 1.0) if height < _TALL_ENOUGH * height_em else 1.0
    across = (glyph.advance, glyph.left, glyph.right)
    upright = (glyph.above * pull, glyph.below * pull)
    return Stretched(form, Extent(*(px / OUTLINE_SIZE for px in (*across, *upright))), pull)


@cache
def _math_font() -> QRawFont:
    """The file is found without importing ziamath, which would take a tenth of a second."""
    package = importlib.util.find_spec("ziamath")
    if package is None or package.origin is None:
        raise LookupError("the package ziamath, which brings the mathematical font")
    path = Path(package.origin).parent / _FILE
    font = QRawFont(str(path), OUTLINE_SIZE, QFont.HintingPreference.PreferNoHinting)
    if not font.isValid():
        raise LookupError(f"a font at {path}")
    return font


@cache
def _math_table() -> bytes:
    return bytes(_math_font().fontTable("MATH").data())


@cache
def _words_font() -> QFont:
    font = QFont(sized(OUTLINE_SIZE))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _number_of(letter: str) -> int:
    return _math_font().glyphIndexesForString(letter)[0]


@cache
def _letter(letter: str, face: Face) -> _Glyph:
    if face is not Face.BOLD:
        return _glyph(_number_of(letter))
    bold = letter.translate(_BOLD_DIGITS)
    if bold != letter:
        return _glyph(_number_of(bold))
    thin = _glyph(_number_of(letter))
    stroker = QPainterPathStroker()
    stroker.setWidth(_BOLD_STROKE)
    return _measured(thin.path.united(stroker.createStroke(thin.path)), thin.advance)


@cache
def _glyph(glyph: int) -> _Glyph:
    font = _math_font()
    return _measured(font.pathForGlyph(glyph), font.advancesForGlyphIndexes([glyph])[0].x())


def _measured(path: QPainterPath, advance: float) -> _Glyph:
    path.setFillRule(Qt.FillRule.WindingFill)
    ink = path.boundingRect()
    return _Glyph(path, advance, ink.left(), ink.right(), -ink.top(), ink.bottom())
