"""What is said around a picture of the inputs: how right it is, what it shows, what signs mean."""

from engine.maps.input_plane import PlaneKind
from engine.results.evaluation import SetResults
from engine.text.names import output_name
from engine.text.numbers import DASH, short
from engine.written.quantity import Kind, Quantity
from gui.draw.outlines import Outline, class_ink, class_outline
from gui.plots.chart import Note
from gui.regions.subject import Subject
from gui.state.hiding.derived import told_among
from gui.state.inputs import derived as inputs_derived
from gui.state.regions import derived as regions_derived
from gui.state.regions.derived import Sets
from gui.state.run import derived, results
from gui.state.state import State
from gui.words.catalog import say
from gui.words.classes import class_name
from gui.words.quantities import letter_with_column, with_column

_SIGNS = {
    Outline.CIRCLE: "●",
    Outline.SQUARE: "■",
    Outline.TRIANGLE: "▲",
    Outline.DIAMOND: "◆",
}
MOST_NAMED = 12  # classes, in the legend


def axis_names(state: State) -> tuple[str, ...]:
    """Return what stands along the two axes, or along the only one."""
    experiment, notation = derived.experiment(state), state.view.notation
    shown = inputs_derived.input_plane(state)
    if shown.kind is PlaneKind.COMPONENTS:
        shares = [short(100 * share, 3) for share in regions_derived.shown_variance(state)]
        return tuple(
            say("regions.component", number=number, percent=percent)
            for number, percent in enumerate(shares, start=1)
        )
    return tuple(
        letter_with_column(experiment, Quantity(Kind.INPUT, 0, unit), notation)
        for unit in shown.inputs
    )


def output_letter(state: State, unit: int) -> str:
    """Return the letter of an output, with what the data call it."""
    experiment = derived.experiment(state)
    depth = experiment.network.depth
    return with_column(experiment, Quantity(Kind.TARGET, depth, unit), output_name(depth, unit))


def heading(state: State, told: Sets) -> tuple[Note, ...]:
    """Return how many samples are told rightly, and of which plane the picture is."""
    return (_score(state, told), *_whose_plane(state))


def _score(state: State, found: Sets) -> Note:
    """Return the accuracy of both sets, or of values the cost; dashes where they are not known."""
    data, letter = regions_derived.data(state), state.view.notation.loss
    tested = "-tested" if len(data.test_inputs) else ""
    kind = "cost" if results.classes_of(data) is None else "accuracy"
    known = [_scored(each, state.view.digits) for each in found]
    if kind == "cost":
        known = [told_among(state, Kind.LOSS, each) for each in known]
    train, test = (*known, DASH, DASH)[:2]
    return Note(say(f"regions-score.{kind}{tested}", C=letter, train=train, test=test), "text")


def _scored(found: SetResults, digits: int) -> str:
    share = found.accuracy
    return short(found.loss if share is None else 100 * share, digits)


def _whose_plane(state: State) -> tuple[Note, ...]:
    shown = inputs_derived.input_plane(state)
    if shown.kind is PlaneKind.THROUGH_SAMPLE:
        said = say("regions.through-sample", sample=inputs_derived.followed(state) + 1)
        return (Note(said, "text_faint"),)
    if shown.kind is PlaneKind.COMPONENTS:
        share = sum(regions_derived.shown_variance(state))
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
    classes, experiment = subject.classes, derived.experiment(state)
    if classes is None or classes.count > MOST_NAMED:
        return ()
    return tuple(
        Note(
            class_name(experiment, classes, number),
            "text_soft",
            _SIGNS[class_outline(number)],
            class_ink(number),
        )
        for number in range(classes.count)
    )


def _line(state: State, subject: Subject) -> tuple[Note, ...]:
    """Return what is drawn through the regions, or how to read the colours of a value."""
    is_line = inputs_derived.input_plane(state).axes == 1
    if subject.classes is None and not is_line:
        said = say("regions.scale", output=output_letter(state, subject.unit or 0))
        return (Note(said, "text_soft", "■", "positive"),)
    if subject.threshold is None or subject.unit is None:
        return ()
    value = short(subject.threshold, state.view.digits)
    said = say("regions.threshold", output=output_letter(state, subject.unit), value=value)
    return (Note(said, "text_soft", "╌" if is_line else "—", "text"),)
