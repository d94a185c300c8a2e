"""The timeline shows the phases and is dragged to any beat, both ways."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from engine.story.beats import Phase, cut
from gui.look.theme import LIGHT
from gui.panels.timeline import Timeline, moment, phase_colour, place, segments
from gui.state.run import actions
from gui.state.state import Cursor, first_state
from gui.state.store import Store
from tests.networks import mazur, of_depth


@pytest.fixture
def store(qapp: object) -> Store:
    return Store(first_state(mazur()))


@pytest.fixture
def timeline(store: Store, qtbot: QtBot) -> Timeline:
    made = Timeline(store)
    qtbot.addWidget(made)
    made.resize(700, 44)
    made.show()
    qtbot.waitExposed(made)
    return made


def _middle(timeline: Timeline, beat: int) -> QPoint:
    segment = segments(cut(of_depth(2)), timeline.width())[beat]
    return QPoint(round((segment.left + segment.right) / 2), 12)


def test_place_and_moment_are_inverse_everywhere_on_the_bar() -> None:
    parts = segments(cut(of_depth(3)), 613.0)
    for beat in range(len(parts)):
        for part in (0.01, 0.37, 0.99):
            found, inside = moment(parts, place(parts, Cursor(0, beat, part)))
            assert found == beat
            assert inside == pytest.approx(part)


def test_beats_are_equally_wide_and_do_not_overlap() -> None:
    parts = segments(cut(of_depth(4)), 500.0)
    widths = [part.right - part.left for part in parts]
    assert max(widths) - min(widths) < 1e-9
    assert all(one.right <= other.left + 1e-9 for one, other in pairwise(parts))


def test_a_click_shows_the_end_of_that_beat(timeline: Timeline, store: Store, qtbot: QtBot) -> None:
    qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=_middle(timeline, 8))
    assert store.state.cursor == Cursor(0, 8, 1.0)
    qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=_middle(timeline, 2))
    assert store.state.cursor == Cursor(0, 2, 1.0)


def test_a_drag_scrubs_forwards_and_backwards(
    timeline: Timeline, store: Store, qtbot: QtBot
) -> None:
    qtbot.mousePress(timeline, Qt.MouseButton.LeftButton, pos=_middle(timeline, 1))
    seen = []
    for beat in (5, 11, 16, 9, 3):
        qtbot.mouseMove(timeline, _middle(timeline, beat))
        seen.append(store.state.cursor.beat)
        assert store.state.cursor.part == pytest.approx(0.5, abs=0.05)
    qtbot.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=_middle(timeline, 3))
    assert seen == [5, 11, 16, 9, 3]
    assert store.state.cursor.beat == 3


def test_beyond_either_end_stands_the_first_and_the_last_moment(
    timeline: Timeline, store: Store, qtbot: QtBot
) -> None:
    qtbot.mousePress(timeline, Qt.MouseButton.LeftButton, pos=_middle(timeline, 4))
    qtbot.mouseMove(timeline, QPoint(699, 12))
    assert store.state.cursor == Cursor(0, 16, 1.0)
    qtbot.mouseMove(timeline, QPoint(0, 12))
    assert (store.state.cursor.beat, store.state.cursor.part) == (0, 0.0)


def test_phases_are_painted_in_their_colours_up_to_the_playhead(
    timeline: Timeline, store: Store
) -> None:
    store.apply(actions.go_to, 0, 10, 1.0)
    picture = timeline.grab().toImage()
    scale = picture.devicePixelRatio()

    def colour_at(beat: int) -> QColor:
        place = _middle(timeline, beat)
        return picture.pixelColor(round(place.x() * scale), round(12 * scale))

    for beat, phase in ((2, Phase.FORWARD), (5, Phase.LOSS), (8, Phase.BACKWARD)):
        assert colour_at(beat) == QColor(phase_colour(phase, LIGHT))
    assert colour_at(15) != QColor(phase_colour(Phase.UPDATE, LIGHT))
