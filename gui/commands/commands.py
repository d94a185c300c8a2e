"""Carries out the commands; what goes wrong becomes one line and an exit status."""

import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from gui.commands.language import AskedFor, use_language
from gui.commands.opening import open_window
from gui.commands.request import BadRequest, existing, unwritable
from gui.disk import files
from gui.words.catalog import say, say_count
from gui.words.faults import fault_sentence

if TYPE_CHECKING:
    from argparse import Namespace

    from engine.backprop import StepTrace
    from engine.experiment import Experiment

DONE, CHECK_FAILED, BAD_INPUT = 0, 1, 2
INTERRUPTED, PIPE_CLOSED = 130, 141  # what a shell reports after SIGINT and SIGPIPE


def run(argv: Sequence[str]) -> int:
    """Carry out a command, or open the window, and return the exit status."""
    if isinstance(sys.stdout, TextIOWrapper):  # formulas need letters that some terminals lack
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return _run(use_language(argv))
    except BadRequest as error:
        _tell(str(error))
        return BAD_INPUT
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _abandon_output()
        return PIPE_CLOSED


def _run(asked: AskedFor) -> int:
    argv = asked.argv
    if not argv or argv[0] not in (*COMMANDS, "-h", "--help"):
        return open_window(argv, tuple(COMMANDS), asked.language)
    from gui.commands.arguments import parser

    try:
        wanted = parser(COMMANDS).parse_args(argv)
    except SystemExit:  # the help has been printed
        return DONE
    status: int = wanted.run(wanted)
    return status


def _tell(sentence: str) -> None:
    print(f"gradientscope: {' '.join(sentence.split())}", file=sys.stderr)  # noqa: T201


def _read(name: str) -> "Experiment":
    from engine.text.file.document import BadExperiment
    from gui.words.tables import guess_sentence

    try:
        experiment = files.read(existing(name))
    except BadExperiment as error:
        raise BadRequest(fault_sentence(error.fault)) from None
    if said := guess_sentence(experiment.data.source):
        _tell(said)
    return experiment


def _deliver(text: str, path: Path | None) -> None:
    if path is None and sys.stdout is None:  # what Python has where a shell closed it
        raise BadRequest(say("command.output-closed"))
    try:
        if path is None:
            sys.stdout.write(text)
            sys.stdout.flush()
        else:
            files.write_atomically(path, text.encode("utf-8", "backslashreplace"))
    except BrokenPipeError:
        raise
    except OSError as error:
        if path is None:
            _abandon_output()
        raise _unwritable(path, error) from None


def _abandon_output() -> None:
    """Drop what is still buffered: the flush at exit must not fail once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _unwritable(path: Path | None, error: OSError) -> BadRequest:
    if path is None:
        return BadRequest(say("command.output-unwritable", reason=error.strerror or error))
    return unwritable(path, error)


def _examples(wanted: "Namespace") -> int:
    examples = files.examples()
    width = max((len(example.name) for example in examples), default=0)
    _deliver("".join(f"{each.name:{width}}  {each.called}\n" for each in examples), wanted.output)
    return DONE


def _trace(wanted: "Namespace") -> int:
    experiment = _read(wanted.experiment)
    trace = _traced(experiment, wanted.sample)
    from gui.commands.tabling import trace_text

    _deliver(trace_text(experiment, trace, wanted.format), wanted.output)
    return DONE


def _tables(wanted: "Namespace") -> int:
    from gui.commands.tabling import check_table, tabled

    ending = check_table(wanted)
    text, told = tabled(wanted, _read(wanted.experiment), ending)
    _deliver(text, wanted.output)
    if not told:
        return DONE
    _tell(told)
    return CHECK_FAILED


def _traced(experiment: "Experiment", sample: int | None) -> "StepTrace":
    """Return the first training step: of the first batch, or of one sample alone."""
    from engine.backprop import trace_step
    from engine.run.training import Run

    if sample is None:
        return Run(experiment).trace(0)
    data, last = experiment.data, len(experiment.data.inputs) - 1
    if sample > last:
        raise BadRequest(say("command.no-sample", sample=sample, last=last))
    alone = experiment.problem.on(data.inputs[[sample]], data.targets[[sample]])
    return trace_step(alone, experiment.training, experiment.first_parameters(), (sample,))


def _train(wanted: "Namespace") -> int:
    experiment = _read(wanted.experiment)
    from engine.run.training import Run
    from engine.text.handout.tables import (
        history_stride,
        training_to_csv,
        training_to_json,
        training_to_text,
    )

    tested = wanted.format != "text"
    trained = Run(experiment, loss_stride=history_stride(wanted.steps), tested=tested)
    from gui.commands.progress import take_steps

    take_steps(trained, wanted.steps)
    write: dict[str, Callable[[Experiment, Run], str]] = {
        "json": training_to_json,
        "csv": training_to_csv,
        "text": partial(training_to_text, say=say),
    }
    _deliver(write[wanted.format](experiment, trained), wanted.output)
    if trained.divergence is None:
        return DONE
    _tell(
        say_count(
            "command.training-stopped",
            wanted.steps,
            taken=trained.steps,
            step=trained.divergence.step,
        )
    )
    return CHECK_FAILED


def _sweep(wanted: "Namespace") -> int:
    _read(wanted.experiment)  # which says what is wrong with it
    from gui.commands.sweeping import swept

    text, told = swept(wanted)
    for sentence in told:
        _tell(sentence)
    _deliver(text, wanted.output)
    return DONE


def _check(wanted: "Namespace") -> int:
    experiment = _read(wanted.experiment)
    from engine.checks import Verdict, check_gradients
    from engine.text.handout.checklist import checks_to_text

    trace = _traced(experiment, None)
    problem = experiment.problem.on(trace.x, trace.targets)
    checks = check_gradients(problem, experiment.training, trace.before)
    _deliver(checks_to_text(experiment.title, checks, say), wanted.output)
    wrong = any(check.verdict is Verdict.WRONG for check in checks)
    return CHECK_FAILED if wrong else DONE


def _render(wanted: "Namespace") -> int:
    from gui.commands.rendering import check_request, render

    check_request(wanted)
    try:
        render(wanted, _read(wanted.experiment))
    except OSError as error:
        raise _unwritable(wanted.output, error) from None
    return DONE


def _code(wanted: "Namespace") -> int:
    experiment = _read(wanted.experiment)
    from gui.commands.coding import coded

    _deliver(coded(wanted, experiment), wanted.output)
    return DONE


def _replay(wanted: "Namespace") -> int:
    from engine.text.handout.tables import trace_to_json
    from gui.commands.replaying import Different, replayed
    from gui.state.run import derived

    try:
        state = replayed(wanted.log)
    except Different as difference:
        _tell(str(difference))
        return CHECK_FAILED
    _deliver(trace_to_json(derived.experiment(state), derived.trace(state)), wanted.output)
    return DONE


COMMANDS = {
    "examples": _examples,
    "trace": _trace,
    "tables": _tables,
    "train": _train,
    "sweep": _sweep,
    "check": _check,
    "render": _render,
    "code": _code,
    "replay": _replay,
}
