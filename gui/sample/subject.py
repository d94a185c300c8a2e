"""What is shown of the sample that is followed, or of a drawing that is none yet."""

from functools import lru_cache

import numpy as np
from msgspec import Struct

from engine.backprop import forward
from engine.data.dataset import Dataset
from engine.data.pictures import PictureForm, inputs_of, levels_of, picture_form
from engine.experiment import Experiment
from engine.frozen import Array, freeze
from engine.network import Parameters
from engine.results.classes import Classes
from engine.run.training import Run
from gui.state.experiment.samples import followed_sample
from gui.state.run import derived, results
from gui.state.state import State


class SampleSubject(Struct, frozen=True, eq=False):
    """One sample as it is shown; of a drawing, number and targets are None.

    number: counted from 0 through both parts; inputs: (inputs,); targets, outputs: (n_L,);
    loss: the sample's own; meant, told: the class of the targets and of the outputs, None where
    there are no classes.
    """

    number: int | None
    inputs: Array
    targets: Array | None
    outputs: Array
    loss: float | None = None
    meant: int | None = None
    told: int | None = None


@lru_cache(maxsize=4)
def form_of(data: Dataset) -> PictureForm | None:
    """Return the form of the pictures that inputs are, None where they are none."""
    return picture_form(data)


def subject_of(state: State) -> SampleSubject:
    """Return the sample that is followed, with what the network makes of it before the update."""
    return _computed(state.document.run, state.cursor.step, followed_sample(state))


def subject_of_drawing(state: State, levels: Array) -> SampleSubject:
    """Return a drawing with what the network on screen makes of it; levels: (cells,)."""
    experiment = derived.experiment(state)
    inputs = inputs_of(experiment.data, levels)
    parameters = derived.trace(state).before
    outputs, _ = _outputs(experiment, parameters, inputs, None)
    told = _class_of(results.classes_of(experiment.data), outputs)
    return SampleSubject(None, inputs, None, outputs, told=told)


def levels_shown(state: State, subject: SampleSubject) -> Array:
    """Return the grey levels of a sample's inputs: (inputs,)."""
    return levels_of(derived.experiment(state).data, subject.inputs)


@lru_cache(maxsize=2)
def _computed(run: Run, step: int, number: int) -> SampleSubject:
    experiment = run.settings(step)
    data = experiment.data
    inputs, targets = data.sample_inputs(number), data.sample_targets(number)
    classes = results.classes_of(data)
    outputs, loss = _outputs(experiment, run.parameters(step), inputs, targets)
    meant, told = _class_of(classes, targets), _class_of(classes, outputs)
    return SampleSubject(number, inputs, targets, outputs, loss, meant, told)


def _outputs(
    experiment: Experiment, parameters: Parameters, inputs: Array, targets: Array | None
) -> tuple[Array, float | None]:
    """Return the outputs for a sample, (n_L,), and where there are targets its loss."""
    with np.errstate(all="ignore"):
        zs, activations = forward(experiment.network, parameters, inputs[None])
        z, a = zs[-1], activations[-1]
        loss = None
        if targets is not None:
            loss = float(experiment.loss.value(z, a, targets[None])[0])
    return freeze(a[0]), loss


def _class_of(classes: Classes | None, outputs: Array) -> int | None:
    if classes is None:
        return None
    number = int(classes.of(outputs[None])[0])
    return None if number < 0 else number
