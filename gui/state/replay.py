"""Does again what a log says was done."""

import json
from collections.abc import Iterable, Iterator

from engine.fault import Faulty
from engine.text.file.document import BadExperiment
from gui.state.action import Call
from gui.state.action_log import FORMAT, VERSION
from gui.state.keeper import Keeper
from gui.state.plain import BadCall, ReadExperiment, read_call
from gui.state.refusal import Refused
from gui.state.state import first_state

_KEYS = {"action", "args", "gesture", "refused"}


class BadLog(Faulty):
    """A line that cannot be carried out; lines count from 1."""

    def __init__(self, key: str, line: int, **details: object) -> None:
        super().__init__(key, **details)
        self.line = line


class Differs(BadLog):
    """A line that can be read; but what it does is not what was done."""


def replay(lines: Iterable[str], read_experiment: ReadExperiment) -> Keeper:
    """Return the keeper in whose state the log ends; raise BadLog where it cannot be followed."""
    numbered = enumerate(lines, 1)
    keeper = _begun(numbered, read_experiment)
    for number, text in numbered:
        line = _json(number, text)
        gesture = line.get("gesture")
        if not (line.keys() <= _KEYS and isinstance(gesture, int | None)):
            raise BadLog("log.no-action", number)
        call, refused = _call(number, line, read_experiment), False
        try:
            keeper.carry_out(call, gesture)
        except Refused:
            refused = True
        if refused != line.get("refused", False):
            name = call.action.name
            raise Differs("log.refused-now" if refused else "log.refused-then", number, action=name)
    return keeper


def _call(number: int, line: dict[str, object], read_experiment: ReadExperiment) -> Call:
    name, plain = line.get("action"), line.get("args")
    if not (isinstance(name, str) and isinstance(plain, list)):
        raise BadLog("log.no-action", number)
    try:
        return read_call(name, plain, read_experiment)
    except BadCall as error:
        raise BadLog(error.fault.key, number, **error.fault.details) from None


def _begun(numbered: Iterator[tuple[int, str]], read_experiment: ReadExperiment) -> Keeper:
    number, text = next(numbered, (1, ""))
    head = _json(number, text)
    if head.get("format") != FORMAT:
        raise BadLog("log.no-log", number)
    if head.get("version") != VERSION:
        raise BadLog("log.version", number, found=head.get("version"), known=VERSION)
    experiment, name = head.get("experiment"), head.get("name")
    if not (isinstance(experiment, str) and isinstance(name, str)):
        raise BadLog("log.no-log", number)
    try:
        return Keeper(first_state(read_experiment(experiment), name))
    except BadExperiment as error:
        raise BadLog("log.bad-experiment", number, reason=error.fault) from None


def _json(number: int, text: str) -> dict[str, object]:
    try:
        line = json.loads(text)
    except (ValueError, RecursionError):
        line = None
    if not isinstance(line, dict):
        raise BadLog("log.no-json", number)
    return line
