"""What every named function has: a name, a place in menus, and parameters with their values."""

from collections.abc import Callable
from enum import Enum, auto
from typing import Any, Self, TypeVar

from msgspec import Struct
from msgspec.structs import replace


class Range(Enum):
    """Where a parameter of a function may lie: from 0 on, above 0, in [0, 1], [0, 1) or (0, 1)."""

    NOT_NEGATIVE = auto()
    POSITIVE = auto()
    SHARE = auto()
    BELOW_ONE = auto()
    INSIDE = auto()

    def holds(self, value: float) -> bool:
        """Return whether a finite number lies in the range."""
        return {
            Range.NOT_NEGATIVE: value >= 0,
            Range.POSITIVE: value > 0,
            Range.SHARE: 0 <= value <= 1,
            Range.BELOW_ONE: 0 <= value < 1,
            Range.INSIDE: 0 < value < 1,
        }[self]


class FunctionParameter(Struct, frozen=True):
    """A number that shapes a function; `key` names it in files."""

    key: str
    default: float
    range: Range


class NamedFunction(Struct, frozen=True, eq=False, kw_only=True):
    """A function that menus, files and programs know by its name.

    rank: its place in menus, smallest first; values: one for each of its parameters; make: values
    -> the same function with these. Functions of one name and equal values are equal.
    """

    name: str
    rank: int
    parameters: tuple[FunctionParameter, ...] = ()
    values: tuple[float, ...] = ()
    make: Callable[..., Any] | None = None

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, NamedFunction)
            and type(self) is type(other)
            and (self.name, self.values) == (other.name, other.values)
        )

    def __hash__(self) -> int:
        return hash((self.name, self.values))

    def __repr__(self) -> str:
        values = ", ".join(f"{key}={value!r}" for key, value in self.settings.items())
        return f"{type(self).__name__} {self.name}({values})"

    @property
    def settings(self) -> dict[str, float]:
        """The value of each parameter by its key."""
        keys = (parameter.key for parameter in self.parameters)
        return dict(zip(keys, self.values, strict=True))

    @property
    def changed(self) -> dict[str, float]:
        """The values that are not the default ones."""
        default = {parameter.key: parameter.default for parameter in self.parameters}
        return {key: value for key, value in self.settings.items() if value != default[key]}

    def with_values(self, **changes: float) -> Self:
        """Return the function with some parameters changed; raise KeyError for one it has not."""
        if unknown := changes.keys() - self.settings.keys():
            raise KeyError(f"{self.name} has no parameter {', '.join(sorted(unknown))}")
        if self.make is None or not changes:
            return self
        made: Self = _made(self.make, self.parameters, tuple((self.settings | changes).values()))
        return made


F = TypeVar("F", bound=NamedFunction)


def with_parameters(make: Callable[..., F], *parameters: FunctionParameter) -> F:
    """Return the function of the default values; `make` takes the values in the given order."""
    return _made(make, parameters, tuple(parameter.default for parameter in parameters))


def _made(
    make: Callable[..., F], parameters: tuple[FunctionParameter, ...], values: tuple[float, ...]
) -> F:
    return replace(make(*values), parameters=parameters, values=values, make=make)
