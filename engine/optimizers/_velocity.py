"""What momentum and Nesterov's have in common: a velocity that adds up the gradients."""

from collections.abc import Sequence
from functools import partial

import numpy as np

from engine.functions.activation import Op
from engine.functions.optimizer import Part, Substep, Told
from engine.functions.update_ops import scaled
from engine.written.expression import Expr, Product, Role, Sum, Symbol
from engine.written.letters import constant

_VELOCITY = Substep("velocity", Symbol("v", sup="new", role=Role.GRADIENT))


def velocity(momentum: float, told: Told, g: Expr, slots: Sequence[Expr]) -> Expr:
    """Return the new velocity: a share of the old one, and the gradient."""
    return told(_VELOCITY, Sum((Product((constant(momentum), slots[0])), g)))


def velocity_code(momentum: float) -> str:
    """Return the line of a program that brings the velocity up to date."""
    return f"velocity[name] = {momentum} * velocity[name] + g"


def velocity_ops(momentum: float, part: Part) -> list[Op]:
    """Return the calls that bring the velocity up to date on a tape."""
    (kept,) = part.s
    return [scaled(kept, momentum, kept), partial(np.add, kept, part.g, kept)]
