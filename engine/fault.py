"""What is wrong with something a person wrote or asked for: a value, whose sentence others make."""

from collections.abc import Mapping
from typing import Self

from msgspec import Struct, field
from msgspec.structs import replace


class Phrase(str):
    """The key of words that stand in a place of a sentence, such as "a whole number"."""

    __slots__ = ()


class Fault(Struct, frozen=True, eq=False):
    """key: of its sentence; place: such as network.layers[0].neurons; file: its name.

    details: what stands in the places of the sentence, among it phrases, or another fault.
    """

    key: str
    place: str = ""
    file: str = ""
    details: Mapping[str, object] = field(default_factory=dict)

    def within(self, file: str) -> "Fault":
        """Return the same fault, found while reading a file."""
        return replace(self, file=f"{file}: {self.file}" if self.file else file)

    def __str__(self) -> str:
        """Return all of it for programmers; a person reads its sentence."""
        given = ", ".join(f"{name}={value}" for name, value in self.details.items())
        return " ".join(part for part in (self.file, self.place, self.key, given) if part)


class Faulty(ValueError):
    """Something that cannot be used, with what is wrong as `fault`."""

    def __init__(self, key: str, place: str = "", /, **details: object) -> None:
        self.fault = Fault(key, place, details=details)
        super().__init__(str(self.fault))

    @classmethod
    def of(cls, fault: Fault) -> Self:
        """Return an error of this kind that carries a fault found elsewhere."""
        error = cls(fault.key, fault.place)
        error.fault = fault
        return error
