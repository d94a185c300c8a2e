"""Carries out the commands; what goes wrong becomes one line and an exit status."""

import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from gui.commands.language import AskedFor, use_language
from gui.commands.opening import open_window
from gui.commands.request import (
    BadRequest,
    abandon_output,
    deliver,
    existing_lecture,
    tell,
    unwritable,
)
from gui.disk import files
from gui.words.catalog import say

if TYPE_CHECKING:
    from argparse import Namespace

    from gui.commands.reading import CommandSubject

DONE, CHECK_FAILED, BAD_INPUT = 0, 1, 2
INTERRUPTED, PIPE_CLOSED = 130, 141  # what a shell reports after SIGINT and SIGPIPE


def run(argv: Sequence[str]) -> int:
    """Carry out a command, or open the window, and return the exit status."""
    if isinstance(sys.stdout, TextIOWrapper):  # formulas need letters that some terminals lack
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return _run(use_language(argv))
    except BadRequest as error:
        tell(str(error))
        return BAD_INPUT
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        abandon_output()
        return PIPE_CLOSED


def _run(asked: AskedFor) -> int:
    argv = asked.argv
    if not argv or argv[0] not in (*COMMANDS, "-h", "--help", "--version"):
        return open_window(argv, tuple(COMMANDS), asked.language)
    from gui.commands.arguments import parser

    try:
        wanted = parser(COMMANDS).parse_args(argv)
    except SystemExit:  # the help has been printed
        return DONE
    wanted.has_language = asked.language is not None
    status: int = wanted.run(wanted)
    return status


def _read(name: str) -> "CommandSubject":
    from gui.commands.reading import read

    return read(name, tell)


def _examples(wanted: "Namespace") -> int:
    _list(files.examples(), wanted.output)
    return DONE


def _list(
    bundled: "Sequence[files.Example | files.BundledLecture | files.BundledLesson]",
    output: Path | None,
) -> None:
    width = max((len(each.name) for each in bundled), default=0)
    deliver("".join(f"{each.name:{width}}  {each.called}\n" for each in bundled), output)


def _trace(wanted: "Namespace") -> int:
    subject = _read(wanted.experiment)
    from gui.commands.reading import traced
    from gui.commands.tabling import trace_text

    experiment, trace = subject.experiment, traced(subject, wanted.sample)
    deliver(trace_text(experiment, trace, wanted.format), wanted.output)
    return DONE


def _tables(wanted: "Namespace") -> int:
    from gui.commands.tabling import check_table, tabled

    ending = check_table(wanted)
    text, told = tabled(wanted, _read(wanted.experiment), ending)
    deliver(text, wanted.output)
    if not told:
        return DONE
    tell(told)
    return CHECK_FAILED


def _train(wanted: "Namespace") -> int:
    experiment = _read(wanted.experiment).experiment
    from gui.commands.training import trained

    text, told = trained(wanted, experiment)
    deliver(text, wanted.output)
    if not told:
        return DONE
    tell(told)
    return CHECK_FAILED


def _sweep(wanted: "Namespace") -> int:
    _tell_of_mistakes(_read(wanted.experiment))  # which says what is wrong with it
    from gui.commands.sweeping import swept

    text, told = swept(wanted)
    for sentence in told:
        tell(sentence)
    deliver(text, wanted.output)
    return DONE


def _check(wanted: "Namespace") -> int:
    subject = _read(wanted.experiment)
    from engine.checks import Verdict, check_gradients
    from engine.text.handout.checklist import checks_to_text
    from gui.commands.reading import traced
    from gui.words.functions import bundled_title

    experiment, trace = subject.experiment, traced(subject, None)
    problem = experiment.problem.on(trace.x, trace.targets)
    checks = check_gradients(problem, experiment.training, trace.before)
    deliver(checks_to_text(bundled_title(experiment.title), checks, say), wanted.output)
    wrong = any(check.verdict is Verdict.WRONG for check in checks)
    return CHECK_FAILED if wrong else DONE


def _render(wanted: "Namespace") -> int:
    from gui.commands.rendering import render

    try:
        render(wanted, _read(wanted.experiment))
    except OSError as error:
        raise unwritable(wanted.output, error) from None
    return DONE


def _figures(wanted: "Namespace") -> int:
    if wanted.lecture is None:
        _list(files.lectures(), None)
        return DONE
    from gui.commands.figures.command import make_figures

    outcome = make_figures(existing_lecture(wanted.lecture), wanted)
    for _, sentence in (*outcome.bad, *outcome.spared):
        tell(sentence)
    for sentence in outcome.notes:
        tell(sentence)
    return BAD_INPUT if outcome.bad else CHECK_FAILED if outcome.spared else DONE


def _lessons(wanted: "Namespace") -> int:
    if wanted.lesson is None:
        _list(files.lessons(), wanted.output)
        return DONE
    from gui.commands.lessons import read_cards

    cards, faults = read_cards(wanted.lesson)
    for sentence in faults:
        tell(sentence)
    if faults:
        return BAD_INPUT
    deliver(cards, wanted.output)
    return DONE


def _tell_of_mistakes(subject: "CommandSubject") -> None:
    """Say that what only a figure keeps is left out."""
    if subject.experiment.training.mistakes:
        tell(say("command.without-mistakes"))


def _code(wanted: "Namespace") -> int:
    subject = _read(wanted.experiment)
    _tell_of_mistakes(subject)
    from gui.commands.coding import coded

    deliver(coded(wanted, subject.experiment), wanted.output)
    return DONE


def _worksheet(wanted: "Namespace") -> int:
    from gui.commands.worksheets import write_sheets

    try:
        write_sheets(wanted, _read(wanted.experiment))
    except OSError as error:
        raise unwritable(wanted.output, error) from None
    return DONE


def _replay(wanted: "Namespace") -> int:
    from engine.text.handout.tables import trace_to_json
    from gui.commands.replaying import Different, replayed
    from gui.state.run import derived

    try:
        state = replayed(wanted.log)
    except Different as difference:
        tell(str(difference))
        return CHECK_FAILED
    deliver(trace_to_json(derived.experiment(state), derived.trace(state)), wanted.output)
    return DONE


COMMANDS = {
    "examples": _examples,
    "trace": _trace,
    "tables": _tables,
    "train": _train,
    "sweep": _sweep,
    "check": _check,
    "render": _render,
    "figures": _figures,
    "lessons": _lessons,
    "code": _code,
    "worksheet": _worksheet,
    "replay": _replay,
}
