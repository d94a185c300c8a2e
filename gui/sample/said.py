"""What is said of a sample: whose it is, and what the network takes it for."""

from engine.text.numbers import short
from engine.written.quantity import Kind, Quantity
from gui.sample.subject import SampleSubject
from gui.state.hiding.derived import told
from gui.state.run import derived, results
from gui.state.state import State
from gui.words.catalog import say
from gui.words.classes import class_name


def whose(state: State, subject: SampleSubject) -> str:
    """Return which sample it is, of which part."""
    data = derived.experiment(state).data
    if subject.number is None:
        return say("sample.drawing")
    key = "sample.of-tests" if data.is_test(subject.number) else "sample.of-training"
    return say(key, sample=subject.number + 1, count=data.samples)


def verdict(state: State, subject: SampleSubject) -> str:
    """Return what it is, what it is taken for, and its loss, as far as they are known."""
    experiment = derived.experiment(state)
    classes = results.classes_of(experiment.data)
    if subject.told is None or classes is None:
        return _loss(state, subject)
    named = class_name(experiment, classes, subject.told)
    if subject.meant is None:
        return say("sample.told", told=named)
    if subject.meant == subject.told:
        return say("sample.right", told=named, loss=_loss(state, subject))
    meant = class_name(experiment, classes, subject.meant)
    return say("sample.wrong", told=named, meant=meant, loss=_loss(state, subject))


def _loss(state: State, subject: SampleSubject) -> str:
    """Return the loss of the sample alone, "" where it is not known."""
    if subject.loss is None or subject.number is None:
        return ""
    loss = told(state, Quantity(Kind.SAMPLE_LOSS), short(subject.loss, state.view.digits))
    return say("sample.loss", loss=told(state, Quantity(Kind.LOSS), loss))
