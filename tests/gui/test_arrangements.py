"""Few large panels for each purpose, at every size of the window, and everything in reach."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QInputDialog,
    QLabel,
    QTabBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.app import application
from gui.arrangements import ARRANGEMENTS, PanelPlace, Side, network_room, room_for
from gui.disk import files, settings
from gui.disk.lessons import bundled_lesson
from gui.look.fit import enlarge
from gui.look.sizes import Sizes
from gui.numbers.sheet import Sheet
from gui.panels.training_bar import TrainingBar
from gui.panels.transport import Transport
from gui.plots.plot import Plot
from gui.state.lesson import actions as lesson_actions
from gui.state.run import actions
from gui.state.state import first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.views import PANELS, VIEWS
from gui.window.dock import Panel
from gui.window.window import Window
from tests.networks import mazur
from tests.passing import let_events_happen

LEAST_PLOT = 160
SIZES = [
    *((1440, 900, 1.0), (1280, 720, 1.0), (1024, 768, 1.0), (1280, 720, 1.5), (1920, 1080, 2.0)),
    *((853, 480, 1.0), (960, 540, 1.0)),  # the two before, as a screen that is enlarged has them
]
LOOKED_BEHIND = [(1024, 768, 1.0), (1280, 720, 1.5)]  # where panels behind tabs are tried, too
SMALLER = [(640, 400, 1.0), (960, 600, 3.0)]


def shown(width: int, height: int, scale: float) -> Window:
    """Return a window of any size, which the screen of the tests need not have."""
    application()
    example = files.resolve("xor-2-4-1")  # with a batch
    state = actions.train(first_state(files.read(example), example.stem), 3)
    window = Window(Store(view_actions.set_scale(state, scale)))
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.resize(width, height)
    window.show()
    settle(window)
    return window


def settle(window: Window) -> None:
    window.make_ready_for_picture()
    for _ in range(4):
        let_events_happen()
        QApplication.processEvents()


def place_of(widget: QWidget, window: Window) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def bars_of_tabs(window: Window) -> Iterator[QTabBar]:
    for bar in window.desk.findChildren(QTabBar):
        if bar.isVisible() and bar.count() > 1 and bar.geometry().right() > 0:
            yield bar


def assert_all_in_reach(window: Window) -> None:
    """Check every command of the toolbar, every tab, and that nothing lies on another panel."""
    whole = window.rect()
    bar = window.toolbar
    inside = [each for each in bar.findChildren(QToolButton) if each.isVisible()]
    for button in inside:
        place = place_of(button, window)
        assert whole.contains(place), button.text()
        assert button.width() >= button.minimumSizeHint().width(), button.text()
    for one in inside:
        for other in inside:
            apart = not place_of(one, window).intersects(place_of(other, window))
            assert one is other or apart
    bar.more.menu().aboutToShow.emit()
    offered = set(bar.more.menu().actions())
    seen = {button.defaultAction() for button in inside}
    menu = window.menu
    wanted = {menu.to_the_start, menu.previous_beat, menu.play, menu.next_beat, menu.phase_end}
    wanted |= {menu.next_step, menu.train, menu.reset, menu.theme}
    assert wanted <= offered | seen
    assert bool(offered) == bar.more.isVisible()
    cards = [window.desk.card, *window.desk.panels.values()]
    front = [card for card in cards if card.isVisible() and card.geometry().right() > 0]
    for tabs in bars_of_tabs(window):
        assert whole.contains(place_of(tabs, window))
        assert tabs.sizeHint().width() <= tabs.width()
        assert not any(card.geometry().intersects(tabs.geometry()) for card in front)
    for card in front:
        assert whole.contains(place_of(card, window)), card.objectName()
        others = [other for other in front if other is not card]
        assert not any(card.geometry().intersects(other.geometry()) for other in others)


def assert_readable(window: Window) -> None:
    """Check that no plot is low, and that words are whole or told in full by a tip."""
    for plot in window.findChildren(Plot):
        if plot.isVisible():
            assert plot.getViewBox().rect().height() >= LEAST_PLOT - 1
    for widget in window.findChildren(QWidget):
        if (
            not widget.isVisible()
            or widget.toolTip()
            or not isinstance(widget, QAbstractButton | QLabel)
        ):
            continue
        if isinstance(widget, QLabel) and not widget.wordWrap() and widget.text():
            assert widget.width() >= widget.minimumSizeHint().width() or "<" in widget.text(), (
                widget.text()
            )
        if isinstance(widget, QAbstractButton) and widget.text():
            assert widget.width() >= widget.minimumSizeHint().width(), widget.text()


def assert_network_is_readable(window: Window) -> None:
    """Check that among several panels the network has room for its words."""
    network, unit = window.desk.network, window.store.state.view.scale
    assert network.width() >= 470 * unit - 4  # the frame of its card
    assert network.height() >= 230 * unit - 4


def resize(window: Window, width: int, height: int, scale: float) -> None:
    window.store.apply(view_actions.set_scale, scale)
    window.resize(width, height)
    settle(window)


@pytest.fixture(scope="module")
def lent() -> Iterator[Window]:
    """Return one window for the tests that leave it as it was."""
    window = shown(1440, 900, 1.0)
    yield window
    window.close()
    window.deleteLater()
    enlarge(QWidget(), 1.0)


@pytest.fixture
def window(lent: Window) -> Window:
    resize(lent, 1440, 900, 1.0)
    lent.room.restore("step", {})
    lent.room.first_layout()
    settle(lent)
    return lent


def test_at_every_size_all_is_in_reach_and_no_plot_is_low(window: Window) -> None:
    """To change the scale takes long, so that each size is tried with all arrangements."""
    for size in SIZES:
        resize(window, *size)
        for arrangement in ARRANGEMENTS:
            window.menu.arrangements[arrangement.key].trigger()
            settle(window)
            assert (window.width(), window.height()) == size[:2]
            assert window.desk.isVisible(), "there is room for the network and a panel beside it"
            assert window.desk.network.isVisible()
            assert window.desk.foot.isVisible()
            if network_room(window.desk._form) == "network_among":
                assert_network_is_readable(window)
            shown = window.desk.shown_panels()
            behind = [key for key in shown if not window.desk.view(key).isVisible()]
            assert_all_in_reach(window)
            assert_readable(window)
            for key in behind if size in LOOKED_BEHIND else []:
                window.room.bring(key)
                settle(window)
                assert window.desk.view(key).isVisible()
                assert_all_in_reach(window)
                assert_readable(window)


def test_with_less_room_there_is_one_panel_at_a_time(window: Window) -> None:
    stage = window.room.stage
    for size in SMALLER:
        resize(window, *size)
        assert stage.isVisible()
        assert stage.rect().contains(stage.switch.geometry())
        assert stage.labels.isVisible() == (size[0] / size[2] > 600)
        assert not stage.back.isVisible()  # there is nowhere to go back to
        assert window.desk.network.isVisible()
        stage.others.aboutToShow.emit()
        titles = [action.text() for action in stage.others.actions()]
        stage.others.actions()[titles.index(VIEWS["explanation"].title)].trigger()
        settle(window)
        assert window.desk.view("explanation").isVisible()
        assert not window.desk.network.isVisible()
        assert_all_in_reach(window)
        QTest.mouseClick(stage.switch.all, Qt.MouseButton.LeftButton)
        assert window.store.state.view.whole_batch
        window.store.apply(view_actions.follow_sample, 0)
        resize(window, 1440, 900, 1.0)
        assert window.desk.network.isVisible()
        assert window.desk.view("explanation").isVisible()


def test_a_key_changes_the_arrangement_and_each_remembers_its_sizes(qtbot: QtBot) -> None:
    window = shown(1440, 900, 1.0)
    qtbot.addWidget(window)
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, False)
    window.hide()
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.resize(1440, 900)
    settle(window)
    panel = window.desk.panels["explanation"]
    window.desk.resizeDocks([panel], [500], Qt.Orientation.Horizontal)
    settle(window)
    chosen = panel.width()
    fronts = []
    for key in (Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_1):
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        settle(window)
        fronts.append((window.room.arrangement, tuple(window.desk.shown_panels())))
        assert window.menu.arrangements[window.room.arrangement].isChecked()
    assert [name for name, _ in fronts] == ["landscape", "training", "lesson", "step"]
    assert len({panels for _, panels in fronts}) == 4
    assert panel.width() == chosen
    window.close()  # which remembers them
    window.show()
    window.room.restore("step", {})
    window.menu.restore_layout.trigger()
    settle(window)
    assert panel.width() != chosen
    window.room.restore("lesson", {})
    window.room.restore(*settings.load_layouts())  # as the next start does
    settle(window)
    assert panel.width() == chosen
    window.menu.restore_layout.trigger()
    settle(window)
    assert panel.width() != chosen


def test_ones_own_arrangement_is_kept_chosen_again_and_deleted(window: Window) -> None:
    window.room.bring("secant")
    window.desk.panels["experiment"].close()

    def answer() -> None:
        dialog = window.findChild(QInputDialog)
        assert dialog is not None
        dialog.setTextValue("step/mine")  # a name like those of the table harms nothing
        dialog.accept()

    QTimer.singleShot(0, answer)
    window.menu.keep_arrangement.trigger()
    own = next(each for each in window.menu.panels.actions() if each.text() == "step/mine")
    assert own.isChecked()
    window.menu.arrangements["lesson"].trigger()
    assert not window.desk.view("secant").isVisible()
    settings.save_layouts(*window.room.left_as())
    window.room.restore("step", {})
    window.room.restore(*settings.load_layouts())  # as the next start does
    assert window.room.arrangement == "lesson"
    own = next(each for each in window.menu.panels.actions() if each.text() == "step/mine")
    own.trigger()
    settle(window)
    assert window.desk.view("secant").isVisible()
    assert window.desk.panels["experiment"].isHidden()
    assert window.menu.forget_arrangement.isEnabled()
    window.menu.forget_arrangement.trigger()
    assert window.room.arrangement == "step"
    assert "step/mine" not in [each.text() for each in window.menu.panels.actions()]
    assert not window.menu.forget_arrangement.isEnabled()


@pytest.mark.parametrize("kind", ["older", "broken"])
def test_what_another_version_remembered_is_no_harm(window: Window, kind: str) -> None:
    store = settings.user_settings()
    if kind == "older":  # the one layout of versions without arrangements
        store.setValue("window/layout", b"\x00\x00\x00\xff")
    else:
        store.setValue("layouts/version", "none")
        store.setValue("layouts/shown", "nowhere")
        store.setValue("layouts/all/size", "many")
    store.sync()
    window.room.restore(*settings.load_layouts())
    settle(window)
    assert window.room.arrangement == "step"
    assert window.desk.view("explanation").isVisible()


def test_a_panel_is_brought_from_the_menu(window: Window) -> None:
    window.menu.arrangements["lesson"].trigger()
    hidden = [each for each in PANELS if each.key not in window.desk.shown_panels()]
    assert hidden
    for entry in hidden:
        action = next(a for a in window.menu.panels.actions() if a.text() == entry.title)
        action.trigger()
        settle(window)
        assert window.desk.view(entry.key).isVisible()


def test_the_table_names_panels_once_a_form_and_ever_fewer() -> None:
    known = {entry.key for entry in PANELS}
    for arrangement in ARRANGEMENTS:
        counts = []
        for form in arrangement.forms:
            keys = [key for place in form for key in place.panels]
            assert len(keys) == len(set(keys))
            assert set(keys) <= known
            counts.append(len(form))
        assert counts == sorted(counts, reverse=True)
        assert counts[-1] == 1  # the last resort is one place beside the network


def test_what_a_form_needs_is_what_its_places_need_together() -> None:
    least = {"a": (100, 50), "b": (120, 40), "c": (300, 60), "d": (80, 300)}
    form = (
        PanelPlace(Side.LEFT, ("a",)),
        PanelPlace(Side.BOTTOM, ("b",)),
        PanelPlace(Side.BOTTOM, ("c",)),
        PanelPlace(Side.RIGHT, ("d", "a")),
    )
    # left 100 and network 200; below them 120 and 300; at the right 100 wide and 300 + 20 high
    assert room_for(form, least.__getitem__, (200, 150), 10, 20) == (430 + 10 + 100, 320)


def test_full_size_takes_the_room_and_gives_back_every_size(window: Window) -> None:
    before = [(key, panel.geometry()) for key, panel in window.desk.panels.items()]
    network = window.desk.network.geometry()
    for key in ("numbers", "tree", "explanation"):
        panel = window.desk.panels[key]
        assert isinstance(panel, Panel)
        window.room.show_in_full_size(panel)
        settle(window)
        assert panel.view.width() * panel.view.height() > 1.5 * panel.width() * panel.height()
        assert_all_in_reach(window)
        assert window.room.stage.switch.isVisible()
        assert not window.room.stage.labels.isVisible()  # they are the network's
        if key == "numbers":
            window.store.apply(view_actions.set_theme, "dark")  # while it is alone
            window.store.apply(view_actions.set_theme, "light")
            settle(window)
        window.menu.leave_full_size.trigger()
        settle(window)
        assert [(k, p.geometry()) for k, p in window.desk.panels.items()] == before
        assert window.desk.network.geometry() == network


def test_numbers_in_full_size_are_all_in_sight_where_the_usual_type_has_room(
    window: Window,
) -> None:
    window.store.apply(actions.last_beat)
    panel = window.desk.panels["numbers"]
    window.room.show_in_full_size(panel)
    settle(window)
    sheet = panel.view.findChild(Sheet) or window.room.stage.findChild(Sheet)
    assert isinstance(sheet, Sheet)
    assert not sheet.scrolls
    assert sheet.unit >= 1


@pytest.mark.parametrize("key", ["numbers", "tree", "loss"])
@pytest.mark.parametrize(("width", "height", "scale"), [(1024, 640, 1.0), (1440, 900, 1.5)])
def test_what_is_shown_in_full_size_keeps_its_room_as_the_window_shrinks(
    qtbot: QtBot, key: str, width: int, height: int, scale: float
) -> None:
    window = shown(1920, 1080, 1.0)
    qtbot.addWidget(window)
    window.room.show_in_full_size(window.desk.panels[key])
    settle(window)
    assert window.room.stage.fontMetrics().height() > window.menuBar().fontMetrics().height()
    window.store.apply(view_actions.set_scale, scale)
    window.resize(width, height)
    settle(window)
    view = window.desk.panels[key].view
    least = Sizes(scale).of(VIEWS[key].least)
    assert view.width() >= least[0]
    assert view.height() >= least[1]
    assert window.room.stage.rect().contains(window.desk.foot.geometry())
    assert not view.geometry().intersects(window.desk.foot.geometry())


def test_back_at_a_scale_every_panel_is_as_large_as_it_was(window: Window) -> None:
    panels = window.desk.panels
    chosen = [panels["experiment"], panels["tree"]]
    window.desk.resizeDocks(chosen, [300, 420], Qt.Orientation.Horizontal)
    settle(window)
    before = {key: p.size() for key, p in panels.items() if not p.visibleRegion().isEmpty()}
    for scale in (1.1, 1.25, 1.0):  # in the same form, and in one with fewer panels
        window.store.apply(view_actions.set_scale, scale)
        settle(window)
    for key, size in before.items():  # Qt rounds where two share an edge
        apart = panels[key].size() - size
        assert max(abs(apart.width()), abs(apart.height())) <= 1, key


def test_the_toolbar_says_which_lesson_is_open_and_presents_it(window: Window) -> None:
    window.store.apply(lesson_actions.open_lesson, bundled_lesson("10-bias"), 0)
    for arrangement in ("lesson", "training"):
        window.menu.arrangements[arrangement].trigger()
        settle(window)
        seen = [each for each in window.toolbar.findChildren(QToolButton) if each.isVisible()]
        assert any(each.text().startswith("Lesson 10") for each in seen)
        assert window.menu.present in [each.defaultAction() for each in seen]
        names = [each.defaultAction() for each in seen]
        assert set(window.menu.arrangements.values()) <= set(names)  # side by side
    window.store.apply(lesson_actions.close)


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1424, 860)])
def test_at_the_first_start_all_numbers_and_the_rule_are_seen(
    qtbot: QtBot, width: int, height: int
) -> None:
    made = Window(Store(first_state(mazur())))
    qtbot.addWidget(made)
    made.resize(width, height)
    made.show()
    settle(made)
    numbers = made.desk.view("numbers").findChild(Sheet)
    assert numbers is not None
    assert numbers.is_whole
    reasons, tree = made.desk.panels["explanation"], made.desk.panels["tree"]
    assert reasons.height() > 1.2 * tree.height()


def test_with_room_for_one_panel_it_is_the_one_that_was_asked_for(window: Window) -> None:
    resize(window, 640, 400, 1.0)
    for arrangement, key in (("landscape", "slice"), ("training", "regions"), ("step", "network")):
        window.menu.arrangements[arrangement].trigger()
        settle(window)
        seen = window.desk.network if key == "network" else window.desk.view(key)
        assert seen.isVisible()
        assert window.room.stage.isAncestorOf(seen)
        assert window.desk.foot.isVisible()


def test_a_window_left_in_training_has_its_bar_and_strip_before_it_is_painted(
    qtbot: QtBot,
) -> None:
    made = Window(Store(first_state(mazur())))
    qtbot.addWidget(made)
    made.room.restore("training", {})
    bar, beats = made.toolbar.findChild(TrainingBar), made.toolbar.findChild(Transport)
    assert bar is not None
    assert beats is not None
    assert not bar.isHidden()
    assert beats.isHidden()
    assert made.desk.foot.has_steps
