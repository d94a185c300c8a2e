"""The table of views: what each is called, where it stands, what builds and what draws it.

To add a panel is to add an entry here and the files it names. Nothing else lists views: the desk,
the menu, the commands and the version of a saved layout read this table. A view is imported when
it is built, so that neither the first paint nor a command waits for what it does not show.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from zlib import crc32

from msgspec import Struct

from gui.words.catalog import say

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    from gui.look.theme import Theme
    from gui.menu.menu import Menu
    from gui.state.state import State
    from gui.state.store import Store

    Figure = Callable[[QPainter, State, Theme, float, float], None]
    """Paints a state in a theme into a width and a height."""

    Build = Callable[[Store, Menu, QWidget], QWidget]
    """Returns a view in the widget that holds it: one put there later Qt dresses twice."""


class ViewEntry(Struct, frozen=True):
    """A view. key: its name in commands, arrangements and saved layouts.

    figure: None for what is no picture, such as a form; is_of_network: whether the network on
    screen has a part in what it shows now, None where it always has.
    """

    key: str
    build: "Build"
    figure: "Callable[[], Figure] | None" = None
    is_of_network: "Callable[[State], bool] | None" = None

    @property
    def title(self) -> str:
        """Return what the view is called over it and in the menu."""
        return say(f"view.{self.key}")

    @property
    def tab(self) -> str:
        """Return a word or two for the tab of a panel."""
        return say(f"tab.{self.key}")

    @property
    def least(self) -> str:
        """Return the name of the size that a panel's view has at least at the desk."""
        return f"least_{self.key}"


def _network(store: "Store", menu: "Menu", parent: "QWidget") -> "QWidget":
    from gui.network.view import NetworkView

    return NetworkView(store, parent)


def _lesson(store: "Store", menu: "Menu", parent: "QWidget") -> "QWidget":
    from gui.lessons.panel import LessonPanel

    return LessonPanel(store, menu, parent)


def _experiment(store: "Store", menu: "Menu", parent: "QWidget") -> "QWidget":
    from gui.panels.experiment.panel import ExperimentPanel
    from gui.panels.scrolled import scrolled

    return scrolled(partial(ExperimentPanel, store, menu), parent)


def _loss(store: "Store", menu: "Menu", parent: "QWidget") -> "QWidget":
    from gui.history.loss_curve_view import LossCurveView

    return LossCurveView(store, parent)


def _gradients(store: "Store", menu: "Menu", parent: "QWidget") -> "QWidget":
    from gui.history.gradients_view import GradientsView

    return GradientsView(store, parent)


def _samples(store: "Store", menu: "Menu", parent: "QWidget") -> "QWidget":
    from gui.history.samples_view import SamplesView

    return SamplesView(store, parent)


def _regions(store: "Store", menu: "Menu", parent: "QWidget") -> "QWidget":
    from gui.regions.regions_view import RegionsView

    return RegionsView(store, parent)


def _table(store: "Store", menu: "Menu", parent: "QWidget") -> "QWidget":
    from gui.results.table_panel import TablePanel

    return TablePanel(store, parent)


def _confusion(store: "Store", menu: "Menu", parent: "QWidget") -> "QWidget":
    from gui.results.confusion_panel import ConfusionPanel

    return ConfusionPanel(store, parent)


def _sample(store: "Store", menu: "Menu", parent: "QWidget") -> "QWidget":
    from gui.sample.view import SampleView

    return SampleView(store, parent)


def _compare(store: "Store", menu: "Menu", parent: "QWidget") -> "QWidget":
    from gui.history.compare_view import CompareView

    return CompareView(store, parent)


def _sweeping(store: "Store", menu: "Menu", parent: "QWidget") -> "QWidget":
    from gui.sweep.sweep_panel import SweepPanel

    return SweepPanel(store, parent)


