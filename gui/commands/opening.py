"""Opens the window as the command line asks for it."""

import builtins
import gc
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import import_module
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

from gui.commands.request import BadRequest, existing, unwritable
from gui.words.catalog import AND, first_of, say, say_names

LOG_OPTION = "--log"
_DOCS_OF_NUMPY = ("numpy._core._add_newdocs", "numpy._core._add_newdocs_scalars")
_OF_SIGNATURES, _WRITER_OF_STUBS = "shibokensupport.signature.lib", "pyi_generator"
_KNOWING_NO_QT = (
    *("engine.text.file.document", "gui.network.frame"),
    *("gui.state.keeper", "gui.state.run.actions", "gui.state.view.actions"),
)


def open_window(argv: Sequence[str], commands: Sequence[str], language: str | None) -> int:
    """Open the window on what `[--log FILE] [EXP]` says and return its exit status.

    language: None for that of the last time, or of the system; of two at once the first, and
    presentations in both.
    """
    rest, log = _without_log(list(argv))
    if len(rest) > 1 or (rest and rest[0].startswith("-")):
        raise BadRequest(say("command.unknown", name=rest[0], commands=say_names(commands)))
    path = existing(rest[0]) if rest else None
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(os.environ.get(name) for name in screens):
        # Qt would end the program itself, with a core dump
        raise BadRequest(say("command.no-display"))
    in_both, language = AND in (language or ""), language and first_of(language)
    gc.disable()  # what is loaded stays: looking for garbage in it takes a tenth of the start
    load_before_qt()
    load_qt()
    from gui.app import run_window

    if in_both:
        from gui.presenting.remembered import save_in_both  # not needed in one language

        save_in_both(True)
    if log is None:
        return run_window(path, language)
    try:
        with log.open("w", encoding="utf-8") as stream:
            return run_window(path, language, stream)
    except OSError as error:
        raise unwritable(log, error) from None


def load_before_qt() -> None:
    """Import what draws a network and knows nothing of Qt.

    NumPy is loaded without the help texts that it otherwise gives its functions at every start;
    Python's own option for that, -OO, would leave out the assertions as well.
    """
    for name in _DOCS_OF_NUMPY:
        sys.modules.setdefault(name, ModuleType(name))
    for name in _KNOWING_NO_QT:
        import_module(name)


def load_qt() -> None:
    """Import Qt without what writes its type stubs, and import on as Python does.

    PySide would read the source of every module that comes later, to see whether it asks for
    PySide's other spelling of Qt's names (`from __feature__ import snake_case`): none does. Only
    `import *` is left to it, as of what loads the icons: it knows the names that Qt makes late.
    """
    plain = builtins.__import__
    builtins.__import__ = partial(_import_but_stubs, plain)
    try:
        import_module("PySide6.QtCore")
    finally:
        of_pyside, builtins.__import__ = builtins.__import__, plain

    def import_as_usual(
        name: str,
        globals: Mapping[str, object] | None = None,
        locals: Mapping[str, object] | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> ModuleType:
        which = of_pyside if fromlist and "*" in fromlist else plain
        return which(name, globals, locals, fromlist, level)

    builtins.__import__ = import_as_usual


def _import_but_stubs(
    plain: Callable[..., ModuleType],
    name: str,
    globals: Mapping[str, object] | None = None,
    locals: Mapping[str, object] | None = None,
    fromlist: Sequence[str] | None = (),
    level: int = 0,
) -> ModuleType:
    """Import as `plain` does, but leave a module empty that only `pyside6-genpyi` calls.

    PySide loads it at every start with all else that knows the signatures of its functions, and
    with it `argparse` and patterns that take a fourteenth of the time to the first paint.
    """
    if name == _OF_SIGNATURES and _WRITER_OF_STUBS in (fromlist or ()):
        empty = ModuleType(f"{name}.{_WRITER_OF_STUBS}")
        empty.__spec__ = ModuleSpec(empty.__name__, None)
        sys.modules.setdefault(empty.__name__, empty)
    return plain(name, globals, locals, fromlist, level)


def _without_log(argv: list[str]) -> tuple[list[str], Path | None]:
    for place, each in enumerate(argv):
        if each == LOG_OPTION:
            if place + 1 == len(argv):
                missing = say("argparse.expected-one")
                raise BadRequest(say("argparse.argument", argument=LOG_OPTION, message=missing))
            return argv[:place] + argv[place + 2 :], Path(argv[place + 1])
        if each.startswith(f"{LOG_OPTION}="):
            return argv[:place] + argv[place + 1 :], Path(each.partition("=")[2])
    return argv, None
