"""The table of views: what each is called, where it stands, what builds and what draws it.

To add a panel is to add an entry here and the files it names. Nothing else lists views: the desk,
the menu, the commands and the version of a saved layout read this table. A view is imported when
it is built, so that neither the first paint nor a command waits for what it does not show.
"""

from collections.abc import Callable
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

    Build = Callable[[Store, Menu], QWidget]


class ViewEntry(Struct, frozen=True):
    """A view. key: its name in commands, arrangements and saved layouts.

    figure: None for what is no picture, such as a form.
    """

    key: str
    build: "Build"
    figure: "Callable[[], Figure] | None" = None

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


def _network(store: "Store", menu: "Menu") -> "QWidget":
    from gui.network.view import NetworkView

    return NetworkView(store)


def _network_figure() -> "Figure":
    from gui.network.figure import draw_network

    return draw_network


def _experiment(store: "Store", menu: "Menu") -> "QWidget":
    from gui.panels.experiment import ExperimentPanel
    from gui.panels.scrolled import scrolled

    return scrolled(ExperimentPanel(store))


def _loss(store: "Store", menu: "Menu") -> "QWidget":
    from gui.history.loss_curve_view import LossCurveView

    return LossCurveView(store)


def _loss_figure() -> "Figure":
    from gui.history.loss_curve import loss_curve
    from gui.plots.figure import chart_figure

    return chart_figure(loss_curve)


def _gradients(store: "Store", menu: "Menu") -> "QWidget":
    from gui.history.gradients_view import GradientsView

    return GradientsView(store)


def _gradients_figure() -> "Figure":
    from gui.history.gradients import gradients_now
    from gui.plots.figure import chart_figure

    return chart_figure(gradients_now)


def _samples(store: "Store", menu: "Menu") -> "QWidget":
    from gui.history.samples_view import SamplesView

    return SamplesView(store)


def _samples_figure() -> "Figure":
    from gui.history.samples import samples_chart
    from gui.plots.figure import chart_figure

    return chart_figure(samples_chart)


def _regions(store: "Store", menu: "Menu") -> "QWidget":
    from gui.regions.regions_view import RegionsView

    return RegionsView(store)


def _regions_figure() -> "Figure":
    from gui.regions.figure import draw_regions

    return draw_regions


def _explanation(store: "Store", menu: "Menu") -> "QWidget":
    from gui.panels.explanation import ExplanationPanel

    return ExplanationPanel(store, menu)


def _explanation_figure() -> "Figure":
    from gui.panels.page import draw_explanation

    return draw_explanation


def _tree(store: "Store", menu: "Menu") -> "QWidget":
    from gui.chain.view import TreeView

    return TreeView(store)


def _tree_figure() -> "Figure":
    from gui.chain.figure import draw_tree

    return draw_tree


def _paths(store: "Store", menu: "Menu") -> "QWidget":
    from gui.chain.paths_view import PathsView

    return PathsView(store)


def _paths_figure() -> "Figure":
    from gui.chain.figure import draw_paths

    return draw_paths


def _slice(store: "Store", menu: "Menu") -> "QWidget":
    from gui.landscape.curve.descent_view import DescentView

    return DescentView(store)


def _slice_figure() -> "Figure":
    from gui.landscape.curve.slice_chart import slice_chart
    from gui.plots.figure import chart_figure

    return chart_figure(slice_chart)


def _secant(store: "Store", menu: "Menu") -> "QWidget":
    from gui.landscape.secant.secant_view import SecantView

    return SecantView(store)


def _secant_figure() -> "Figure":
    from gui.landscape.secant.secant_chart import secant_chart
    from gui.plots.figure import chart_figure

    return chart_figure(secant_chart)


def _plane(store: "Store", menu: "Menu") -> "QWidget":
    from gui.landscape.plane.plane_view import PlaneView

    return PlaneView(store)


def _plane_figure() -> "Figure":
    from gui.landscape.plane.figure import draw_plane

    return draw_plane


def _neuron(store: "Store", menu: "Menu") -> "QWidget":
    from gui.landscape.neuron.neuron_view import NeuronView

    return NeuronView(store)


def _neuron_figure() -> "Figure":
    from gui.landscape.neuron.neuron_charts import activation_chart, loss_chart
    from gui.plots.figure import chart_figure

    return chart_figure(activation_chart, loss_chart)


def _numbers(store: "Store", menu: "Menu") -> "QWidget":
    from gui.numbers.view import NumbersView

    return NumbersView(store)


def _numbers_figure() -> "Figure":
    from gui.numbers.figure import draw_numbers

    return draw_numbers


_ENTRIES = (
    ViewEntry("network", _network, _network_figure),
    ViewEntry("experiment", _experiment),
    ViewEntry("loss", _loss, _loss_figure),
    ViewEntry("gradients", _gradients, _gradients_figure),
    ViewEntry("samples", _samples, _samples_figure),
    ViewEntry("regions", _regions, _regions_figure),
    ViewEntry("explanation", _explanation, _explanation_figure),
    ViewEntry("tree", _tree, _tree_figure),
    ViewEntry("paths", _paths, _paths_figure),
    ViewEntry("slice", _slice, _slice_figure),
    ViewEntry("secant", _secant, _secant_figure),
    ViewEntry("plane", _plane, _plane_figure),
    ViewEntry("neuron", _neuron, _neuron_figure),
    ViewEntry("numbers", _numbers, _numbers_figure),
)
VIEWS = {entry.key: entry for entry in _ENTRIES}
MIDDLE = _ENTRIES[0]
PANELS = _ENTRIES[1:]
FIGURES = tuple(entry.key for entry in _ENTRIES if entry.figure is not None)
LAYOUT_VERSION = crc32(" ".join(entry.key for entry in PANELS).encode()) >> 1  # an int of Qt's
