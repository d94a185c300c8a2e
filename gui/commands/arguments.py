"""What may be written on the command line."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn

from engine.written.typed_number import BadNumber, read_number
from gui.commands.argparse_words import OwnHelp, use_own_words
from gui.commands.counts import count, digits
from gui.commands.language import OPTION
from gui.commands.request import BadRequest
from gui.commands.sheet_arguments import add_sheet_arguments
from gui.commands.version_option import VersionOption
from gui.views import FIGURES
from gui.words import catalog
from gui.words.catalog import say, say_names
from gui.words.faults import fault_sentence

PICTURES = (*FIGURES, "window")
THEMES = ("light", "dark", "light-contrast", "dark-contrast")
FIGURE_PRESETS = ("slide", "half", "column", "square")
TEXT_AS = ("text", "outlines")
MOST_VIEWS = 4  # in one film
FILM_KINDS = ("beats", "run", "descent")
NEURONS = ("numbers", "maps", "gradients")
LABELS = ("all", "neuron", "hover")
TRACE_FORMATS = ("json", "markdown", "latex", "csv")
TABLES = ("step", "history", "predictions", "matrices")
_DIGITS = 4
TRAIN_FORMATS = ("json", "csv", "text")
SWEEP_FORMATS = ("csv", "json")
PROGRAM_KINDS = ("numpy", "torch")

CommandFunction = Callable[[argparse.Namespace], int]


class _Parser(argparse.ArgumentParser):
    """Raises its complaints instead of printing two lines and ending the program."""

    def error(self, message: str) -> NoReturn:
        _, _, command = self.prog.partition(" ")
        raise BadRequest(f"{command}: {message}" if command else message)


def parser(commands: Mapping[str, CommandFunction]) -> argparse.ArgumentParser:
    """Return the parser of every command; `commands` says which function carries each out."""
    use_own_words()
    top = _Parser(
        prog="gradientscope",
        description=say("command.about"),
        epilog=say("command.window"),
        allow_abbrev=False,
        formatter_class=OwnHelp,
    )
    _language(top)
    top.add_argument("--version", action=VersionOption, nargs=0, help=say("option.version"))
    # the class is known from `top`; its complaints must be ours in every command
    within = top.add_subparsers(title=say("command.commands"), metavar="COMMAND", required=True)

    def add(name: str) -> argparse.ArgumentParser:
        about, form = say(f"command-help.{name}"), OwnHelp
        command = within.add_parser(name, help=about, allow_abbrev=False, formatter_class=form)
        _language(command)
        command.set_defaults(run=commands[name])
        return command

    _output(add("examples"))
    _trace(add("trace"))
    _tables(add("tables"))
    _train(add("train"))
    _sweep(add("sweep"))
    check = add("check")
    _experiment(check)
    _output(check)
    _render(add("render"))
    _figures(add("figures"))
    lessons = add("lessons")
    lessons.add_argument("lesson", metavar="LESSON", nargs="?", help=say("option.lesson"))
    _output(lessons)
    _code(add("code"))
    worksheet = add("worksheet")
    _experiment(worksheet)
    add_sheet_arguments(worksheet)
    replay = add("replay")
    replay.add_argument("log", metavar="LOG", help=say("option.log"))
    _output(replay)
    return top


def _language(command: argparse.ArgumentParser) -> None:
    """Tell of the language, which is in use by the time the other arguments are read."""
    known = say_names(catalog.of_figures())
    command.add_argument(OPTION, metavar="L", help=say("option.language", languages=known))


def _experiment(command: argparse.ArgumentParser) -> None:
    command.add_argument("experiment", metavar="EXP", help=say("option.experiment"))


def _output(command: argparse.ArgumentParser, required: bool = False) -> None:
    command.add_argument(
        *("-o", "--output"), metavar="FILE", type=Path, required=required, help=say("option.output")
    )


def _trace(command: argparse.ArgumentParser) -> None:
    _experiment(command)
    command.add_argument(
        "--sample",
        metavar="I",
        type=count,
        help=say("option.sample"),
    )
    command.add_argument("--format", choices=TRACE_FORMATS, default="json")
    _output(command)


def _tables(command: argparse.ArgumentParser) -> None:
    _experiment(command)
    command.add_argument("--what", choices=TABLES, required=True, help=say("option.what"))
    command.add_argument("--step", metavar="N", type=count, help=say("option.at-step"))
    command.add_argument(
        "--digits", metavar="D", type=digits, default=_DIGITS, help=say("option.digits")
    )
    command.add_argument(
        *("-o", "--output"), metavar="FILE", type=Path, help=say("option.table-output")
    )


def _train(command: argparse.ArgumentParser) -> None:
    _experiment(command)
    command.add_argument("--steps", metavar="N", type=count, required=True)
    command.add_argument("--format", choices=TRAIN_FORMATS, default="json")
    _output(command)


def _sweep(command: argparse.ArgumentParser) -> None:
    _experiment(command)
    command.add_argument(
        "--over", metavar="KEY=VALUES", action="append", required=True, help=say("option.over")
    )
    command.add_argument("--steps", metavar="N", type=count, required=True)
    command.add_argument("--format", choices=SWEEP_FORMATS, default=SWEEP_FORMATS[0])
    _output(command)


def _code(command: argparse.ArgumentParser) -> None:
    _experiment(command)
    command.add_argument("--to", choices=PROGRAM_KINDS, required=True)
    command.add_argument(
        "--steps", metavar="N", type=count, default=1, help=say("option.program-steps", default=1)
    )
    _output(command)


def _render(command: argparse.ArgumentParser) -> None:
    _experiment(command)
    # what is not said is as usual, or as in the figure that is drawn again
    command.add_argument(
        "--view", metavar="V", type=_views, help=say("option.view", views=_listed())
    )
    command.add_argument("--step", metavar="N", type=count, help=say("option.step"))
    beats = command.add_mutually_exclusive_group()
    beats.add_argument("--beat", metavar="K", type=count, help=say("option.beat"))
    beats.add_argument("--all-beats", action="store_true", help=say("option.all-beats"))
    command.add_argument("--theme", choices=THEMES)
    room = command.add_mutually_exclusive_group()
    room.add_argument("--size", metavar="WxH", type=_size, help=say("option.size"))
    room.add_argument("--preset", choices=FIGURE_PRESETS, help=say("option.preset"))
    command.add_argument("--scale", metavar="S", type=_number)
    command.add_argument("--select", metavar="QUANTITY", help=say("option.select"))
    command.add_argument("--neurons", choices=NEURONS, help=say("option.neurons"))
    command.add_argument("--labels", choices=LABELS, help=say("option.labels"))
    command.add_argument("--text", choices=TEXT_AS, help=say("option.text"))
    command.add_argument("--transparent", action="store_true", help=say("option.transparent"))
    command.add_argument("--caption", action="store_true", help=say("option.caption"))
    command.add_argument("--plain", action="store_true", help=say("option.plain"))
    whose = command.add_mutually_exclusive_group()
    whose.add_argument("--sample", metavar="I", type=count, help=say("option.sample-shown"))
    whose.add_argument("--batch", action="store_true", help=say("option.batch"))
    _film(command)
    _output(command, required=True)


def _film(command: argparse.ArgumentParser) -> None:
    """Add what is asked of films; None where nothing is, which other pictures want."""
    film = command.add_argument_group(say("command.films"))
    film.add_argument("--film", choices=FILM_KINDS, help=say("option.film"))
    film.add_argument(
        "--frames-per-second", metavar="F", type=_number, help=say("option.frames-per-second")
    )
    film.add_argument("--speed", metavar="S", type=_number, help=say("option.speed"))
    film.add_argument("--pause", metavar="S", type=_number, help=say("option.pause"))
    film.add_argument("--narration", action="store_true", help=say("option.narration"))
    film.add_argument("--ball-steps", metavar="N", type=count, help=say("option.ball-steps"))


def _views(text: str) -> str:
    """Read the name of a view, or of several with a + between them, each once."""
    names = text.split("+")
    known = PICTURES if len(names) == 1 else FIGURES
    unknown = [name for name in names if name not in known]
    if unknown:
        told = say("argument.no-view", text=unknown[0], views=_listed())
        raise argparse.ArgumentTypeError(told)
    if len(names) > MOST_VIEWS or len(set(names)) < len(names):
        raise argparse.ArgumentTypeError(say("argument.views", text=text, most=MOST_VIEWS))
    return text


def _listed() -> str:
    return say_names(PICTURES)


def _figures(command: argparse.ArgumentParser) -> None:
    command.add_argument("lecture", metavar="LECTURE", nargs="?", help=say("option.lecture"))
    command.add_argument("-j", "--jobs", metavar="N", type=_jobs, help=say("option.jobs"))
    command.add_argument("--anew", action="store_true", help=say("option.anew"))
    command.add_argument("--prune", action="store_true", help=say("option.prune"))
    command.add_argument(
        *("-o", "--output"), metavar="FOLDER", type=Path, help=say("option.output-folder")
    )


def _jobs(text: str) -> int:
    if count(text) < 1:
        raise argparse.ArgumentTypeError(say("argument.no-jobs", text=text))
    return count(text)


def _size(text: str) -> tuple[int, int]:
    sides = text.lower().split("x")
    if len(sides) != 2 or not all(side.isascii() and side.isdigit() for side in sides):
        raise argparse.ArgumentTypeError(say("argument.no-size", text=text))
    return count(sides[0]), count(sides[1])


def _number(text: str) -> float:
    try:
        return read_number(text).value
    except BadNumber as error:
        raise argparse.ArgumentTypeError(fault_sentence(error.fault)) from None
