"""Nothing an edit made stale stays on screen: all is as in a window opened on what came out."""

from itertools import product

from PySide6.QtWidgets import QApplication, QLabel, QTableView, QWidget
from pytestqt.qtbot import QtBot

from engine.text.file.document import parse_experiment, write_experiment
from engine.written.quantity import parse
from gui.disk import files
from gui.history.gradients import gradients_now
from gui.state.action import Call
from gui.state.experiment import layers, samples, source, training, weights
from gui.state.run import actions, derived
from gui.state.state import first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.window.window import Window
from tests.passing import let_events_happen
from tests.windows import opened, put_back

EDITS: tuple[Call, ...] = (
    actions.train.call(40),
    view_actions.select.call(parse("w[1,7,1]")),
    training.set_loss.call("squared_error", False),
    training.set_optimizer.call("momentum", ()),
    actions.train.call(25),
    source.set_noise.call(0.3),
    layers.set_activation.call(1, "relu", (), False),
    samples.add_sample.call((0.5, 0.5), (1.0,), False),
    actions.train.call(10),
    source.set_generated.call("rings", False),
    layers.add_layer.call(1),
    layers.remove_neuron.call(1, 7),
    weights.draw_weights.call(),
)

# These keep the room that longer words once needed, so that nothing moves: compared by words.
KEEP_ROOM = ("gradients", "table")


def _window(qtbot: QtBot, store: Store) -> Window:
    window = Window(store)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.desk.first_layout()
    window.show()
    window.menu.arrangements["training"].trigger()
    window.make_ready_for_picture()
    return window


def _is_in_front(panel: QWidget) -> bool:
    """Return whether a panel is on screen: one behind another waits outside the window."""
    return panel.isVisible() and panel.geometry().right() > 0


def _shown(window: Window) -> dict[str, object]:
    """Return what each panel in front looks like, or what it says."""
    panels = {key: each for key, each in window.desk.panels.items() if _is_in_front(each)}
    shown: dict[str, object] = {"network": window.desk.network.grab().toImage()}
    for key, panel in panels.items():
        shown[key] = _words(panel) if key in KEEP_ROOM else panel.grab().toImage()
    return shown


def _words(panel: QWidget) -> list[str]:
    said = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    for view in panel.findChildren(QTableView):
        rows, columns = view.model().rowCount(), view.model().columnCount()
        places = product(range(min(rows, 50)), range(columns))
        said += [str(view.model().index(*place).data()) for place in places]
    return said


def test_after_any_edits_all_looks_as_newly_opened(qtbot: QtBot) -> None:
    name = "moons-2-8-1"
    edited = _window(qtbot, Store(first_state(files.read(files.resolve(name)), name)))
    for call in EDITS:
        assert edited.store.carry_out(call), call.action.name
        QApplication.processEvents()
    edited.store.apply(view_actions.select, None)
    written = write_experiment(derived.experiment(edited.store.state))
    fresh = _window(qtbot, Store(first_state(parse_experiment(written), name)))

    def look_alike() -> None:
        for window in (edited, fresh):
            window.make_ready_for_picture()
        one, other = _shown(edited), _shown(fresh)
        assert [key for key in one | other if one.get(key) != other.get(key)] == []

    qtbot.waitUntil(look_alike)  # what takes long is drawn coarsely first
    states = edited.store.state, fresh.store.state
    assert len({tuple(each.text for each in gradients_now(state).labels) for state in states}) == 1


def test_so_does_a_window_that_was_lent_to_a_test(qtbot: QtBot) -> None:
    lent = opened(qtbot, 1440, 900)
    let_events_happen()
    first = _shown(lent)
    lent.documents.open(files.resolve("moons-2-8-1"))
    lent.menu.arrangements["training"].trigger()
    for call in (*EDITS, view_actions.set_digits.call(7), actions.start_training.call()):
        assert lent.store.carry_out(call), call.action.name
        QApplication.processEvents()
    lent.room.show_in_full_size(lent.desk.panels["loss"])
    put_back(lent)
    let_events_happen()
    assert _shown(lent) == first
