"""The names of what stands in the pictures of the loss against weights."""

from PySide6.QtCore import QCoreApplication

from engine.curves.behaviour import Behaviour, BehaviourKind
from engine.story.formulas.step_shapes import Substep
from engine.text.numbers import short
from gui.state.curve.choice import NETWORK, RANDOM, TYPED


def _tr(text: str) -> str:
    return QCoreApplication.translate("landscape", text)


def curve_name(name: str) -> str:
    return {
        NETWORK: _tr("this network"),
        "parabola": _tr("parabola"),
        "dips": _tr("several dips"),
        "plateau": _tr("long plateau"),
        "cliff": _tr("cliff"),
        "saddle": _tr("saddle in between"),
        "line": _tr("straight line"),
        TYPED: _tr("own formula"),
    }[name]


def surface_name(name: str) -> str:
    return {
        NETWORK: _tr("two weights of this network"),
        RANDOM: _tr("two random directions"),
        "valley": _tr("long valley"),
        "saddle": _tr("saddle"),
        "banana": _tr("bent valley"),
    }[name]


def direction_name(number: int) -> str:
    return _tr("random direction {0}").format(number)


def lowest_label(w: str) -> str:
    return _tr("lowest, at {0}").format(w)


def minimum_label() -> str:
    return _tr("minimum")


def behaviour_name(does: Behaviour, standing: str) -> str:
    """Return what a ball does, in a few words; standing: as of `slice_chart.standing`."""
    if standing == "local":
        return _tr("stuck in a local minimum")
    if standing == "flat":
        return _tr("stuck on flat ground")
    if standing == "lowest":
        return _tr("arrived at the lowest minimum")
    return {
        BehaviourKind.RESTING: _tr("rests: the slope is 0"),
        BehaviourKind.TOO_SMALL: _too_small(does),
        BehaviourKind.CREEPING: _tr("creeping: still on its way"),
        BehaviourKind.MONOTONE: _tr("monotone"),
        BehaviourKind.ONE_STEP: _tr("arrives in one step"),
        BehaviourKind.OSCILLATING: _tr("oscillating but converging"),
        BehaviourKind.CYCLING: _tr("cycling"),
        BehaviourKind.RESTLESS: _tr("jumps about, never settles"),
        BehaviourKind.ENDLESS: _tr("on and on: no minimum"),
        BehaviourKind.DIVERGING: _tr("diverging"),
        BehaviourKind.OUTSIDE: _tr("leaves where the formula has a value"),
    }[does.kind]


def if_trained() -> str:
    return _tr("if it were trained")


def alone(does: str) -> str:
    """Return what a ball does on the network's curve, where no other weight moves."""
    return _tr("alone {0}").format(does)


def _too_small(does: Behaviour) -> str:
    steps = does.more_steps or 0
    if does.exact:
        return _tr("too small: {0} more steps").format(steps)
    return _tr("too small: about {0} more steps").format(short(float(f"{steps:.2g}"), 2))


def substep_sentence(substep: Substep) -> str:
    """Return what a line of an optimiser's step does, as a sentence."""
    return {
        Substep.STEP: _tr(
            "The ball moves against the slope, by the learning rate times the slope:"
        ),
        Substep.VELOCITY_STEP: _tr("The ball moves by the learning rate times the velocity:"),
        Substep.LOOK_AHEAD_STEP: _tr("The ball moves by the learning rate times that sum:"),
        Substep.VELOCITY: _tr("The velocity keeps nine tenths of itself and adds the slope:"),
        Substep.LOOK_AHEAD: _tr("Looking ahead, the velocity counts once more:"),
        Substep.SQUARES: _tr("The squares of all slopes so far are added up:"),
        Substep.AVERAGE_SQUARE: _tr("The average of the squared slopes takes in the newest:"),
        Substep.AVERAGE_SLOPE: _tr("The average of the slopes takes in the newest:"),
        Substep.UNBIASED_SLOPE: _tr("It began at zero, which is made up for:"),
        Substep.UNBIASED_SQUARE: _tr("So did that of the squares:"),
        Substep.SCALED_STEP: _tr("The ball moves by the learning rate, scaled by the root:"),
        Substep.DECAY: _tr("First the weight itself shrinks a little:"),
    }[substep]
