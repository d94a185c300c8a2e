"""Every action there is: who imports this has the registry whole."""

from gui.state import keeper
from gui.state.action import ACTIONS
from gui.state.curve import actions as curve_actions
from gui.state.exercise import actions as exercise_actions
from gui.state.experiment import (
    challenge,
    conventions,
    diverged,
    editing,
    layers,
    original,
    samples,
    source,
    weights,
)
from gui.state.experiment import training as training_settings
from gui.state.hiding import actions as hiding_actions
from gui.state.inputs import actions as inputs_actions
from gui.state.lesson import actions as lesson_actions
from gui.state.lesson import following
from gui.state.neuron import actions as neuron_actions
from gui.state.plane import actions as plane_actions
from gui.state.regions import actions as regions_actions
from gui.state.regions import pen
from gui.state.results import actions as results_actions
from gui.state.run import actions as run_actions
from gui.state.run import branching, kept, training
from gui.state.session import actions as session_actions
from gui.state.sweep import actions as sweep_actions
from gui.state.view import actions as view_actions

__all__ = ["ACTIONS"]

ROOMS = (
    *(
        run_actions,
        training,
        branching,
        editing,
        conventions,
        challenge,
        diverged,
        original,
        samples,
        layers,
        training_settings,
        weights,
        source,
        curve_actions,
        plane_actions,
        neuron_actions,
        regions_actions,
        results_actions,
        pen,
    ),
    *(inputs_actions, exercise_actions, kept, sweep_actions, view_actions, session_actions),
    *(keeper, hiding_actions, lesson_actions, following),
)
