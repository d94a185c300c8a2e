"""Every line of the experiment's panel is a control, by mouse and by keyboard."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from engine.data.dataset import FromTable, Generated
from engine.data.logic import logic_of
from engine.experiment import Experiment
from gui.disk import files
from gui.look.fit import enlarge
from gui.look.sizes import Sizes
from gui.look.style import style_sheet
from gui.look.theme import LIGHT
from gui.menu.menu import Menu
from gui.panels.experiment.choice import QuietBox, RemedyNote
from gui.panels.experiment.panel import ExperimentPanel
from gui.panels.published import PublishedTable
from gui.state.experiment import editing, layers
from gui.state.run import derived
from gui.state.state import first_state
from gui.state.store import Store
from gui.window.window import Window
from gui.words.catalog import say
from gui.words.functions import title_of
from tests.windows import on_screen, opened


@pytest.fixture(scope="module")
def window() -> Iterator[Window]:
    """Return one window for all tests, each of which opens its own experiment in it."""
    made = on_screen(1440, 900)
    made.menu.arrangements["training"].trigger()
    made.make_ready_for_picture()
    yield made
    made.close()
    made.deleteLater()


def _open(window: Window, name: str) -> ExperimentPanel:
    window.store.apply(editing.open_experiment, files.read(files.resolve(name)), name)
    QApplication.processEvents()
    return _panel(window)


def _panel(window: Window) -> ExperimentPanel:
    around = window.desk.view("experiment")
    assert isinstance(around, QScrollArea)
    panel = around.widget()
    assert isinstance(panel, ExperimentPanel)
    return panel


def _experiment(window: Window) -> Experiment:
    return derived.experiment(window.store.state)


def _choose(box: QuietBox, key: str) -> None:
    """Choose from a list as its popup does, which a platform without a screen cannot show."""
    row = box.findData(key)
    box.setCurrentIndex(row)
    box.activated.emit(row)
    QApplication.processEvents()


def _type(qtbot: QtBot, field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def _click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(8, widget.height() // 2))


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_list_opens_with_all_its_choices_in_sight(qtbot: QtBot) -> None:
    panel = _panel(opened(qtbot, 1440, 900))  # its own window: without a screen it loses the keys
    for box in panel.findChildren(QuietBox)[:4]:
        _click(qtbot, box)
        shown = box.view()
        qtbot.waitUntil(shown.isVisible)
        last = shown.visualRect(shown.model().index(box.count() - 1, 0))
        first = shown.visualRect(shown.model().index(0, 0))
        assert (first.top(), last.bottom() + 1) == (0, shown.viewport().height()), box.currentText()
        box.hidePopup()


def test_layers_are_counted_added_and_removed(window: Window, qtbot: QtBot) -> None:
    panel = _open(window, "moons-2-8-1")
    row = panel.layers.hidden[0]
    _type(qtbot, row.field, "3")
    assert _experiment(window).network.sizes == (2, 3, 1)
    qtbot.keyClick(row.field, Qt.Key.Key_Up)
    assert _experiment(window).network.sizes == (2, 4, 1)
    _click(qtbot, panel.layers.add)
    assert _experiment(window).network.sizes == (2, 4, 4, 1)
    second = panel.layers.hidden[1]
    assert second.isVisible()
    _choose(second.box, "leaky_relu")
    fields = second.parameters.fields
    (slope,) = (each for each in fields if each.isVisible())
    _type(qtbot, slope, "0.2")
    assert _experiment(window).network.layers[1].activation.settings == {"slope": 0.2}
    assert panel.layers.parameters.text() == "37 parameters"
    _click(qtbot, second.remove)
    assert _experiment(window).network.sizes == (2, 4, 1)
    assert not second.isVisible()
    while window.store.can_undo and _experiment(window).network.sizes != (2, 8, 1):
        window.store.undo()
    assert row.field.text() == "8"


def test_what_is_no_number_of_neurons_is_said_beside_the_field(
    window: Window, qtbot: QtBot
) -> None:
    field = _open(window, "moons-2-8-1").layers.hidden[0].field
    _type(qtbot, field, "0")
    assert "500" in field.accessibleDescription()
    _type(qtbot, field, "2.5")
    assert field.accessibleDescription()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "8"


def test_one_click_makes_a_loss_fit(window: Window, qtbot: QtBot) -> None:
    panel = _open(window, "iris-4-5-3")
    box = panel.training.loss
    note = box.window().findChildren(RemedyNote)
    _choose(box, "binary_cross_entropy")
    assert box.currentData() == "cross_entropy", "what was refused is not chosen"
    (shown,) = (each for each in note if each.isVisible())
    assert "sigmoid" in shown.words.text()
    assert shown.button.text() == "use sigmoid"
    _click(qtbot, shown.button)
    assert _experiment(window).network.layers[-1].activation.name == "sigmoid"
    assert box.currentData() == "binary_cross_entropy"
    assert panel.layers.output.box.currentData() == "sigmoid"
    assert not shown.isVisible()
    window.store.undo()
    after = _experiment(window)
    assert (after.loss.name, after.network.layers[-1].activation.name) == (
        *("cross_entropy", "softmax"),
    )


def test_choices_that_do_not_fit_say_why_in_the_list(window: Window, qtbot: QtBot) -> None:
    box = _open(window, "iris-4-5-3").training.loss
    assert box.opens is not None
    box.opens()
    tips = {
        box.itemData(row): box.itemData(row, Qt.ItemDataRole.ToolTipRole)
        for row in range(box.count())
    }
    assert tips["half_squared_error"] == tips["cross_entropy"] == ""
    assert "sigmoid" in tips["binary_cross_entropy"]
    assert "−1 and 1" in tips["hinge"]


def test_training_is_set_by_its_lines(window: Window, qtbot: QtBot) -> None:
    panel = _open(window, "moons-2-8-1")
    _choose(panel.training.optimizer, "momentum")
    assert _experiment(window).training.optimizer.name == "momentum"
    _type(qtbot, panel.training.rate, "0.25")
    _type(qtbot, panel.training.batch.field, "16")
    training = _experiment(window).training
    assert (training.learning_rate, training.batch_size) == (0.25, 16)
    _type(qtbot, panel.training.batch.field, "all")
    assert _experiment(window).training.batch_size is None
    assert panel.training.batch.currentText() == "all 90"
    _click(qtbot, panel.more.button)
    _click(qtbot, panel.more.shuffled)
    _click(qtbot, panel.more.trained)
    assert _experiment(window).training.shuffle
    assert not _experiment(window).training.train_biases
    _click(qtbot, panel.more.biases.boxes[1])
    assert not _experiment(window).network.layers[1].bias
    assert panel.more.button.accessibleDescription().startswith("More: biases fixed")
    _click(qtbot, panel.more.button)
    assert not panel.more.shuffled.isVisible()


def test_weights_are_drawn_anew(window: Window, qtbot: QtBot) -> None:
    panel = _open(window, "mazur-2-2-2")
    assert panel.weights.scheme.currentText() == say("experiment.as-stated")
    _click(qtbot, panel.weights.draw)
    assert _experiment(window).given is None
    assert panel.weights.seed.text() == "1"
    first = derived.trace(window.store.state).before.flat
    _choose(panel.weights.scheme, "normal")
    _type(qtbot, panel.weights.seed, "7")
    assert _experiment(window).init.seed == 7
    assert first.tobytes() != derived.trace(window.store.state).before.flat.tobytes()


def test_data_are_chosen_and_the_network_follows(window: Window, qtbot: QtBot) -> None:
    panel = _open(window, "moons-2-8-1")
    box = panel.data.box
    _choose(box, "logic:xor")
    assert logic_of(_experiment(window).data) == "xor"
    assert title_of(_experiment(window)) == "XOR, 4 points, 2-8-1"
    _choose(box, "drawn:spirals")
    _click(qtbot, panel.data.settings.button)
    fields = [each for each in panel.data.findChildren(QLineEdit) if each.isVisible()]
    for field, text in zip(fields, ("60", "0.05", "0.5", "3"), strict=True):
        _type(qtbot, field, text)
    expected = Generated("spirals", samples=60, noise=0.05, seed=3, test_fraction=0.5)
    assert _experiment(window).data.source == expected
    assert panel.data.settings.button.text().endswith("30 to train, 30 to test, noise 0.05")
    _choose(box, "drawn:sine")
    assert box.currentData() == "drawn:spirals"
    _click(qtbot, panel.data.note.button)
    assert _experiment(window).network.sizes == (1, 8, 1)
    _click(qtbot, panel.data.settings.button)


def test_samples_without_settings_are_told_and_not_unfolded(window: Window, qtbot: QtBot) -> None:
    panel = _open(window, "moons-2-8-1")
    button = panel.data.settings.button
    _click(qtbot, button)
    assert button.text().startswith("▾")
    _choose(panel.data.box, "logic:xor")
    inside = [each for each in panel.data.settings.children() if isinstance(each, QWidget)]
    assert [each for each in inside if each.isVisible()] == [button]
    assert (button.text(), button.isEnabled()) == ("4 samples", False)
    _choose(panel.data.box, "drawn:spirals")
    assert button.text().startswith("▾")
    assert panel.data.first_setting().isVisible()
    _click(qtbot, button)
    assert button.text().startswith("▸")


def test_a_table_is_divided_and_normalised_anew(window: Window, qtbot: QtBot) -> None:
    panel = _open(window, "moons-2-8-1")
    _choose(panel.data.box, "table:penguins")
    assert panel.data.box.currentText() == "penguins"
    _click(qtbot, panel.data.settings.button)
    table = panel.data.table
    _type(qtbot, table.share, "0.5")
    _click(qtbot, table.normalise)
    data = _experiment(window).data
    assert isinstance(data.source, FromTable)
    assert (data.source.test_fraction, data.source.normalise) == (0.5, False)
    assert data.inputs.max() > 1000, "grams are not normalised"
    assert abs(len(data.inputs) - len(data.test_inputs)) <= 1
    _click(qtbot, panel.data.settings.button)


def test_printed_figures_leave_with_the_network_they_belong_to(
    window: Window, qtbot: QtBot
) -> None:
    panel = _open(window, "mazur-2-2-2")
    table = panel.findChild(PublishedTable)
    assert isinstance(table, PublishedTable)
    assert table.isVisible()
    _click(qtbot, panel.layers.add)
    assert not table.isVisible()
    window.store.undo()
    assert table.isVisible()


def test_a_challenge_tells_neither_loss_nor_biases(window: Window, qtbot: QtBot) -> None:
    panel = _open(window, "mazur-in-place")
    assert not panel.training.loss.isVisible()
    assert panel.training.untold.isVisible()
    assert not panel.more.trained.isEnabled()
    assert "layer" not in panel.more.button.accessibleDescription()


def test_the_wheel_scrolls_and_changes_nothing(window: Window) -> None:
    panel = _open(window, "moons-2-8-1")
    before = window.store.state
    for box in panel.findChildren(QuietBox):
        place = QPointF(box.rect().center())
        wheel = QWheelEvent(
            place,
            QPointF(box.mapToGlobal(box.rect().center())),
            QPoint(),
            QPoint(0, -240),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(box, wheel)
    assert window.store.state is before


def test_every_control_has_a_name_and_a_tip_and_tab_goes_down(window: Window, qtbot: QtBot) -> None:
    panel = _open(window, "deep-3-4-4-2")
    _click(qtbot, panel.more.button)
    window.activateWindow()
    panel.data.box.setFocus()
    reached: list[QWidget] = []
    now = QApplication.focusWidget()
    while now is not None and panel.isAncestorOf(now) and now not in reached:
        reached.append(now)
        window.focusNextChild()
        now = QApplication.focusWidget()
    for widget in reached:
        said = widget.accessibleName() or getattr(widget, "text", str)()
        assert said, widget
        assert widget.toolTip(), said
    middles = [widget.mapTo(panel, widget.rect().center()).y() for widget in reached]
    assert all(after > before - 8 for before, after in pairwise(middles)), "Tab goes down"
    controls = {panel.training.loss, panel.training.batch, panel.weights.draw, panel.more.button}
    assert controls <= set(reached)
    _click(qtbot, panel.more.button)


def test_a_command_leads_to_each_setting(window: Window, qtbot: QtBot) -> None:
    for name, nowhere in (("moons-2-8-1", set()), ("cs231n-neuron", {"samples"})):
        panel = _open(window, name)
        reached = set()
        for key, action in window.menu.experiment.settings.items():
            action.trigger()
            widget = QApplication.focusWidget()
            assert widget is not None
            assert panel.isAncestorOf(widget), key
            assert widget.isVisible()
            reached |= {widget} if key not in nowhere else set()
        assert len(reached) >= len(window.menu.experiment.settings) - 2
    depth = _experiment(window).network.depth
    window.menu.experiment.add_layer.trigger()
    assert _experiment(window).network.depth == depth + 1
    panel.more.button.setChecked(False)
    panel.data.settings.button.setChecked(False)


def test_the_way_back_to_what_was_opened_is_in_the_menu(window: Window) -> None:
    _open(window, "mazur-2-2-2")
    restore = window.menu.experiment.restore
    assert not restore.isEnabled()
    window.store.apply(layers.add_layer, 1)
    assert restore.isEnabled()
    restore.trigger()
    assert _experiment(window) is window.store.state.document.opened
    assert not restore.isEnabled()


def test_an_arrow_key_in_a_list_chooses_the_next(window: Window, qtbot: QtBot) -> None:
    box = _open(window, "moons-2-8-1").layers.hidden[0].box
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert _experiment(window).network.layers[0].activation.name == box.currentData() != "tanh"


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_in_the_least_width_nothing_of_a_row_is_cut_off(qtbot: QtBot, scale: float) -> None:
    store, around = Store(first_state(files.read(files.resolve("moons-2-8-1")))), QMainWindow()
    panel = ExperimentPanel(store, Menu(around, store))
    around.setCentralWidget(panel)
    qtbot.addWidget(around)
    enlarge(around, scale)
    around.setStyleSheet(style_sheet(LIGHT, Sizes(scale)))
    around.show()
    panel.more.button.click()
    store.apply(layers.add_layer, 1)
    store.apply(layers.set_activation, 1, "scaled_tanh", (), fitted=False)
    around.resize(panel.minimumSizeHint().width(), 1400)
    QApplication.processEvents()
    room = round(scale * Sizes().of("least_experiment")[0])
    assert panel.minimumSizeHint().width() <= room
    for child in panel.findChildren(QWidget):
        if child.isVisibleTo(panel):
            right = child.mapTo(panel, QPoint(child.width(), 0)).x()
            assert right <= panel.width() + 1, child
    enlarge(QWidget(), 1.0)
