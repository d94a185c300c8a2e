"""What may be written behind the command that makes worksheets."""

import argparse
from pathlib import Path

from engine.written.quantity import COMPUTED, Kind
from gui.commands.counts import count, digits
from gui.words.catalog import say, say_names

MOST_VARIANTS = 200
_DIGITS = 4


def add_sheet_arguments(command: argparse.ArgumentParser) -> None:
    """Add what is asked of worksheets."""
    command.add_argument("--blank", metavar="KIND,...", type=_kinds, help=say("option.blank"))
    command.add_argument("--seed", metavar="N", type=count, help=say("option.sheet-seed"))
    command.add_argument("--variants", metavar="N", type=_variants, help=say("option.variants"))
    command.add_argument("--sample", metavar="I", type=count, help=say("option.sheet-sample"))
    command.add_argument("--fade", action="store_true", help=say("option.fade"))
    command.add_argument(
        "--digits", metavar="D", type=digits, default=_DIGITS, help=say("option.sheet-digits")
    )
    command.add_argument(
        *("-o", "--output"),
        metavar="FILE",
        type=Path,
        required=True,
        help=say("option.sheet-output"),
    )


def _kinds(text: str) -> tuple[Kind, ...]:
    """Read kinds of number by their letters, such as delta,dw."""
    known = {kind.value: kind for kind in COMPUTED}
    for name in text.split(","):
        if name not in known:
            told = say("argument.no-kind", text=name, kinds=say_names([*known]))
            raise argparse.ArgumentTypeError(told)
    return tuple(known[name] for name in text.split(","))


def _variants(text: str) -> int:
    if not 1 <= count(text) <= MOST_VARIANTS:
        raise argparse.ArgumentTypeError(say("argument.variants", text=text, most=MOST_VARIANTS))
    return int(text)
