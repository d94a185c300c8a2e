"""What is said of putting points into the picture of the inputs."""

from engine.text.numbers import short
from gui.regions import points
from gui.state.experiment import samples
from gui.state.inputs import derived as inputs_derived
from gui.state.regions import derived as regions_derived
from gui.state.regions.pen import pen_classes, pen_label
from gui.state.run import derived
from gui.state.state import State
from gui.words.catalog import say
from gui.words.classes import class_name, target_name


def hint(state: State) -> str:
    """Return what a click on free ground does, or why it does nothing."""
    if not regions_derived.is_drawable(state) or not state.regions.pen.on:
        return ""
    if not points.can_be_edited(state):
        return say("points.components")
    tested = state.regions.pen.tested
    if pen_classes(state) is None and inputs_derived.input_plane(state).axes == 1:
        return say("points.there-test" if tested else "points.there")
    if pen_classes(state) is None:
        target = short(state.regions.pen.target, state.view.digits)
        unit = regions_derived.shown_output(state) or 0
        letter = target_name(derived.experiment(state), unit)
        name = say("class.by-target", column=letter, target=target)
    else:
        name = label_name(state, pen_label(state))
    return say("points.add-test" if tested else "points.add", name=name)


def with_next_click(state: State, sample: int, read: str) -> str:
    """Return what is read at a point, and which class another click on it gives it, if one does."""
    is_next = points.is_edited(state) and sample == samples.followed_sample(state)
    if not is_next or pen_classes(state) is None or points.relabelled(state, sample) is None:
        return read
    return say("points.again", read=read, name=label_name(state, pen_label(state)))


def label_name(state: State, number: int) -> str:
    """Return what a class is called: by its column, or by its target where there is one output."""
    known = pen_classes(state)
    assert known is not None
    return class_name(derived.experiment(state), known, number)
