"""Everything that bundled cards want to be tried, done in a Chinese window too."""

from pytestqt.qtbot import QtBot

from gui.words.catalog import CHINESE
from tests.gui.test_lesson_tries import TRIES, check_tries


def test_what_cards_want_to_be_tried_is_recognised_in_chinese(qtbot: QtBot) -> None:
    check_tries(qtbot, CHINESE, TRIES)