def _explanation(store: "Store", menu: "Menu", parent: "QWidget") -> "QWidget":
    from gui.panels.explanation import ExplanationPanel

    return ExplanationPanel(store, menu, parent)


def _tree(store: "Store", menu: "Menu", parent: "QWidget") -> "QWidget":
    from gui.chain.view import TreeView

    return TreeView(store, parent)


def _paths(store: "Store", menu: "Menu", parent: "QWidget") -> "QWidget":
    from gui.chain.paths_view import PathsView

    return PathsView(store, parent)


def _slice(store: "Store", menu: "Menu", parent: "QWidget") -> "QWidget":
    from gui.landscape.curve.descent_view import DescentView

    return DescentView(store, parent)


def _secant(store: "Store", menu: "Menu", parent: "QWidget") -> "QWidget":
    from gui.landscape.secant.secant_view import SecantView

    return SecantView(store, parent)


def _curve_of_network(state: "State") -> bool:
    from gui.state.curve.derived import is_network

    return is_network(state)


def _plane_of_network(state: "State") -> bool:
    from gui.state.plane.derived import on_network

    return on_network(state)


def _plane(store: "Store", menu: "Menu", parent: "QWidget") -> "QWidget":
    from gui.landscape.plane.plane_view import PlaneView

    return PlaneView(store, parent)


def _neuron(store: "Store", menu: "Menu", parent: "QWidget") -> "QWidget":
    from gui.landscape.neuron.neuron_view import NeuronView

    return NeuronView(store, parent)


def _numbers(store: "Store", menu: "Menu", parent: "QWidget") -> "QWidget":
    from gui.numbers.view import NumbersView

    return NumbersView(store, parent)


def _by_hand(store: "Store", menu: "Menu", parent: "QWidget") -> "QWidget":
    from gui.exercise.by_hand_panel import ByHandPanel

    return ByHandPanel(store, parent)


def _figure_of(key: str) -> "Callable[[], Figure]":
    """Return what loads the figure of a view from the table of figures."""

    def load() -> "Figure":
        from gui.covered_figure import covered_figure
        from gui.figures import LOADERS

        return covered_figure(key, LOADERS[key]())

    return load


_ENTRIES = (
    ViewEntry("network", _network, _figure_of("network")),
    ViewEntry("lesson", _lesson, _figure_of("lesson")),
    ViewEntry("experiment", _experiment),
    ViewEntry("loss", _loss, _figure_of("loss")),
    ViewEntry("gradients", _gradients, _figure_of("gradients")),
    ViewEntry("samples", _samples, _figure_of("samples")),
    ViewEntry("regions", _regions, _figure_of("regions")),
    ViewEntry("table", _table, _figure_of("table")),
    ViewEntry("confusion", _confusion, _figure_of("confusion")),
    ViewEntry("sample", _sample, _figure_of("sample")),
    ViewEntry("compare", _compare),
    ViewEntry("sweeping", _sweeping),
    ViewEntry("explanation", _explanation, _figure_of("explanation")),
    ViewEntry("tree", _tree, _figure_of("tree")),
    ViewEntry("paths", _paths, _figure_of("paths")),
    ViewEntry("slice", _slice, _figure_of("slice"), _curve_of_network),
    ViewEntry("secant", _secant, _figure_of("secant"), _curve_of_network),
    ViewEntry("plane", _plane, _figure_of("plane"), _plane_of_network),
    ViewEntry("neuron", _neuron, _figure_of("neuron")),
    ViewEntry("numbers", _numbers, _figure_of("numbers")),
    ViewEntry("by-hand", _by_hand),
)
VIEWS = {entry.key: entry for entry in _ENTRIES}
MIDDLE = _ENTRIES[0]
PANELS = _ENTRIES[1:]
FIGURES = tuple(entry.key for entry in _ENTRIES if entry.figure is not None)
LAYOUT_VERSION = crc32(" ".join(entry.key for entry in PANELS).encode()) >> 1  # an int of Qt's
