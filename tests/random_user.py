"""Somebody who does anything at all: actions from the registry, arguments by their type."""

import math
import random
from collections.abc import Callable
from typing import Any

from engine.activations import ACTIVATIONS
from engine.curves.gallery import CURVES, SURFACES
from engine.data.generators import GENERATORS
from engine.data.logic import TRUTH
from engine.experiment import Experiment, Mistake, Training
from engine.initializers import INITIALIZERS
from engine.losses import LOSSES
from engine.optimizers import OPTIMIZERS
from engine.reduction import Reduction
from engine.text.lesson.lesson import Lesson
from engine.written.quantity import Kind, Quantity
from gui.disk import files
from gui.disk.lessons import bundled_lesson
from gui.state.action import Action, Call
from gui.state.catalogue import ACTIONS
from gui.state.choices import NeuronContent, SampleSet, WeightLabels
from gui.state.experiment.conventions import SQUARED
from gui.state.passing import passing
from gui.state.plain import parameters
from gui.state.run import actions, derived, kept
from gui.state.session.session import Session
from gui.state.state import Mode, State, first_state
from gui.state.view.actions import THEMES
from tests.networks import random_experiment

# What is done more often than the rest, or seldom, so that a session gets somewhere.
WEIGHTS = {
    **dict.fromkeys(("run.next_beat", "run.next_step", "run.train"), 4.0),
    **dict.fromkeys(("undo", "view.select", "curve.step_down"), 3.0),
    **dict.fromkeys(("run.play_to", "curve.fall_to"), 2.0),
    **dict.fromkeys(("run.reset", "experiment.choose_squared_error"), 0.3),
    **dict.fromkeys(("regions.show_output",), 0.3),
    **dict.fromkeys(("experiment.add_layer", "experiment.set_neurons", "experiment.new"), 0.3),
    **dict.fromkeys(("experiment.remove_layer", "experiment.remove_neuron"), 0.3),
    **dict.fromkeys(("experiment.set_samples", "experiment.set_noise"), 0.3),
    **dict.fromkeys(("experiment.set_data_seed", "experiment.set_test_fraction"), 0.3),
    **dict.fromkeys(("run.to_last_finite", "experiment.halve_rate"), 0.1),
    # everything is dressed anew, which takes longest
    **dict.fromkeys(("view.set_scale", "view.set_theme", "view.restore_defaults"), 0.1),
    **dict.fromkeys(("experiment.open", "plane.start_from", "experiment.set_parameter"), 0.5),
    **dict.fromkeys(("exercise.begin", "exercise.show_number"), 2.0),
    **dict.fromkeys(("session.restore", "session.reopen"), 0.5),
    **dict.fromkeys(("lesson.open", "lesson.close", "lesson.another"), 0.3),
}
# What an argument called so may be; any other is drawn by its type alone.
NAMES: dict[str, tuple[str, ...]] = {
    "curve.choose_curve": ("network", "network", "typed", *CURVES),
    "curve.type_formula": ("w^2", "sin(w) + 1", "abs(w)/2", "exp(w)", "w +", "sqrt(-1-w^2)", ""),
    "curve.set_ball_optimizer": tuple(OPTIMIZERS),
    "experiment.choose_squared_error": SQUARED,
    "experiment.open": ("somebody's", ""),
    "experiment.set_activation": tuple(ACTIVATIONS),
    "experiment.set_generated": tuple(GENERATORS),
    "experiment.set_init": tuple(INITIALIZERS),
    "experiment.set_logic": tuple(TRUTH),
    "experiment.set_loss": tuple(LOSSES),
    "experiment.set_optimizer": tuple(OPTIMIZERS),
    **dict.fromkeys(("hiding.hide_panel", "hiding.reveal_panel"), ("tree", "check", "numbers")),
    **dict.fromkeys(
        ("hiding.hide_control", "hiding.reveal_control"), ("learning_rate", "sample", "")
    ),
    "exercise.ask_for": ("z", "a", "delta", "dw", "C", "w"),
    "exercise.type_number": ("0.5", "-1", "0.3775", "x", ""),
    "lesson.answer": ("0", "1", "+", "-", "w[2,0,0]", "0,1,2", "0.5", "x", ""),
    "neuron.choose_activation": tuple(ACTIVATIONS),
    "neuron.choose_loss": tuple(LOSSES),
    "plane.choose_surface": ("network", "network", "random", *SURFACES),
    "plane.set_ground_optimizer": tuple(OPTIMIZERS),
    "sweep.choose": ("learning_rate", "optimizer", "seed", "layers[0].neurons", "batch_size", "no"),
    "sweep.set_values": ("0.1, 1", "0.01 .. 1", "1 .. 0", "sgd, adam", "0..9", "..", "x;", ""),
    "run.rename_kept": ("warm start", "A", "Z", " ", "far too long for the name of a run"),
    "results.sort": ("n", "loss", "y[0]", "a[1]", "x[0]", "wrong", "set"),
    "view.set_notation": ("C", "L"),
    "view.set_theme": THEMES,
}
# Which kinds of numbers an action is asked of; of any other, every kind there is here.
SHOWN = (Kind.WEIGHT, Kind.WEIGHT, Kind.BIAS, Kind.A, Kind.DELTA)
KINDS = {
    "plane.choose_axis": (Kind.WEIGHT, Kind.BIAS),
    "experiment.set_parameter": (Kind.WEIGHT, Kind.WEIGHT, Kind.WEIGHT, Kind.BIAS, Kind.DELTA),
}
OF_HIDDEN_LAYERS = {
    "experiment.add_neuron",
    "experiment.remove_layer",
    "experiment.remove_neuron",
    "experiment.set_neurons",
}
POSITIVE = {"distance", "half", "high", "l1", "l2", "rate", "scale", "speed"}
PARTS = {"fraction", "held", "noise", "part"}  # from 0 to 1
EXAMPLES = ("mazur-2-2-2", "hagan-1-2-1", "xor-2-4-1", "moons-2-8-1", "mazur-in-place")
LESSONS = ("08-indices", "12-what-goes-wrong", "13-batches")
SECONDS = (0.016, 0.1, 0.7)


