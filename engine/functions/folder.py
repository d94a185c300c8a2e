"""Finds the functions of a folder: one file each, named as the function is."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib import import_module
from pkgutil import iter_modules
from typing import Generic, TypeVar

from engine.functions.named import NamedFunction

F = TypeVar("F", bound=NamedFunction)


class Folder(Mapping[str, F], Generic[F]):
    """The functions of a package by name, in the order of their ranks.

    One is loaded when it is asked for, and all of them when their order is: the window does not
    wait for those that its network has not. A module `huber` holds the record HUBER, whose name is
    huber; those that open with an underscore hold what several share. Loading raises RuntimeError
    for a module without its record.
    """

    def __init__(self, package: str, path: list[str], kind: type[F]) -> None:
        self._package, self._kind = package, kind
        names = (each.name for each in iter_modules(path))
        self._names = frozenset(name for name in names if not name.startswith("_"))
        self._loaded: dict[str, F] = {}

    def __getitem__(self, name: str) -> F:
        if name not in self._loaded:
            if name not in self._names:
                raise KeyError(name)
            self._loaded[name] = self._load(name)
        return self._loaded[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._in_order)

    def __len__(self) -> int:
        return len(self._names)

    @cached_property
    def _in_order(self) -> tuple[str, ...]:
        return tuple(sorted(self._names, key=lambda name: self[name].rank))

    def _load(self, name: str) -> F:
        module = import_module(f"{self._package}.{name}")
        record = getattr(module, name.upper(), None)
        if not isinstance(record, self._kind) or record.name != name:
            needed = f"{name.upper()}, the {self._kind.__name__} '{name}'"
            raise RuntimeError(f"{module.__name__} needs {needed}")
        return record
