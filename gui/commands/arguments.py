"""What may be written on the command line."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn

from gui.views import FIGURES

PICTURES = (*FIGURES, "window")
THEMES = ("light", "dark")
TRACE_FORMATS = ("json", "markdown", "latex", "csv")
TRAIN_FORMATS = ("json", "csv", "text")
PROGRAM_KINDS = ("numpy", "torch")

CommandFunction = Callable[[argparse.Namespace], int]


class BadRequest(Exception):
    """A command that cannot be carried out; its text is one sentence."""


class _Parser(argparse.ArgumentParser):
    """Raises its complaints instead of printing two lines and ending the program."""

    def error(self, message: str) -> NoReturn:
        _, _, command = self.prog.partition(" ")
        raise BadRequest(f"{command}: {message}" if command else message)


def parser(commands: Mapping[str, CommandFunction]) -> argparse.ArgumentParser:
    """Return the parser of every command; `commands` says which function carries each out."""
    top = _Parser(
        prog="gradientscope",
        description="Backpropagation made visible.",
        epilog="Without a command, or with an example or a file, the window opens.",
        allow_abbrev=False,
    )
    # the class is known from `top`; its complaints must be ours in every command
    within = top.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def add(name: str, help_text: str) -> argparse.ArgumentParser:
        command = within.add_parser(name, help=help_text, allow_abbrev=False)
        command.set_defaults(run=commands[name])
        return command

    _output(add("examples", "list the bundled experiments"))
    _trace(add("trace", "print every number of one training step"))
    _train(add("train", "train without a window"))
    check = add("check", "compare every gradient with central differences")
    _experiment(check)
    _output(check)
    _render(add("render", "draw one view to a picture without a screen"))
    _code(add("code", "print a short program that gives the same numbers"))
    return top


def _experiment(command: argparse.ArgumentParser) -> None:
    command.add_argument("experiment", metavar="EXP", help="a bundled example or a file")


def _output(command: argparse.ArgumentParser, required: bool = False) -> None:
    command.add_argument(
        "-o", "--output", metavar="FILE", type=Path, required=required, help="write to a file"
    )


def _trace(command: argparse.ArgumentParser) -> None:
    _experiment(command)
    command.add_argument(
        "--sample",
        metavar="I",
        type=_count,
        help="this sample alone, counted from 0, instead of the first batch",
    )
    command.add_argument("--format", choices=TRACE_FORMATS, default="json")
    _output(command)


def _train(command: argparse.ArgumentParser) -> None:
    _experiment(command)
    command.add_argument("--steps", metavar="N", type=_count, required=True)
    command.add_argument("--format", choices=TRAIN_FORMATS, default="json")
    _output(command)


def _code(command: argparse.ArgumentParser) -> None:
    _experiment(command)
    command.add_argument("--to", choices=PROGRAM_KINDS, required=True)
    command.add_argument(
        "--steps", metavar="N", type=_count, default=1, help="training steps it takes (default: 1)"
    )
    _output(command)


def _render(command: argparse.ArgumentParser) -> None:
    _experiment(command)
    command.add_argument("--view", choices=PICTURES, required=True)
    command.add_argument(
        "--step", metavar="N", type=_count, default=0, help="the training step, counted from 0"
    )
    command.add_argument(
        "--beat", metavar="K", type=_count, help="counted from 0 (default: the last of the step)"
    )
    command.add_argument("--theme", choices=THEMES, default="light")
    command.add_argument("--lang", metavar="L", default="en")
    command.add_argument(
        "--size", metavar="WxH", type=_size, help="in pixels (1440x900 for window, else 1000x640)"
    )
    command.add_argument("--scale", metavar="S", type=_scale, default=1.0)
    command.add_argument(
        "--select", metavar="QUANTITY", help="a weight, bias, activation or input, as w[2,0,0]"
    )
    _output(command, required=True)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from 0 on")
    return int(text)


def _size(text: str) -> tuple[int, int]:
    sides = text.lower().split("x")
    if len(sides) != 2 or not all(side.isascii() and side.isdigit() for side in sides):
        raise argparse.ArgumentTypeError(f"'{text}' is not a size such as 1440x900")
    return _count(sides[0]), _count(sides[1])


def _scale(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number such as 2") from None
