"""Finds the functions of a folder: one file each, named as the function is."""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import TypeVar

from engine.functions.named import NamedFunction

F = TypeVar("F", bound=NamedFunction)


def functions_in(package: str, path: list[str], kind: type[F]) -> dict[str, F]:
    """Return the functions of a package by name, in the order of their ranks.

    A module `huber` holds the record HUBER, whose name is huber; those that open with an underscore
    hold what several share. Raises RuntimeError for a module without its record.
    """
    modules = sorted(each.name for each in iter_modules(path) if not each.name.startswith("_"))
    found = [_record(import_module(f"{package}.{name}"), name, kind) for name in modules]
    return {each.name: each for each in sorted(found, key=lambda each: each.rank)}


def _record(module: ModuleType, name: str, kind: type[F]) -> F:
    record = getattr(module, name.upper(), None)
    if not isinstance(record, kind) or record.name != name:
        raise RuntimeError(f"{module.__name__} needs {name.upper()}, the {kind.__name__} '{name}'")
    return record