class RandomUser:
    """Draws what to do next, always the same from the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        # by name: the registry has them in the order in which their modules were imported
        self._actions = [ACTIONS[name] for name in sorted(ACTIONS)]
        self._once = self._random.sample(self._actions, len(self._actions))  # nothing is left out
        self._weights = [WEIGHTS.get(each.name, 1.0) for each in self._actions]
        self._examples = [files.read(files.resolve(name)) for name in EXAMPLES]
        self._examples.append(
            random_experiment(
                31,
                samples=4,
                training=Training(0.1, batch_size=3),
                without_bias=frozenset({1}),
                reduction=Reduction.SUM,
            )
        )

        self._lessons = [bundled_lesson(name) for name in LESSONS]
        self._sessions = [Session(_advanced(each)) for each in self._examples[2:4]]

    def next_call(self, state: State) -> Call:
        """Return an action with arguments that may or may not suit the state, or time passing."""
        if state.mode is not Mode.PAUSED and self._random.random() < 0.4:
            call = passing(state, self._random.choice(SECONDS))
            if call is not None:
                return call
        first_round = self._once and self._random.random() < 0.3
        drawn = (
            self._once.pop()
            if first_round
            else self._random.choices(self._actions, self._weights)[0]
        )
        return self.call_of(drawn, state)

    def call_of(self, action: Action[Any], state: State) -> Call:
        """Return an action with arguments that may or may not suit the state."""
        return Call(action, self._arguments(action, state))

    def _arguments(self, action: Action[Any], state: State) -> tuple[object, ...]:
        if action.name == "run.play_to":
            return self._ahead(state)
        if action.name == "curve.fall_to":
            return state.curve.steps + self._random.randrange(3), self._random.random()
        kinds = parameters(action).items()
        return tuple(self._argument(action.name, name, kind, state) for name, kind in kinds)

    def _ahead(self, state: State) -> tuple[int, int, float]:
        step = state.cursor.step + self._random.randrange(2)
        return step, self._random.randrange(len(derived.beats(state))), self._random.random()

    def _argument(self, action: str, name: str, kind: Any, state: State) -> object:  # noqa: ANN401
        draw: dict[Any, Callable[[], object]] = {
            bool: lambda: self._random.random() < 0.5,
            int: lambda: self._whole(action, name, state),
            float: lambda: self._number(name),
            float | None: lambda: None if self._random.random() < 0.2 else self._number(name),
            str: lambda: self._random.choice(NAMES.get(action, ("",))),
            Kind: lambda: self._random.choice(list(Kind)),
            Mistake: lambda: self._random.choice(list(Mistake)),
            SampleSet: lambda: self._random.choice(list(SampleSet)),
            WeightLabels: lambda: self._random.choice(list(WeightLabels)),
            NeuronContent: lambda: self._random.choice(list(NeuronContent)),
            Experiment: lambda: self._random.choice(self._examples),
            Session: lambda: self._random.choice(self._sessions),
            Lesson: lambda: self._random.choice(self._lessons),
        }
        if kind in draw:
            return draw[kind]()
        if name == "values":  # of the parameters of a function
            return tuple(self._random.random() for _ in range(self._random.choice((0, 0, 0, 1))))
        if kind == tuple[float, ...]:
            return self._numbers(name, state)
        if kind == tuple[Quantity, ...]:
            return tuple(self._quantity(state) for _ in range(self._random.randrange(3)))
        if kind == int | None:
            return None if self._random.random() < 0.5 else self._whole(action, name, state)
        if kind == Quantity | None and self._random.random() < 0.2:
            return None
        return self._quantity(state, KINDS.get(action, SHOWN))

    def _whole(self, action: str, name: str, state: State) -> int:
        """Return one of those that there are, or seldom the one before or after them."""
        there = self._there(action, name, state)
        if self._random.random() < 0.06:
            return self._random.choice((there.start - 1, there.stop))
        return self._random.choice(there or range(1))

    def _there(self, action: str, name: str, state: State) -> range:
        experiment = derived.experiment(state)
        data, depth = experiment.data, experiment.network.depth
        if name == "key":
            return range(1, 1 + max((each.key for each in state.kept), default=1))
        if action.startswith("lesson."):
            cards = 7 if state.lesson is None else len(state.lesson.lesson.cards)
            return range(cards) if name == "index" else range(12)
        if name == "unit":
            many = data.targets if action == "experiment.set_target" else data.inputs
            return range(1 if action == "experiment.remove_neuron" else many.shape[1])
        return {
            "step": range(state.trained + 1),
            "beat": range(len(derived.beats(state))),
            "sample": range(data.samples),
            "number": range(data.samples),
            "row": range(len(data.inputs)),
            "label": range(max(2, data.targets.shape[1])),
            "meant": range(2),
            "taken_for": range(2),
            "which": range(2),
            "index": range(len(state.curve.balls)),
            "digits": range(2, 11),
            "layer": range(1, depth + (action not in OF_HIDDEN_LAYERS)),
            "after": range(depth),
            "count": range(1, 41),
        }.get(name, range(1, 12))

    def _number(self, name: str = "") -> float:
        if self._random.random() < 0.05:
            return self._random.choice((math.nan, math.inf, -math.inf, 1e300, 0.0, -0.0))
        if name in PARTS:
            return self._random.random()
        size = 10 ** self._random.uniform(-3, 1)
        if name == "low":
            return -size
        return size if name in POSITIVE or self._random.random() < 0.7 else -size

    def _numbers(self, name: str, state: State) -> tuple[float, ...]:
        """Return as many as the inputs or targets of a sample, or seldom another number of them."""
        data = derived.experiment(state).data
        rows = data.targets if name == "targets" else data.inputs
        count = rows.shape[1] + (self._random.random() < 0.05)
        if name == "targets" and self._random.random() < 0.5:
            return tuple(self._random.choice((0.0, 1.0)) for _ in range(count))
        return tuple(self._number() for _ in range(count))

    def _quantity(self, state: State, kinds: tuple[Kind, ...] = SHOWN) -> Quantity:
        sizes = state.document.experiment.network.sizes
        layer = self._random.randrange(1, len(sizes))
        unit = self._random.randrange(sizes[layer] + (self._random.random() < 0.02))
        kind = self._random.choice(kinds)
        source = self._random.randrange(sizes[layer - 1]) if kind is Kind.WEIGHT else None
        return Quantity(kind, layer, unit, source)


def _advanced(experiment: Experiment) -> State:
    """Return a moment of a run that has been kept and has gone on."""
    trained = actions.train(first_state(experiment, "kept"), 20)
    return actions.train(kept.keep(trained), 11)
