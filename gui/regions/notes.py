"""What is said around a picture of the inputs: how right it is, what it shows, what signs mean."""

import numpy as np

from engine.maps.input_plane import PlaneKind
from engine.text.names import output_name
from engine.text.numbers import short
from engine.written.quantity import Kind, Quantity
from gui.plots.chart import Note
from gui.regions.subject import Subject, class_ink
from gui.state.inputs import derived as inputs_derived
from gui.state.regions import derived as regions_derived
from gui.state.run import derived
from gui.state.state import State
from gui.words.catalog import say
from gui.words.quantities import column_name, letter_with_column, with_column

MOST_NAMED = 12  # classes, in the legend


def axis_names(state: State) -> tuple[str, ...]:
    """Return what stands along the two axes, or along the only one."""
    experiment, notation = derived.experiment(state), state.view.notation
    shown = inputs_derived.input_plane(state)
    if shown.kind is PlaneKind.COMPONENTS:
        return say("regions.component", number=1), say("regions.component", number=2)
    return tuple(
        letter_with_column(experiment, Quantity(Kind.INPUT, 0, unit), notation)
        for unit in shown.inputs
    )


def output_letter(state: State, unit: int) -> str:
    """Return the letter of an output, with what the data call it."""
    experiment = derived.experiment(state)
    depth = experiment.network.depth
    return with_column(experiment, Quantity(Kind.TARGET, depth, unit), output_name(depth, unit))


def heading(state: State) -> tuple[Note, ...]:
    """Return how many samples are told rightly, and of which plane the picture is."""
    return (*_accuracy(state), *_whose_plane(state))


def _accuracy(state: State) -> tuple[Note, ...]:
    wrong = regions_derived.results(state).wrong
    if wrong is None:
        return ()
    digits, trained = state.view.digits, len(regions_derived.data(state).inputs)
    parts = [wrong[:trained], wrong[trained:]]
    train, test = (short(100 * float(1 - np.mean(p)), digits) if len(p) else "" for p in parts)
    key = "regions.accuracy-tested" if test else "regions.accuracy"
    return (Note(say(key, train=train, test=test), "text"),)


def _whose_plane(state: State) -> tuple[Note, ...]:
    shown = inputs_derived.input_plane(state)
    if shown.kind is PlaneKind.THROUGH_SAMPLE:
        said = say("regions.through-sample", sample=inputs_derived.followed(state) + 1)
        return (Note(said, "text_faint"),)
    if shown.kind is PlaneKind.COMPONENTS:
        share = regions_derived.shown_variance(state)
        return (Note(say("regions.of-variance", percent=short(100 * share, 3)), "text_faint"),)
    return ()


def legend(state: State, subject: Subject) -> tuple[Note, ...]:
    """Return what colours and signs mean."""
    tested = len(regions_derived.data(state).test_inputs) > 0
    signs = [("●", "text_soft", "regions.train")]
    signs += [("○", "text_soft", "regions.test")] if tested else []
    signs += [("◯", "loss", "regions.wrong")] if subject.classes is not None else []
    notes = [Note(say(key), "text_soft", sign, ink) for sign, ink, key in signs]
    return (*_class_names(state, subject), *notes, *_line(state, subject))


def _class_names(state: State, subject: Subject) -> tuple[Note, ...]:
    classes = subject.classes
    if classes is None or classes.count > MOST_NAMED:
        return ()
    return tuple(
        Note(class_name(state, subject, number), "text_soft", "■", class_ink(number))
        for number in range(classes.count)
    )


def class_name(state: State, subject: Subject, number: int) -> str:
    """Return what a class is called: its name in the data, its target, or its number."""
    assert subject.classes is not None
    experiment = derived.experiment(state)
    if subject.classes.outputs == 1:
        target = subject.high if number else subject.low
        return say("regions.target", y=short(target, state.view.digits))
    named = column_name(experiment, Quantity(Kind.TARGET, experiment.network.depth, number))
    return named or say("regions.class", number=number + 1)


def _line(state: State, subject: Subject) -> tuple[Note, ...]:
    if subject.threshold is None or subject.unit is None:
        return ()
    value = short(subject.threshold, state.view.digits)
    said = say("regions.threshold", output=output_letter(state, subject.unit), value=value)
    return (Note(said, "text_soft", "—", "text"),)
