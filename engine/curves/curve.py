"""A loss as a function of one number w."""

from abc import ABC, abstractmethod

import numpy as np

from engine.curves.formula import Term, compiled
from engine.curves.jets import Jet
from engine.frozen import Array


class Curve(ABC):
    """What a picture of the loss against one weight needs to know; NaN where there is no value."""

    @abstractmethod
    def at(self, w: float) -> Jet:
        """Return the loss with its first and second derivative."""

    @abstractmethod
    def slope(self, w: float) -> float:
        """Return the first derivative alone, which may be quicker."""

    @abstractmethod
    def costs(self, values: Array) -> Array:
        """Return the loss at each value; both (count,)."""

    def picture(self, values: Array) -> Array:
        """Return the same as far as a picture can show it, which may be quicker: never a number."""
        return self.costs(values)


class FormulaCurve(Curve):
    """The loss that a formula in w gives."""

    def __init__(self, term: Term) -> None:
        self._jet = compiled(term)

    def at(self, w: float) -> Jet:
        return self._jet({"w": Jet(w, 1.0, 0.0)})

    def slope(self, w: float) -> float:
        return self.at(w).slope

    def costs(self, values: Array) -> Array:
        return np.array([self.at(float(w)).value for w in values])


class Surface:
    """The loss that a formula in w1 and w2 gives."""

    def __init__(self, term: Term) -> None:
        self._jet = compiled(term)

    def gradient(self, first: float, second: float) -> tuple[float, float]:
        """Return the two partial derivatives."""
        along_first = self._jet({"w1": Jet(first, 1.0, 0.0), "w2": Jet(second, 0.0, 0.0)})
        along_second = self._jet({"w1": Jet(first, 0.0, 0.0), "w2": Jet(second, 1.0, 0.0)})
        return along_first.slope, along_second.slope

    def costs(self, firsts: Array, seconds: Array) -> Array:
        """Return the loss at each pair; all of shape (places,)."""
        pairs = zip(firsts.tolist(), seconds.tolist(), strict=True)
        return np.array(
            [self._jet({"w1": Jet(a, 0.0, 0.0), "w2": Jet(b, 0.0, 0.0)}).value for a, b in pairs]
        )
