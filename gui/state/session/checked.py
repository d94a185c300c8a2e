"""Whether a state that was read can be one: what its types do not say."""

from engine.activations import ACTIVATIONS
from engine.curves.gallery import CURVES, SURFACES
from engine.curves.parsing import BadFormula, parse
from engine.losses import LOSSES
from engine.shape import in_network
from engine.text.session.pieces import BadSession
from gui.state.choices import NETWORK, RANDOM, TYPED, Ball
from gui.state.run import derived
from gui.state.state import State


def check(state: State) -> None:
    """Raise BadSession with the place of what cannot be."""
    _check_moment(state)
    for place, holds in (
        ("curve.curve", state.curve.curve in (NETWORK, TYPED, *CURVES)),
        ("curve.formula", _is_formula(state.curve.formula)),
        ("curve.steps", state.curve.steps >= 0),
        ("curve.balls", bool(state.curve.balls) and all(map(_is_ball, state.curve.balls))),
        ("plane.surface", state.plane.surface in (NETWORK, RANDOM, *SURFACES)),
        ("plane.ball", _is_ball(state.plane.ball)),
        ("inputs.pair", min(state.inputs.pair) >= 0 and len(set(state.inputs.pair)) == 2),
        ("regions.output", state.regions.output is None or state.regions.output >= 0),
        ("neuron.activation", state.neuron.activation in ACTIVATIONS),
        ("neuron.loss", state.neuron.loss in LOSSES),
        ("kept", all(each.steps <= each.document.run.steps for each in state.kept)),
    ):
        if not holds:
            raise BadSession("session.impossible", f"state.{place}")


def _check_moment(state: State) -> None:
    run, cursor = state.document.run, state.cursor
    if not 0 <= cursor.step <= state.trained <= run.steps:
        raise BadSession("session.step", "state.cursor.step", step=cursor.step, steps=run.steps)
    shape, view = derived.experiment(state).network.shape, state.view
    for place, holds in (
        ("cursor.beat", 0 <= cursor.beat < len(derived.beats(state))),
        ("cursor.part", 0 <= cursor.part <= 1),
        ("selected", state.selected is None or in_network(state.selected, shape)),
        ("view.row", view.row >= 0),
        ("view.followed", view.followed is None or view.followed >= 0),
    ):
        if not holds:
            raise BadSession("session.impossible", f"state.{place}")


def _is_ball(ball: Ball) -> bool:
    try:
        return ball.rate > 0 and ball.descends_by is not None
    except (KeyError, TypeError):  # an optimiser, or a parameter of one, that there is none
        return False


def _is_formula(text: str) -> bool:
    try:
        parse(text)
    except BadFormula:
        return False
    return True
