"""Nothing moves for no reason: buttons and numbers stay in their places."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QToolButton, QWidget

from engine.written.quantity import parse
from gui.disk import files
from gui.landscape.curve.descent_view import DescentView
from gui.panels.batch_switch import BatchSwitch
from gui.panels.narration import Narration
from gui.panels.published import PublishedTable
from gui.panels.timeline import Timeline
from gui.panels.tool_buttons import CommandButton, ExamplePicker
from gui.panels.transport import Transport
from gui.state.experiment import editing
from gui.state.run import actions, derived
from gui.state.view import actions as view_actions
from gui.window.window import Window
from tests.networks import mazur
from tests.passing import let_events_happen
from tests.windows import lent, put_back


@pytest.fixture(scope="module")
def _lent(qapp: QApplication) -> Iterator[Window]:
    yield from lent(1280, 720)


@pytest.fixture
def window(_lent: Window) -> Window:
    made = put_back(_lent)
    let_events_happen()
    _let_settle(made)
    return made


def _let_settle(window: Window) -> None:
    """Let a layout reach its panels: docks hear of the width that one needs a moment later."""
    before: dict[str, QRect] = {}
    while before != (before := _places(window)):
        QApplication.processEvents()


def _columns(window: Window) -> list[int]:
    """Return where the columns of the published figures begin."""
    table = window.desk.panels["experiment"].findChild(PublishedTable)
    assert table is not None
    grid = table.findChild(QGridLayout)
    assert grid is not None
    return [grid.cellRect(1, column).x() for column in range(4)]


def _places(window: Window) -> dict[str, QRect]:
    """Return where everything stands that should not move."""
    kept: list[QWidget] = [
        *(window.findChildren(kind)[0] for kind in (Transport, Timeline, Narration, ExamplePicker)),
        *window.findChildren(CommandButton),
        *(panel for panel in window.desk.panels.values() if panel.isVisible()),
        *[each for each in window.statusBar().children() if isinstance(each, QWidget)][:3],
        *(window.desk.network, window.statusBar()),
    ]
    return {
        f"{index} {type(each).__name__}": QRect(each.mapTo(window, QPoint(0, 0)), each.size())
        for index, each in enumerate(kept)
    }


def test_nothing_moves_while_it_plays_trains_and_refuses(window: Window) -> None:
    store = window.store
    before, columns = _places(window), _columns(window)
    for change in (
        *[lambda beat=beat: store.apply(actions.go_to, 0, beat, 1.0) for beat in range(17)],
        lambda: store.apply(actions.play),
        lambda: store.apply(actions.start_training),
        lambda: store.apply(actions.train, 1000),
        lambda: store.apply(actions.pause),
        lambda: store.apply(view_actions.set_speed, 0.25),
        lambda: store.apply(editing.set_learning_rate, -1.0),  # refused: a notice
    ):
        change()
        QApplication.processEvents()
        assert _places(window) == before
        assert store.state.trained > 1 or _columns(window) == columns
    assert window.notice.isVisible()


def test_a_plot_stays_below_its_notes_while_they_become_known(window: Window) -> None:
    window.room.bring("slice")
    view = window.desk.view("slice")
    assert isinstance(view, DescentView)
    view.make_ready()
    _let_settle(window)
    plot = view.picture.plot
    assert plot is not None
    tops = set()
    for beat in range(17):
        window.store.apply(actions.go_to, 0, beat, 1.0)
        QApplication.processEvents()
        tops.add(plot.mapTo(window, QPoint(0, 0)).y())
    assert len(tops) == 1


def test_the_explanation_is_equally_wide_and_its_rule_stands_in_one_place(window: Window) -> None:
    panel = window.desk.view("explanation")
    rule = next(each for each in panel.findChildren(QLabel) if each.text() == "The rule")
    QApplication.processEvents()
    places = set()
    for beat in range(17):
        window.store.apply(actions.go_to, 0, beat, 1.0)
        QApplication.processEvents()
        places.add((rule.mapTo(window, QPoint(0, 0)).toTuple(), rule.width()))
    assert len(places) == 1


def test_a_long_title_is_cut_and_moves_nothing(window: Window) -> None:
    QApplication.processEvents()
    before = _places(window)
    title = (
        "Salt & pepper: how a network of neurons with a very long name learns to tell them apart"
    )
    window.store.apply(editing.open_experiment, replace(mazur(), title=title), "salt")
    QApplication.processEvents()
    picker = window.findChildren(ExamplePicker)[0]
    assert _places(window)["0 Transport"] == before["0 Transport"]
    assert picker.text().startswith("Salt && pepper")
    assert "…" in picker.text()
    assert picker.sizeHint().width() <= picker.width()
    assert title in picker.toolTip()


def test_a_notice_goes_with_the_next_action_but_not_with_time(window: Window) -> None:
    store, notice = window.store, window.notice
    store.apply(actions.play)
    store.apply(editing.set_learning_rate, -1.0)
    assert notice.isVisible()
    store.apply(actions.play_to, 0, 1, 0.5)  # time passes
    store.apply(view_actions.light, (parse("w[1,0,0]"),))  # the pointer passes over a path
    assert notice.isVisible()
    assert window.desk.rect().contains(notice.geometry())
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert not notice.isVisible()
    store.apply(editing.set_learning_rate, -1.0)
    QTest.mouseClick(notice.findChildren(QToolButton)[0], Qt.MouseButton.LeftButton)
    assert not notice.isVisible()


def test_play_is_the_one_emphasised_button_and_says_what_it_does(window: Window) -> None:
    buttons = {each.defaultAction(): each for each in window.findChildren(CommandButton)}
    named = [each.text() for each in buttons.values() if each.objectName() == "primary"]
    assert named == ["Play"]
    play = buttons[window.menu.play]
    width = play.width()
    QTest.keyClick(window, Qt.Key.Key_Space)
    QApplication.processEvents()
    assert (play.text(), play.accessibleName(), play.width()) == ("Pause", "Pause", width)
    QTest.keyClick(window, Qt.Key.Key_Space)


def test_the_switch_of_the_batch_stays_under_the_pointer(window: Window) -> None:
    window.documents.open(files.resolve("xor-2-4-1"))
    _let_settle(window)
    switch = window.desk.card.findChild(BatchSwitch)
    assert switch is not None
    assert switch.isVisible()
    places = set()
    for beat in range(len(derived.beats(window.store.state))):
        window.store.apply(actions.go_to, 0, beat, 1.0)
        QApplication.processEvents()
        places.add((switch.mapTo(window, QPoint(0, 0)).x(), switch.width()))
    assert len(places) == 1
