"""A program that forks windows in use, one a line it reads; each waits at some point to be killed.

A line of JSON asks for an action, when to stop while writing, and where to log what is done; the
window answers with its process and how many lines of the log lead to what was written before.
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer

import gui.disk.session_folder
from gui.disk.files import write_atomically
from gui.state.action_log import ActionLog
from gui.state.catalogue import ACTIONS
from gui.window.window import Window
from tests.random_user import RandomUser
from tests.windows import on_screen

BEFORE = 8  # actions of a random user before the one that is asked for
_AGES_MS = 2**30


def main() -> None:
    """Make one window, and fork it for each line: making one takes most of the time."""
    window = on_screen(960, 600)
    for timer in window.player.findChildren(QTimer):
        timer.setInterval(_AGES_MS)  # time passes as the random user says
    for line in sys.stdin:
        process = os.fork()
        if process == 0:
            use_until_killed(window, json.loads(line))
        os.waitpid(process, 0)


def use_until_killed(window: Window, job: dict[str, Any]) -> None:
    """Do something, write it down, do the action, and stop in the middle of writing that down.

    job: the name of the action; seed: of the random user; at: the number of the write in the
    middle of which it stops, 0 for before all of them; log: a file.
    """
    window.keep_safe()
    assert window.safety is not None
    keeping, slices = window.safety.keeping, window.documents.saving.slices
    for timer in keeping.findChildren(QTimer):
        timer.setInterval(_AGES_MS)
    lines: list[str] = []
    log = ActionLog(lines.append, window.store.state, "")
    window.store.watch(log.note)
    user = RandomUser(job["seed"])
    for _ in range(BEFORE):
        window.store.carry_out(user.next_call(window.store.state))
        QCoreApplication.processEvents()
    keeping.write()
    slices.finish()
    log.flush()
    before = len(lines)
    window.store.carry_out(user.call_of(ACTIONS[job["action"]], window.store.state))
    log.flush()
    Path(job["log"]).write_text("".join(lines), "utf-8")
    QCoreApplication.processEvents()
    if job["at"] == 0:
        _wait_to_be_killed(before, "nothing")
    _stop_in_write(job["at"], before)
    keeping.write()
    slices.finish()
    _wait_to_be_killed(before, "all")


def _stop_in_write(number: int, before: int) -> None:
    left = [number]

    def write(path: Path, content: bytes) -> None:
        left[0] -= 1
        if left[0] == 0:
            (path.parent / f".{path.name}.half").write_bytes(content[: len(content) // 2])
            _wait_to_be_killed(before, "some")
        write_atomically(path, content)

    gui.disk.session_folder.write_atomically = write  # type: ignore[attr-defined]


def _wait_to_be_killed(before: int, written: str) -> None:
    answer = {"process": os.getpid(), "before": before, "written": written}
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
    time.sleep(600)
    os._exit(1)


if __name__ == "__main__":
    main()
