"""How an experiment becomes another one: checked first, then gone on with or begun anew."""

from collections.abc import Mapping

from msgspec.structs import replace

from engine.experiment import Experiment
from engine.fault import Fault, Phrase
from engine.faults import faults
from engine.initializers import draw_parameters
from engine.remedies import Chosen, remedies, unfit
from engine.reshaping import Reshaping, followed, reshaped
from engine.run.training import Run
from engine.text.numbers import short
from gui.state.refusal import Refused
from gui.state.run import actions, derived
from gui.state.state import Cursor, Mode, State

_SAID = {  # otherwise than of a file
    "fault.loss-needs-activation": "unfit.loss-needs-activation",
    "fault.last-layer-only": "unfit.last-layer-only",
    "fault.target-probabilities": "unfit.target-probabilities",
    "fault.target-signs": "unfit.target-signs",
    "fault.no-sample-left": "unfit.no-sample-left",
}
_ACTIVATIONS = frozenset({"wanted", "found", "name"})  # in the details of a fault, as names


def fitting(experiment: Experiment, chosen: Chosen, fitted: bool) -> Experiment:
    """Return an experiment that can be used, if need be with the changes that make it fit.

    Raises Refused where it has a fault; its `remedy` says what would make it fit.
    """
    wrong = unfit(experiment)
    if wrong is None:
        return experiment
    changes = remedies(experiment, chosen)
    if changes and fitted:
        return changes[-1].experiment
    details: dict[str, object] = {}
    for change in changes:
        one = Fault(change.key, details=change.details)
        both = {"first": details.get("remedy"), "second": one}
        details["remedy"] = Fault("remedy.both", details=both) if details else one
    raise Refused.of(_in_words(wrong, details))


def check(experiment: Experiment) -> None:
    """Raise Refused with the first thing that makes an experiment unusable."""
    wrong = faults(experiment)
    if wrong:
        raise Refused.of(_in_words(wrong[0], {}))


def gone_on(state: State, experiment: Experiment) -> State:
    """Go on from the step on screen with other settings of a network of the same shape."""
    check(experiment)
    return actions.branched(state, experiment)


def begun_anew(state: State, experiment: Experiment, reshaping: Reshaping) -> State:
    """Begin a run of a network of another shape with what stays of the weights on screen.

    experiment: with the changed network. What was printed of the other network does not belong to
    this one, nor does its title: another is made of its data and its sizes.
    """
    check(replace(experiment, given=None))
    before, network = derived.trace(state).before, reshaping.network
    drawn = draw_parameters(experiment.init.scheme, experiment.init.seed, network.shape)
    given = reshaped(before, reshaping, drawn)
    changed = replace(experiment, given=given, published=(), title="")
    selected = None if state.selected is None else followed(state.selected, reshaping)
    return with_run(replace(state, selected=selected), changed)


def with_run(state: State, experiment: Experiment) -> State:
    """Stand at the first step of a new run, at the loss or the last beat where that was shown."""
    document = replace(state.document, run=Run(experiment))
    rests = replace(state, mode=Mode.PAUSED, goal=None, held=0.0, lit=())
    begun = replace(rests, document=document, cursor=Cursor(), trained=0)
    beat = min(state.cursor.beat, _last_beat(begun))
    for same in (_last_beat, derived.loss_beat):
        if state.cursor.beat == same(state):
            beat = same(begun)
    return actions.go_to(begun, 0, beat, state.cursor.part)


def _last_beat(state: State) -> int:
    return len(derived.beats(state)) - 1


def _in_words(fault: Fault, more: Mapping[str, object]) -> Fault:
    """Return a fault of an experiment as it is told to who changes it: without its place."""
    details = dict(fault.details)
    for key in _ACTIVATIONS & details.keys():
        details[key] = Phrase(f"activation.{details[key]}")
    if "loss" in details:
        details["loss"] = Phrase(f"loss.{details['loss']}")
    if isinstance(value := details.get("value"), float):
        details["value"] = short(value)
    key = _SAID.get(fault.key, fault.key)
    return Fault(key, details={**details, **more})
