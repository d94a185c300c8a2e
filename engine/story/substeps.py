"""The step of a ball, cut into the small steps its optimiser takes, each with its numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from engine.optimizers import (
    ADAGRAD_EPS,
    ADAM_EPS,
    ADAMW_DECAY,
    BETA_1,
    BETA_2,
    MOMENTUM,
    RMSPROP_ALPHA,
    RMSPROP_EPS,
)
from engine.story.expression import (
    Call,
    Equation,
    Expr,
    Fraction,
    Number,
    Power,
    Product,
    Role,
    Sum,
    Symbol,
    evaluate,
)
from engine.story.shapes import ONE, TWO, minus
from engine.story.step_shapes import averaged, constant


class Substep(Enum):
    """What a line of an optimiser's step does."""

    STEP = auto()
    VELOCITY = auto()
    VELOCITY_STEP = auto()
    LOOK_AHEAD = auto()
    LOOK_AHEAD_STEP = auto()
    SQUARES = auto()
    AVERAGE_SQUARE = auto()
    AVERAGE_SLOPE = auto()
    UNBIASED_SLOPE = auto()
    UNBIASED_SQUARE = auto()
    SCALED_STEP = auto()
    DECAY = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """One small step: what it does, and its formula with numbers and result."""

    substep: Substep
    equation: Equation


@dataclass(frozen=True, slots=True)
class _Start:
    """The numbers a step begins with: count is the number of this step, counted from 1."""

    w: Number
    slope: Number
    slots: Sequence[Number]
    rate: Number
    count: int


def substeps(
    optimizer: str,
    letter: Symbol,
    w: float,
    slope: float,
    slots: Sequence[float],
    rate: float,
    count: int,
) -> tuple[Line, ...]:
    """Return the lines of one step of one number; the last one gives its new value.

    slots: what the optimiser remembers of it; count: the number of this step, counted from 1.
    """
    start = _Start(
        Number(w, Role.VALUE),
        Number(slope, Role.GRADIENT),
        [Number(slot, Role.GRADIENT) for slot in slots],
        Number(rate, Role.GRADIENT),
        count,
    )
    return _WRITERS[optimizer](letter, start)


def _line(substep: Substep, left: Symbol, right: Expr) -> Line:
    value = evaluate(right, {})
    return Line(substep, Equation(left, right, Number(value, left.role)))


def _value(line: Line) -> Number:
    assert line.equation.result is not None
    return line.equation.result


def _gradient(name: str, sup: str = "new") -> Symbol:
    return Symbol(name, sup=sup, role=Role.GRADIENT)


def _new(letter: Symbol) -> Symbol:
    marks = f"{letter.sup} new".strip()
    return Symbol(letter.name, letter.sub, marks, role=Role.VALUE)


def _sgd(letter: Symbol, at: _Start) -> tuple[Line, ...]:
    return (_line(Substep.STEP, _new(letter), minus(at.w, Product((at.rate, at.slope)))),)


def _velocity(at: _Start) -> Line:
    kept = Product((constant(MOMENTUM), at.slots[0]))
    return _line(Substep.VELOCITY, _gradient("v"), Sum((kept, at.slope)))


def _momentum(letter: Symbol, at: _Start) -> tuple[Line, ...]:
    velocity = _velocity(at)
    step = minus(at.w, Product((at.rate, _value(velocity))))
    return velocity, _line(Substep.VELOCITY_STEP, _new(letter), step)


def _nesterov(letter: Symbol, at: _Start) -> tuple[Line, ...]:
    velocity = _velocity(at)
    ahead = Sum((at.slope, Product((constant(MOMENTUM), _value(velocity)))))
    look = _line(Substep.LOOK_AHEAD, _gradient("d", ""), ahead)
    step = minus(at.w, Product((at.rate, _value(look))))
    return velocity, look, _line(Substep.LOOK_AHEAD_STEP, _new(letter), step)


def _scaled(letter: Symbol, w: Expr, rate: Number, above: Expr, square: Expr, eps: float) -> Line:
    below = Sum((Call("√", (square,)), Number(eps)))
    step = minus(w, Product((rate, Fraction(above, below))))
    return _line(Substep.SCALED_STEP, _new(letter), step)


def _adagrad(letter: Symbol, at: _Start) -> tuple[Line, ...]:
    squares = _line(Substep.SQUARES, _gradient("s"), Sum((at.slots[0], Power(at.slope, TWO))))
    return squares, _scaled(letter, at.w, at.rate, at.slope, _value(squares), ADAGRAD_EPS)


def _rmsprop(letter: Symbol, at: _Start) -> tuple[Line, ...]:
    square = averaged(RMSPROP_ALPHA, at.slots[0], Power(at.slope, TWO))
    kept = _line(Substep.AVERAGE_SQUARE, _gradient("s"), square)
    return kept, _scaled(letter, at.w, at.rate, at.slope, _value(kept), RMSPROP_EPS)


def _unbiased(substep: Substep, name: str, share: float, line: Line, count: int) -> Line:
    below = minus(ONE, Power(constant(share), Number(count, exact=True)))
    return _line(substep, _gradient(name, ""), Fraction(_value(line), below))


def _adam(letter: Symbol, at: _Start) -> tuple[Line, ...]:
    slope = averaged(BETA_1, at.slots[0], at.slope)
    square = averaged(BETA_2, at.slots[1], Power(at.slope, TWO))
    m = _line(Substep.AVERAGE_SLOPE, _gradient("m"), slope)
    s = _line(Substep.AVERAGE_SQUARE, _gradient("s"), square)
    m_fair = _unbiased(Substep.UNBIASED_SLOPE, "m̂", BETA_1, m, at.count)
    s_fair = _unbiased(Substep.UNBIASED_SQUARE, "ŝ", BETA_2, s, at.count)
    last = _scaled(letter, at.w, at.rate, _value(m_fair), _value(s_fair), ADAM_EPS)
    return m, s, m_fair, s_fair, last


def _adamw(letter: Symbol, at: _Start) -> tuple[Line, ...]:
    shrunk = minus(at.w, Product((at.rate, constant(ADAMW_DECAY), at.w)))
    decay = _line(Substep.DECAY, Symbol(letter.name, letter.sub, role=Role.VALUE), shrunk)
    after = _Start(_value(decay), at.slope, at.slots, at.rate, at.count)
    return decay, *_adam(letter, after)


_WRITERS: dict[str, Callable[[Symbol, _Start], tuple[Line, ...]]] = {
    "sgd": _sgd,
    "momentum": _momentum,
    "nesterov": _nesterov,
    "adagrad": _adagrad,
    "rmsprop": _rmsprop,
    "adam": _adam,
    "adamw": _adamw,
}
