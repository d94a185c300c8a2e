"""What can be done with the curve and the balls on it: one plain function each."""

from math import isfinite

from msgspec.structs import replace

from engine.curves.gallery import CURVES
from engine.curves.parsing import BadFormula, parse
from engine.optimizers import OPTIMIZERS
from engine.written.quantity import Quantity
from gui.state.action import action, the_later_unless_ended
from gui.state.choices import MOST_BALLS, NETWORK, TYPED, Ball, CurveChoice
from gui.state.curve import derived as curve_derived
from gui.state.experiment.editing import set_learning_rate
from gui.state.refusal import Refused
from gui.state.state import Mode, State

MOST_STEPS = 100_000
NARROWEST = 1e-9  # range, relative to where it lies
FARTHEST = 1e15  # of what is drawn


@action("curve.choose_curve")
def choose_curve(state: State, name: str) -> State:
    """Show another curve; the balls begin anew, on the gallery's with a rate that suits it."""
    if name == state.curve.curve:
        return state
    if name not in (NETWORK, TYPED, *CURVES):
        raise Refused("refused.no-curve", name=name)
    chosen = _anew(replace(state.curve, curve=name, limits=None))
    if name != NETWORK:
        rate = curve_derived.TYPED_RATE if name == TYPED else CURVES[name].rate
        chosen = replace(chosen, balls=(Ball(rate), *chosen.balls[1:]))
    return _with(state, chosen)


@action("curve.type_formula")
def type_formula(state: State, text: str) -> State:
    """Show the curve of a formula; one that cannot be read leaves everything as it is."""
    low, high = curve_derived.TYPED_RANGE
    try:
        parse(text)
    except BadFormula as problem:
        raise Refused(
            "refused.formula", problem=problem.fault, character=problem.at + 1, text=text[:60]
        ) from None
    typed = _anew(replace(state.curve, curve=TYPED, formula=text, limits=None))
    shown = replace(state, curve=typed)
    if not any(map(isfinite, curve_derived.sampled(shown, low, high)[1])):
        raise Refused("refused.no-value", text=text, low=f"{low:g}", high=f"{high:g}")
    return _with(state, typed)


@action("curve.place_balls")
def place_balls(state: State, w: float) -> State:
    """Let all balls start from a place."""
    if not isfinite(w) or abs(w) > FARTHEST:
        raise Refused("refused.no-place-for-ball", w=w)
    chosen = replace(curve_derived.choice(state), start=w, steps=0, part=1.0)
    return _with(state, replace(chosen, anchor=_anchor(state)))


@action("curve.step_down")
def step_down(state: State) -> State:
    """Let every ball take one step."""
    return replace(_next_step(state), mode=Mode.ONE_DESCENT)


@action("curve.step_back")
def step_back(state: State) -> State:
    """Take the newest step of every ball back."""
    chosen = curve_derived.choice(state)
    back = replace(chosen, steps=max(chosen.steps - 1, 0), part=1.0)
    return _with(state, back)


@action("curve.toggle_descending")
def toggle_descending(state: State) -> State:
    """Let the balls step on by themselves, or stop them."""
    if state.mode in (Mode.DESCENDING, Mode.ONE_DESCENT):
        return replace(state, mode=Mode.PAUSED)
    return replace(_next_step(state), mode=Mode.DESCENDING)


@action("curve.reset_balls")
def reset_balls(state: State) -> State:
    """Put the balls back where they started; once more, to the present weight."""
    chosen = curve_derived.choice(state)
    if chosen.steps == 0:
        return _with(state, _anew(chosen))
    return _with(state, replace(chosen, steps=0, part=1.0))


@action("curve.fall_to", merged=the_later_unless_ended)
def fall_to(state: State, steps: int, part: float) -> State:
    """Let the balls move on to so many steps, and so far into the newest; one alone stops there."""
    chosen = curve_derived.choice(state)
    if not (chosen.steps <= steps <= MOST_STEPS and 0 <= part <= 1):
        raise Refused("refused.balls-not-ahead", steps=steps, part=part)
    anchor = chosen.anchor if steps == chosen.steps else _anchor(state)
    moved = replace(chosen, steps=steps, part=part, anchor=anchor)
    ends = state.mode is Mode.ONE_DESCENT and part == 1
    return replace(state, curve=moved, held=0.0, mode=Mode.PAUSED if ends else state.mode)


