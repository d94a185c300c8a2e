"""The state of the application: one frozen value."""

from enum import Enum, auto
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from engine.experiment import Experiment
from engine.hidden import still_there
from engine.one_neuron import OneNeuron
from engine.run.training import Run
from engine.story.notation import STANDARD, Notation
from engine.written.quantity import Quantity
from gui.state.choices import (
    ByHandChoice,
    CurveChoice,
    Hiding,
    InputAxes,
    NeuronContent,
    PlaneChoice,
    RegionsChoice,
    ResultsChoice,
    SweepChoice,
    WeightLabels,
)

if TYPE_CHECKING:
    from engine.run.goals import Goal
    from gui.state.lesson.lesson import LessonChoice

REVEALED_AT = 0.75  # the part of a beat at which its signals have arrived and numbers appear


class Mode(Enum):
    """What happens by itself as time passes."""

    PAUSED = auto()
    ONE_BEAT = auto()  # plays to the end of the beat
    PLAYING = auto()  # beat after beat, each held until it can be read
    TRAINING = auto()
    ONE_DESCENT = auto()  # the balls take one step
    DESCENDING = auto()  # the balls take step after step


class Cursor(Struct, frozen=True):
    """Where the learner is: which training step, which beat of it, how far into it (0..1).

    Steps and beats count from 0. At part 1 nothing moves any more: its numbers stand on screen.
    """

    step: int = 0
    beat: int = 0
    part: float = 1.0


class Document(Struct, frozen=True, eq=False):
    """What is saved and what undo restores: the experiment and its run.

    A run only grows, so documents may share one; opened: what the document began with; name: that
    of the bundled example or file; hidden: the names of what a class is not shown at first,
    perhaps of numbers of a network that it was before.
    """

    run: Run
    opened: Experiment
    name: str = ""
    hidden: tuple[str, ...] = ()

    @property
    def experiment(self) -> Experiment:
        return self.run.experiment

    @property
    def filed(self) -> Experiment:
        """The experiment as its file has it, with what is hidden that its network has."""
        hidden = still_there(self.hidden, self.experiment.network.shape)
        same = self.experiment.hidden == hidden
        return self.experiment if same else replace(self.experiment, hidden=hidden)


class View(Struct, frozen=True):
    """How things are shown.

    row: which sample of a batch is followed, counted from 0; followed: a sample of both sets that
    is followed instead whatever the batch, counted on through the test set; whole_batch: whether
    all samples of the batch are shown together; scale: how much larger than at a desk everything
    is drawn, for a room; goes_on: whether playing goes on with the next training step; labels:
    which edges carry their weights in writing; neurons: what is shown inside of them;
    training_speed: the steps a second at which one trains, None for as many as there is time for;
    more_steps: how many a press of a button trains.
    """

    theme: str = "light"
    digits: int = 4
    row: int = 0
    followed: int | None = None
    whole_batch: bool = False
    speed: float = 1.0
    scale: float = 1.0
    log_loss: bool = False
    reduced_motion: bool = False
    goes_on: bool = False
    labels: WeightLabels = WeightLabels.ALL
    neurons: NeuronContent = NeuronContent.NUMBERS
    training_speed: float | None = None
    more_steps: int = 100
    notation: Notation = STANDARD


class Origin(Struct, frozen=True):
    """Which kept run another one shares its first steps with, by its key, and how many of them."""

    key: int
    step: int


class KeptRun(Struct, frozen=True, eq=False):
    """A run that stays beside the document, with as many of its steps as it had.

    key: tells it from the others for as long as the window is open; origin: what it branched off,
    None where it began by itself; slot: its line in the loss plot, counted from 0, None where it
    is not drawn. The same experiments taken for as many steps give the same run again.
    """

    key: int
    name: str
    document: Document
    steps: int
    origin: Origin | None = None
    slot: int | None = None


class State(Struct, frozen=True, eq=False):
    """Everything the application knows at one moment.

    trained: how many steps of the run are done, the loss curve's length; lit: the weights of a
    path that is pointed at; held: how much is over (0..1) of the time for which new numbers stand
    still while something plays; revealed: whether what a challenge does not tell has been told;
    hiding: what of the hidden has been revealed;
    kept: runs beside the document, which no undo takes back; removed: the one removed last;
    goal: what is to be reached while training, None to train until it is paused; lesson: the one
    that is open.
    """

    document: Document
    cursor: Cursor = Cursor()
    trained: int = 0
    selected: Quantity | None = None
    view: View = field(default_factory=View)
    mode: Mode = Mode.PAUSED
    held: float = 0.0
    curve: CurveChoice = field(default_factory=CurveChoice)
    plane: PlaneChoice = field(default_factory=PlaneChoice)
    neuron: OneNeuron = field(default_factory=OneNeuron)
    inputs: InputAxes = InputAxes()
    regions: RegionsChoice = RegionsChoice()
    results: ResultsChoice = ResultsChoice()
    sweep: SweepChoice = SweepChoice()
    by_hand: ByHandChoice = ByHandChoice()
    lit: tuple[Quantity, ...] = ()
    revealed: bool = False
    hiding: Hiding = Hiding()
    kept: tuple[KeptRun, ...] = ()
    removed: KeptRun | None = None
    goal: "Goal | None" = None
    lesson: "LessonChoice | None" = None

    @property
    def is_picking(self) -> bool:
        """Whether a lesson asks for a click in the drawing."""
        return self.lesson is not None and self.lesson.is_picking


def first_state(experiment: Experiment, name: str = "", view: View | None = None) -> State:
    """Return the state in which an experiment opens."""
    opened = replace(experiment)  # itself only until another is opened, be it the same
    return State(
        Document(Run(experiment), opened, name, experiment.hidden),
        view=replace(view or View(), row=0, followed=None),
    )
