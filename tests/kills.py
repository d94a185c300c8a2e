"""Kills windows in use, and checks what the next start finds."""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from gui.app import application
from gui.disk import files
from gui.disk.recovery import left_behind
from gui.state.replay import replay
from gui.state.session.session import Session
from gui.state.state import Mode, State
from tests.first_paint import ROOT
from tests.same_state import assert_same

MOST_WRITES = 5  # most sessions are written in fewer: then it is killed after all of them


def kill_at(names: Iterable[str], folder: Path) -> Counter[str]:
    """Kill a window at each action; return how often how much of it had been written."""
    application()  # whose name is that of the folder for what is kept
    done: Counter[str] = Counter()
    with (
        (folder / "errors").open("wb") as errors,
        subprocess.Popen(
            [sys.executable, "-m", "tests.killed"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as program,
    ):
        try:
            for number, name in enumerate(names):
                job = {"action": name, "seed": number, "at": number % (MOST_WRITES + 1)}
                done[_kill_once(program, job | {"log": str(folder / f"{number}.log")})] += 1
        finally:
            program.kill()
    return done


def _kill_once(program: "subprocess.Popen[str]", job: dict[str, object]) -> str:
    assert program.stdin is not None
    assert program.stdout is not None
    program.stdin.write(json.dumps(job) + "\n")
    program.stdin.flush()
    answer = json.loads(program.stdout.readline())
    assert left_behind() == [], "what is still open is nobody else's"
    os.kill(answer["process"], signal.SIGKILL)
    while (found := left_behind()) == []:
        pass  # the lock is free once the process is gone
    [folder] = found
    lines = Path(str(job["log"])).read_text("utf-8").splitlines()
    one, other = (_led_to(part) for part in (lines[: answer["before"]], lines))
    back = folder.session.read().state
    expected = {"nothing": [one], "some": [one, other], "all": [other]}[answer["written"]]
    _assert_one_of(back, expected, job)
    list(folder.session.writing(Session(back)))  # and after it a second crash
    _assert_one_of(folder.session.read().state, [back], job)
    assert not [path for path in folder.session.path.iterdir() if path.name.startswith(".")]
    folder.remove()
    assert not list(folder.session.path.parent.iterdir())
    return str(answer["written"])


def _led_to(lines: list[str]) -> State:
    state = replay(lines, files.experiment_of).state
    return replace(state, mode=Mode.PAUSED, held=0.0, lit=(), goal=None)


def _assert_one_of(back: State, allowed: list[State], job: dict[str, object]) -> None:
    differences = []
    for each in allowed:
        try:
            assert_same(each, back)
        except AssertionError as difference:
            differences.append(str(difference))
        else:
            return
    raise AssertionError(f"{job}: {differences}")