@action("curve.set_ball_rate", undone_as="learning-rate")
def set_ball_rate(state: State, index: int, rate: float) -> State:
    """Change one ball's learning rate; its trail becomes what it would have been.

    That of the first one on the network's curve is the training's.
    """
    if index == 0 and curve_derived.is_network(state):
        return set_learning_rate(state, rate)
    if not (rate > 0 and isfinite(rate)):
        raise Refused("refused.learning-rate", rate=rate)
    return _with_ball(state, index, rate=rate)


@action("curve.set_ball_optimizer")
def set_ball_optimizer(state: State, index: int, name: str) -> State:
    if name not in OPTIMIZERS:
        raise Refused("refused.no-optimizer", name=name)
    return _with_ball(state, index, optimizer=name)


@action("curve.add_ball")
def add_ball(state: State) -> State:
    """Add a ball with half the rate of the last one."""
    chosen = state.curve
    if len(chosen.balls) >= MOST_BALLS:
        raise Refused("refused.most-balls", most=MOST_BALLS)
    last = curve_derived.balls(state)[-1]
    new = Ball(float(f"{last.rate / 2:.3g}"))
    return _with(state, replace(chosen, balls=(*chosen.balls, new)))


@action("curve.remove_ball")
def remove_ball(state: State, index: int) -> State:
    """Take a ball away; the first one stays."""
    chosen = state.curve
    if not 0 < index < len(chosen.balls):
        raise Refused("refused.ball-stays", ball=index + 1)
    kept = chosen.balls[:index] + chosen.balls[index + 1 :]
    return _with(state, replace(chosen, balls=kept))


@action("curve.foretell")
def foretell(state: State, foretold: bool) -> State:
    """Say how the balls will move before they have, or let a class guess."""
    return _with(state, replace(state.curve, foretold=foretold))


@action("curve.set_limits")
def set_limits(state: State, low: float, high: float) -> State:
    """Show the curve between two weights."""
    if not (isfinite(low) and isfinite(high) and max(abs(low), abs(high)) <= FARTHEST):
        raise Refused("refused.range-undrawable", low=low, high=high)
    if high - low <= NARROWEST * max(abs(low), abs(high), 1.0):
        raise Refused("refused.range-backwards", low=low, high=high)
    return _with(state, replace(state.curve, limits=(low, high), limits_of=_anchor(state)))


@action("curve.free_limits")
def free_limits(state: State) -> State:
    """Choose the range automatically again."""
    return _with(state, replace(state.curve, limits=None))


@action("curve.set_distance")
def set_distance(state: State, distance: float) -> State:
    """Put the two points of the secant so far apart."""
    if not (distance > 0 and isfinite(distance)):
        raise Refused("refused.distance", distance=distance)
    return _with(state, replace(state.curve, distance=distance))


@action("curve.set_central")
def set_central(state: State, central: bool) -> State:
    return _with(state, replace(state.curve, central=central))


def _anew(chosen: CurveChoice) -> CurveChoice:
    return replace(chosen, start=None, steps=0, part=1.0, anchor=None)


def _anchor(state: State) -> tuple[Quantity, int] | None:
    return curve_derived.anchor(state) if curve_derived.is_network(state) else None


def _next_step(state: State) -> State:
    chosen = curve_derived.choice(state)
    if chosen.steps >= MOST_STEPS:
        raise Refused("refused.balls-at-end", most=MOST_STEPS)
    moved = replace(chosen, steps=chosen.steps + 1, part=0.0, anchor=_anchor(state))
    return replace(state, curve=moved)


def _with_ball(state: State, index: int, **changes: object) -> State:
    if not 0 <= index < len(state.curve.balls):
        raise Refused("refused.no-ball", ball=index + 1)
    chosen = list(state.curve.balls)
    chosen[index] = replace(chosen[index], **changes)  # named by callers
    return _with(state, replace(state.curve, balls=tuple(chosen)))


def _with(state: State, chosen: CurveChoice) -> State:
    return state if chosen == state.curve else replace(state, curve=chosen)
