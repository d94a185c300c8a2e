"""Turns of views: a long one has its frame alone, a short one waits for nobody."""

from time import perf_counter

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from gui.turns import DRAWING_SHARE, LONGEST_PAUSE, SHORT_SECONDS, turns_of


class _View(QObject):
    """Draws for so many seconds."""

    def __init__(self, parent: QObject, seconds: float) -> None:
        super().__init__(parent)
        self._seconds = seconds
        self.drawn = 0

    def draw(self) -> None:
        self.drawn += 1
        end = perf_counter() + self._seconds
        while perf_counter() < end:
            pass


def test_what_is_short_is_drawn_in_the_frame_of_what_is_long(qtbot: QtBot) -> None:
    store = QObject()
    turns = turns_of(store)
    views = [_View(store, seconds) for seconds in (0.003, 0.003, 0.003, 0.0)]

    def all_are_drawn() -> bool:
        return not any(turn.waiting for turn in turns._turns)

    for _ in range(2):
        for view in views:
            turns.ask(view.draw)
        qtbot.waitUntil(all_are_drawn)
    assert [view.drawn for view in views] == [2, 2, 2, 2]
    for turn in turns._turns:
        turn.last = 0.0  # all have rested
    turns._long_at = 0.0
    for view in views:
        turns.ask(view.draw)
    before = [view.drawn for view in views]
    turns.take()
    gained = [view.drawn - was for view, was in zip(views, before, strict=True)]
    assert sum(gained[:3]) == 1
    short = next(turn for turn in turns._turns if turn.method() == views[3].draw)
    assert gained[3] == 1 or short.took >= SHORT_SECONDS  # on a machine that stalled just then


def test_while_somebody_leads_turns_are_taken_only_when_he_says(qtbot: QtBot) -> None:
    store = QObject()
    turns, view = turns_of(store), _View(store, 0.0)
    turns.be_led(True)
    turns.ask(view.draw)
    assert not turns._timer.isActive()
    turns.take()
    assert view.drawn == 1
    turns.ask(view.draw)
    turns.be_led(False)  # who waits then is not forgotten
    qtbot.waitUntil(lambda: view.drawn == 2)


def test_what_took_long_is_followed_by_frames_with_little_to_draw() -> None:
    store = QObject()
    turns = turns_of(store)
    views = [_View(store, 0.003) for _ in range(3)]
    for view in views:
        turns.ask(view.draw)
    turns.take()
    assert sum(view.drawn for view in views) == 1
    at = turns._long_at
    turns._drawn = 0.009
    pause = 0.009 / DRAWING_SHARE
    assert not turns._may_be_long(at + pause - 0.001)
    assert turns._may_be_long(at + pause + 0.001)
    turns.note(1.0)  # painting
    assert not turns._may_be_long(at + 0.99 * LONGEST_PAUSE)
    assert turns._may_be_long(at + 1.01 * LONGEST_PAUSE)
    turns._long_at = perf_counter() + 1000.0  # as if no time passed
    turns.take()
    assert sum(view.drawn for view in views) == 1
    turns._long_at = 0.0  # as if enough had
    turns.take()
    assert sum(view.drawn for view in views) == 2
    turns.seek(True)  # the eye follows the hand: nothing waits
    turns.take()
    assert sum(view.drawn for view in views) == 3
