"""Curves and surfaces for teaching, each with the difficulty it shows."""

from functools import cached_property

from msgspec import Struct

from engine.curves.curve import FormulaCurve, Surface
from engine.curves.parsing import parse


class GalleryCurve(Struct, frozen=True, dict=True):
    """A formula, its derivative as one writes it, the range shown, where a ball starts and how."""

    name: str
    formula: str
    slope: str
    low: float
    high: float
    start: float
    rate: float

    @cached_property
    def curve(self) -> FormulaCurve:
        return FormulaCurve(parse(self.formula))


class GallerySurface(Struct, frozen=True, dict=True):
    """A formula in w1 and w2, the square shown, where a ball starts and how."""

    name: str
    formula: str
    low: float
    high: float
    start: tuple[float, float]
    rate: float

    @cached_property
    def surface(self) -> Surface:
        return Surface(parse(self.formula, ("w1", "w2")))


CURVES = {
    each.name: each
    for each in (
        GalleryCurve("parabola", "(w - 3)^2", "2(w - 3)", -2, 8, 0, 0.2),
        GalleryCurve(
            "dips",
            "0.24(w - 3)^2 + 1 - cos(3(w - 3))",
            "0.48(w - 3) + 3 sin(3(w - 3))",
            -2,
            8,
            0,
            0.05,
        ),
        GalleryCurve(
            "plateau",
            "4 - 4exp(-(w - 4)^2 / 2)",
            "4(w - 4) exp(-(w - 4)^2 / 2)",
            -2,
            8,
            1,
            0.2,
        ),
        GalleryCurve(
            "cliff",
            "3sigmoid(-12(w - 1)) + 0.2(w - 3)^2",
            "0.4(w - 3) - 36 sigmoid(-12(w - 1)) sigmoid(12(w - 1))",
            -2,
            8,
            -1,
            0.3,
        ),
        GalleryCurve("saddle", "0.1w^4 - 0.4w^3 + 2.7", "0.4w^2 (w - 3)", -2, 5, -1, 0.1),
        GalleryCurve("line", "0.5w + 2", "0.5", -2, 8, 4, 0.5),
    )
}
SURFACES = {
    each.name: each
    for each in (
        GallerySurface("valley", "0.05w1^2 + w2^2", -6, 6, (-5, 3), 0.8),
        GallerySurface("saddle", "0.5w1^2 - 0.5w2^2 + 0.05w2^4", -4, 4, (-3, 0.05), 0.2),
        GallerySurface("banana", "(1 - w1)^2 + 5(w2 - w1^2)^2", -2, 2, (-1.2, 1), 0.02),
    )
}
