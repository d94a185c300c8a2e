"""What a screen reader finds in the drawing: nothing until it is there, then every item."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from engine.written.quantity import Kind, Quantity
from gui.chain.view import TreeView
from gui.disk import files
from gui.landscape.curve.slice_view import SlicePlot
from gui.network.elements import Elements
from gui.network.told import MOST_ALONE, told_items
from gui.network.view import NetworkView
from gui.numbers.sheet import Sheet
from gui.state.run import actions
from gui.state.state import first_state
from gui.state.view import actions as view_actions
from gui.window.window import Window
from gui.words.catalog import CHINESE, spoken
from tests.gui.drawings import worked
from tests.windows import opened


@pytest.fixture
def listener() -> Iterator[None]:
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def _elements(network: NetworkView) -> list[tuple[str, str, int]]:
    """Return what Qt itself offers of each child: its name, its description, how wide it is."""
    root = QAccessible.queryAccessibleInterface(network)
    children = (root.child(index) for index in range(root.childCount()))
    name, description = QAccessible.Text.Name, QAccessible.Text.Description
    return [(each.text(name), each.text(description), each.rect().width()) for each in children]


def test_nobody_who_sees_pays_for_who_does_not(qtbot: QtBot) -> None:
    window = opened(qtbot, 1280, 720)
    window.store.apply(actions.last_beat)
    assert window.desk.network.findChildren(QLabel) == []


@pytest.mark.usefixtures("listener")
def test_the_items_of_the_drawing_are_told_and_follow_it(qtbot: QtBot) -> None:
    window = opened(qtbot, 1280, 720)
    store, network = window.store, window.desk.network
    assert isinstance(network, NetworkView)
    assert network.findChild(Elements) is not None
    bias = "bias of output neuron 1, bias 0.6"
    assert bias in [name for name, _, _ in _elements(network)]
    store.apply(actions.last_beat)
    QCoreApplication.processEvents()
    found = _elements(network)
    assert found[0][0].startswith("Step 1, beat 17 of 17, learning rate 0.5. ")
    assert "loss after the update 0.2910" in found[0][1]
    names = [name for name, _, _ in found]
    assert (
        "weight from hidden neuron 1 of layer 1 to output neuron 1, weight 0.4; "
        "gradient of the weight 0.08217; weight after the update 0.3589"
    ) in names
    assert all(0 < width <= network.width() for _, _, width in found)
    neuron = next(each for each in found if each[0].startswith("output neuron 1, "))
    store.apply(view_actions.set_digits, 6)
    QCoreApplication.processEvents()
    assert neuron not in _elements(network)
    assert any("0.751365" in name for name, _, _ in _elements(network))


def test_many_neurons_are_told_together_but_for_the_one_selected() -> None:
    state = first_state(files.read(files.resolve("digits-64-32-10")))
    chosen = Quantity(Kind.WEIGHT, 1, 3, 5)
    items = told_items(view_actions.select(actions.last_beat(state), chosen))
    assert len(items) < MOST_ALONE + 30
    names = [each.name for each in items]
    assert any(name.startswith("2048 weights to layer 1, weight from −") for name in names)
    assert any(
        name.startswith("weight from input 6 to hidden neuron 4 of layer 1") for name in names
    )


def test_the_moment_is_told_in_chinese() -> None:
    with spoken(CHINESE):
        moment, *items = told_items(actions.last_beat(worked()))
        assert moment.name.startswith("第 1 步，第 17 拍，共 17 拍，学习率 0.5。")
        assert "更新后的损失 0.2910" in moment.description
        assert "第 2 层：2 个神经元，sigmoid" in " ".join(item.name for item in items)


def _shown(window: Window, key: str) -> QWidget:
    window.desk.show_panel(key)
    QCoreApplication.processEvents()
    return window.desk.view(key)


def test_pictures_are_described_with_their_numbers(qtbot: QtBot) -> None:
    window = opened(qtbot, 1440, 900)
    store = window.store
    store.apply(actions.last_beat)
    tree = _shown(window, "tree")
    assert isinstance(tree, TreeView)
    store.apply(view_actions.select, Quantity(Kind.WEIGHT, 2, 0, 0))
    tree.drawing.current_frame()
    said = tree.drawing.accessibleDescription()
    product = 1.0
    for head, tail in (
        ("a 1 of layer 2", "z 1 of layer 2"),
        ("z 1 of layer 2", "w 1 1 of layer 2"),
    ):
        product *= float(said.partition(f"{head} by {tail}: ")[2].partition(";")[0])
    product *= float(said.partition("C by a 1 of layer 2: ")[2])
    assert product == pytest.approx(0.08217, rel=1e-3)

    sheet = _shown(window, "numbers").findChild(Sheet)
    assert isinstance(sheet, Sheet)
    store.apply(view_actions.select, None)
    assert "weight, layer 1: row 1: 0.15 0.2; row 2: 0.25 0.3" in sheet.accessibleDescription()

    plot = _shown(window, "slice").findChild(SlicePlot)
    assert isinstance(plot, SlicePlot)
    plot.make_ready()
    assert " from −5 to 5; " in plot.accessibleDescription()
    assert "least 0.02849 at −5" in plot.accessibleDescription()
