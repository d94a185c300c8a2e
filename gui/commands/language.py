"""The language of a command: `--lang L` anywhere, known before there is any help to print."""

from collections.abc import Sequence

from msgspec import Struct

from gui.commands.request import BadRequest
from gui.words import catalog
from gui.words.catalog import say, say_names

OPTION = "--lang"


class AskedFor(Struct, frozen=True):
    """What a command line asks for. language: None where it says none."""

    argv: tuple[str, ...]
    language: str | None


def use_language(argv: Sequence[str]) -> AskedFor:
    """Use the language that is asked for, else English, and return what else is asked for.

    Raises BadRequest for a language that there is not.
    """
    left, wanted = list(argv), None
    for index, word in enumerate(left):
        if word == OPTION and index + 1 < len(left):
            wanted = left[index + 1]
            del left[index : index + 2]
            break
        if word.startswith(f"{OPTION}="):
            wanted = left.pop(index).partition("=")[2]
            break
    known = catalog.of_figures()
    catalog.use(wanted if wanted in known else catalog.SOURCE)
    if wanted is not None and wanted not in known:
        raise BadRequest(say("command.no-language", language=wanted, languages=say_names(known)))
    return AskedFor(tuple(left), wanted)
