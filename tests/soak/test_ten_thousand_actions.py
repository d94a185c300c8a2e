"""Ten thousand actions of a random user in a real window: memory stays flat."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.random_window import sit_down

PART = 2000
STATM = Path("/proc/self/statm")
PAGE_BYTES = 4096
ROOM_BYTES = 128 * 2**20  # for an undo history that is full, beside what was there before


def _resident_bytes() -> int:
    return int(STATM.read_text().split()[1]) * PAGE_BYTES


@pytest.mark.skipif(not STATM.exists(), reason="memory is read where Linux tells it")
@pytest.mark.parametrize("seed", [10])
def test_memory_stays_flat(qtbot: QtBot, seed: int) -> None:
    sitting = sit_down(seed)
    qtbot.addWidget(sitting.window)
    measured = []
    for _ in range(5):
        sitting.use(PART)
        objects = sitting.count_objects()
        measured.append((_resident_bytes(), *objects))
    (first_bytes, first_python, first_qt), (last_bytes, last_python, last_qt) = (
        measured[0],
        measured[-1],
    )
    assert last_bytes < first_bytes + ROOM_BYTES, measured
    assert last_python < 1.3 * first_python, measured
    assert last_qt < 1.1 * first_qt, measured
    sitting.assert_log_leads_here()
