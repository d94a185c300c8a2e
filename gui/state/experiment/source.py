"""Choosing other data: from a generator with its settings, or those of another experiment."""

from math import isfinite

from msgspec.structs import replace

from engine.data.dataset import Dataset, Generated
from engine.data.drawn import NoiseTooLarge, drawn
from engine.data.generators import GENERATORS
from engine.data.logic import TRUTH, logic_of, truth_table
from engine.experiment import Experiment
from engine.faults import source_faults
from engine.remedies import Chosen
from engine.reshaping import ends_set
from engine.starting import new_experiment
from gui.state.action import action
from gui.state.experiment.challenge import check_told
from gui.state.experiment.changing import begun_anew, fitting, gone_on
from gui.state.experiment.editing import open_experiment
from gui.state.refusal import Refused
from gui.state.run import derived
from gui.state.state import State

FIRST = Generated("", samples=200, noise=0.1, seed=0, test_fraction=0.25)
MOST_DRAWN = 20_000  # samples that are drawn at once, within a frame or two


@action("experiment.new", undone_as="opening")
def new(state: State) -> State:
    """Begin with one neuron and four samples."""
    return open_experiment(state, new_experiment(), "")


@action("experiment.set_generated", undone_as="data")
def set_generated(state: State, name: str, fitted: bool) -> State:
    """Train with the data of a generator; inputs and outputs of the network follow.

    fitted: whether what does not go with it is changed too.
    """
    if name not in GENERATORS:
        raise Refused("refused.no-generator", name=name)
    before = derived.experiment(state).data.source
    source = before if isinstance(before, Generated) else FIRST
    if before == replace(source, name=name):
        return state
    return _with_data(state, _drawn(replace(source, name=name)), "", fitted)


@action("experiment.set_logic", undone_as="data")
def set_logic(state: State, name: str, fitted: bool) -> State:
    """Train with the truth table of a logical function; inputs and outputs follow.

    fitted: whether what does not go with it is changed too.
    """
    if name not in TRUTH:
        raise Refused("refused.no-generator", name=name)
    if logic_of(derived.experiment(state).data) == name:
        return state
    return _with_data(state, truth_table(name), "", fitted)


@action("experiment.set_samples", undone_as="number-of-samples")
def set_samples(state: State, count: int) -> State:
    """Draw so many samples, those for testing included."""
    if not 1 <= count <= MOST_DRAWN:
        raise Refused("refused.samples", count=count, most=MOST_DRAWN)
    return _with_source(state, replace(_source(state), samples=count))


@action("experiment.set_noise", undone_as="noise")
def set_noise(state: State, noise: float) -> State:
    """Draw the samples with another standard deviation of their noise."""
    return _with_source(state, replace(_source(state), noise=noise))


@action("experiment.set_data_seed", undone_as="data-seed")
def set_data_seed(state: State, seed: int) -> State:
    """Draw other samples of the same kind."""
    return _with_source(state, replace(_source(state), seed=seed))


@action("experiment.set_test_fraction", undone_as="test-share")
def set_test_fraction(state: State, fraction: float) -> State:
    """Keep another share of the samples that are drawn for testing."""
    return _with_source(state, replace(_source(state), test_fraction=fraction))


@action("experiment.take_data", undone_as="data")
def take_data(state: State, experiment: Experiment, fitted: bool) -> State:
    """Train with the data of another experiment; inputs and outputs of the network follow.

    fitted: whether what does not go with them is changed too.
    """
    return _with_data(state, experiment.data, "", fitted)


def _source(state: State) -> Generated:
    source = derived.experiment(state).data.source
    if not isinstance(source, Generated):
        raise Refused("refused.not-generated")
    return source


def _with_source(state: State, source: Generated) -> State:
    if source == _source(state):
        return state
    title = derived.experiment(state).title
    return _with_data(state, _drawn(source), title, fitted=False)


def _drawn(source: Generated) -> Dataset:
    if not isfinite(source.noise):
        raise Refused("refused.noise", value=source.noise)
    for fault in source_faults(source):
        raise Refused.of(replace(fault, place=""))
    try:
        return drawn(source)
    except NoiseTooLarge as error:
        raise Refused.of(replace(error.fault, place="")) from None


def _with_data(state: State, data: Dataset, title: str, fitted: bool) -> State:
    """Go on with other data, or begin anew where they have another number of columns."""
    check_told(state)  # a refusal would tell the loss
    before = derived.experiment(state)
    inputs, outputs = data.inputs.shape[1], data.targets.shape[1]
    reshaping = ends_set(before.network, inputs, outputs)
    wanted = replace(
        before, network=reshaping.network, data=data, title=title, published=(), given=None
    )
    wanted = fitting(wanted, Chosen.DATA, fitted)
    row = min(state.view.row, len(wanted.data.inputs) - 1)
    at = replace(state, view=replace(state.view, row=row, followed=None))
    if wanted.network.shape == before.network.shape:
        return gone_on(at, replace(wanted, given=before.given))
    return begun_anew(at, wanted, replace(reshaping, network=wanted.network))
