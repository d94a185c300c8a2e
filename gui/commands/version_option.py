"""The option that prints the version and ends."""

import argparse

from gui.commands.request import deliver
from gui.words.catalog import say


class VersionOption(argparse.Action):
    """Looks for the version only where it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *rest: object) -> None:
        from gui.disk.log_file import program_version

        deliver(f"{program_version() or say('report.unknown-version')}\n", None)
        parser.exit()
