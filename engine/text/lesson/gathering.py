"""Gathers what is wrong with a lesson, each with its place, so that all of it is told at once."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from msgspec.structs import replace

from engine.fault import Fault, Faulty

P = ParamSpec("P")
Value = TypeVar("Value")
Other = TypeVar("Other")


class Gathering:
    """Faults below one place of a file."""

    def __init__(self, place: str = "", faults: list[Fault] | None = None) -> None:
        self.place = place
        self.faults: list[Fault] = [] if faults is None else faults

    def below(self, place: str) -> "Gathering":
        """Return what gathers into the same faults from a place below."""
        return Gathering(joined(self.place, place), self.faults)

    def read(
        self,
        place: str,
        otherwise: Other,
        read: Callable[P, Value],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Value | Other:
        """Return what is read, or something else where it cannot be used, which is gathered."""
        try:
            return read(*args, **kwargs)
        except Faulty as error:
            self.add(error.fault, place)
            return otherwise

    def add(self, fault: Fault, place: str = "") -> None:
        """Gather a fault; place: where it is below this one, before the fault's own."""
        whole = joined(joined(self.place, place), fault.place)
        self.faults.append(replace(fault, place=whole))


def joined(place: str, below: str) -> str:
    """Return a place below another one, such as cards[2].done[0]."""
    if not place or not below or below.startswith("["):
        return place + below
    return f"{place}.{below}"
