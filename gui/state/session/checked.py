"""Whether a state that was read can be one: what its types do not say.

Where an action chooses something, it is asked whether it would choose what was read.
"""

from collections.abc import Callable
from math import isfinite

from msgspec.structs import replace

from engine.curves.gallery import CURVES, SURFACES
from engine.curves.parsing import BadFormula, parse
from engine.hidden import is_name
from engine.text.session.pieces import BadSession
from engine.written.quantity import Kind
from gui.state.choices import MOST_BALLS, NETWORK, RANDOM, TYPED, Ball
from gui.state.curve import actions as curve
from gui.state.neuron import actions as neuron
from gui.state.plane import actions as plane
from gui.state.refusal import Refused
from gui.state.run import derived
from gui.state.run.kept import LONGEST_NAME, MOST_DRAWN
from gui.state.session.checked_lesson import check_lesson
from gui.state.state import State
from gui.state.sweep import actions as sweep
from gui.state.view import actions as view

_IN_PATHS = frozenset("/\\\0")
_PARAMETERS = (Kind.WEIGHT, Kind.BIAS)


def check(state: State) -> None:
    """Raise BadSession with the place of what cannot be, and why."""
    _check_moment(state)
    _check_holding(_of_view(state) + _of_landscape(state) + _of_the_rest(state))
    for place, choose in _CHOSEN.items():
        try:
            choose(state)
        except Refused as refused:
            raise BadSession.of(replace(refused.fault, place=f"state.{place}")) from None
    if state.lesson is not None:
        check_lesson(state.lesson)
        check(state.lesson.start)


def _check_holding(claims: list[tuple[str, bool]]) -> None:
    for place, holds in claims:
        if not holds:
            raise BadSession("session.impossible", f"state.{place}")


def _check_moment(state: State) -> None:
    run, cursor = state.document.run, state.cursor
    if not 0 <= cursor.step <= state.trained <= run.steps:
        raise BadSession("session.step", "state.cursor.step", step=cursor.step, steps=run.steps)
    beats = len(derived.beats(state))
    _check_holding(
        [("cursor.beat", 0 <= cursor.beat < beats), ("cursor.part", 0 <= cursor.part <= 1)]
    )


def _of_view(state: State) -> list[tuple[str, bool]]:
    shown = state.view
    training = shown.training_speed
    slowest, fastest = view.SLOWEST_TRAINING, view.FASTEST_TRAINING
    return [
        ("view.row", shown.row >= 0),
        ("view.followed", shown.followed is None or shown.followed >= 0),
        ("view.speed", view.SLOWEST <= shown.speed <= view.FASTEST),
        ("view.scale", view.SCALES[0] <= shown.scale <= view.SCALES[-1]),
        ("view.training_speed", training is None or slowest <= training <= fastest),
    ]


def _of_landscape(state: State) -> list[tuple[str, bool]]:
    chosen = state.curve
    axes = state.plane.axes or ()
    of_network = all(each.kind in _PARAMETERS for each in axes)  # perhaps of one drawn before
    return [
        ("curve.curve", chosen.curve in (NETWORK, TYPED, *CURVES)),
        ("curve.formula", _is_formula(chosen.formula)),
        ("curve.start", chosen.start is None or abs(chosen.start) <= curve.FARTHEST),
        ("curve.steps", 0 <= chosen.steps <= curve.MOST_STEPS),
        ("curve.part", 0 <= chosen.part <= 1),
        ("curve.balls", 0 < len(chosen.balls) <= MOST_BALLS and all(map(_is_ball, chosen.balls))),
        ("plane.surface", state.plane.surface in (NETWORK, RANDOM, *SURFACES)),
        ("plane.axes", of_network and len(set(axes)) == len(axes)),
        ("plane.start", all(abs(each) <= plane.FARTHEST for each in state.plane.start or ())),
        ("plane.half_width", 0 < (state.plane.half_width or 1.0) <= plane.FARTHEST),
        ("plane.ball", _is_ball(state.plane.ball)),
    ]


def _of_the_rest(state: State) -> list[tuple[str, bool]]:
    kept, chosen, name = state.kept, state.regions, state.document.name
    slots = [each.slot for each in kept if each.slot is not None]
    return [
        ("document.name", not _IN_PATHS & set(name)),
        ("document.hidden", all(map(is_name, state.document.hidden))),
        ("inputs.pair", min(state.inputs.pair) >= 0 and len(set(state.inputs.pair)) == 2),
        ("regions.output", chosen.output is None or chosen.output >= 0),
        ("regions.pen", chosen.pen.label >= 0 and isfinite(chosen.pen.target)),
        ("kept", all(0 <= each.steps <= each.document.run.steps for each in kept)),
        ("kept", all(0 < len(each.name) <= LONGEST_NAME for each in kept)),
        ("kept", len({each.key for each in kept}) == len(kept)),
        ("kept", len(set(slots)) == len(slots) and set(slots) <= set(range(MOST_DRAWN))),
    ]


_CHOSEN: dict[str, Callable[[State], object]] = {
    "selected": lambda state: view.select(replace(state, selected=None), state.selected),
    "view.theme": lambda state: view.set_theme(state, state.view.theme),
    "view.digits": lambda state: view.set_digits(state, state.view.digits),
    "view.more_steps": lambda state: view.set_more_steps(state, state.view.more_steps),
    "view.notation": lambda state: view.set_notation(state, state.view.notation.loss, True, True),
    "curve.limits": lambda state: curve.set_limits(state, *(state.curve.limits or (0.0, 1.0))),
    "curve.distance": lambda state: curve.set_distance(state, state.curve.distance),
    "plane.seed": lambda state: plane.set_seed(state, state.plane.seed),
    "neuron.loss": lambda state: neuron.choose_loss(state, state.neuron.loss),
    "neuron.activation": lambda state: neuron.choose_activation(state, state.neuron.activation),
    "neuron.x": lambda state: neuron.set_input(state, state.neuron.x),
    "neuron.w": lambda state: neuron.set_weight(state, state.neuron.w),
    "neuron.b": lambda state: neuron.set_bias(state, state.neuron.b),
    "neuron.y": lambda state: neuron.set_target(state, state.neuron.y),
    "sweep.count": lambda state: sweep.set_count(state, state.sweep.count),
    "sweep.seeds": lambda state: sweep.set_seeds(state, state.sweep.seeds),
    "sweep.steps": lambda state: sweep.set_steps(state, state.sweep.steps),
}


def _is_ball(ball: Ball) -> bool:
    try:
        made = ball.descends_by
    except (KeyError, TypeError):  # an optimiser, or a parameter of one, that there is none
        return False
    values = zip(made.parameters, made.values, strict=True)
    within = all(isfinite(value) and each.range.holds(value) for each, value in values)
    return within and ball.rate > 0 and isfinite(ball.rate)


def _is_formula(text: str) -> bool:
    try:
        parse(text)
    except BadFormula:
        return False
    return True
