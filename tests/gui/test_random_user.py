"""A thousand actions of a random user in a real window: nothing breaks, nothing piles up."""

from pytestqt.qtbot import QtBot

from gui.state.catalogue import ACTIONS
from tests.random_window import sit_down

ACTIONS_DONE = 1000  # 10,000 are done by `make soak`


def test_whatever_is_done_the_window_shows_the_trace_and_keeps_no_more(qtbot: QtBot) -> None:
    sitting = sit_down(seed=9)
    qtbot.addWidget(sitting.window)
    sitting.use(ACTIONS_DONE // 2)
    in_python, in_qt = sitting.count_objects()
    sitting.use(ACTIONS_DONE // 2)
    later_in_python, later_in_qt = sitting.count_objects()
    assert later_in_python < 1.3 * in_python
    assert later_in_qt < 1.1 * in_qt
    assert sitting.refusals < ACTIONS_DONE / 5
    assert not set(ACTIONS) - set(sitting.done), "some action was never drawn"
    sitting.assert_log_leads_here()
