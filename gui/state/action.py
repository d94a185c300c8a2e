"""Every change of state has a name: the registry of actions."""

import inspect
from collections.abc import Callable
from typing import Any, Concatenate, Generic, ParamSpec

from msgspec import Struct

from gui.state.gone_on import gone_on
from gui.state.state import State

P = ParamSpec("P")
Arguments = tuple[object, ...]
Merging = Callable[[Arguments, Arguments], Arguments | None]
ACTIONS: "dict[str, Action[Any]]" = {}  # `gui.state.catalogue` fills it whole


class Action(Struct, Generic[P], frozen=True, eq=False):
    """A plain function, state in and state out, by its name.

    undone_as: key of the words for what Undo takes back, "" where the document stays; merged:
    returns the arguments that do what two calls in a row do, None where that cannot be said, be it
    of these two or ever.
    """

    name: str
    change: Callable[Concatenate[State, P], State]
    undone_as: str
    merged: Merging | None

    def __call__(self, state: State, *args: P.args, **kwargs: P.kwargs) -> State:
        return self.change(state, *args, **kwargs)

    def call(self, *args: P.args, **kwargs: P.kwargs) -> "Call":
        """Return what to ask the store: this action with these arguments."""
        if kwargs:
            return Call(self, inspect.signature(self.change).bind(None, *args, **kwargs).args[1:])
        return Call(self, args)


class Call(Struct, frozen=True, eq=False):
    """An action with its arguments, as the store carries it out and a log writes it down."""

    action: Action[Any]
    arguments: Arguments

    def after(self, state: State) -> State:
        """Return the state that follows; raise Refused if there is none."""
        return gone_on(state, self.action.change(state, *self.arguments))


def action(
    name: str,
    *,
    undone_as: str = "",
    merged: Merging | None = None,
) -> Callable[[Callable[Concatenate[State, P], State]], Action[P]]:
    """Register a function; raise ValueError if the name is taken."""

    def register(change: Callable[Concatenate[State, P], State]) -> Action[P]:
        if name in ACTIONS:
            raise ValueError(f"there are two actions called {name}")
        made = Action(name, change, undone_as, merged)
        ACTIONS[name] = made
        return made

    return register


def the_later(_: Arguments, later: Arguments) -> Arguments:
    """Merge two calls of which the second alone says where they lead."""
    return later


def the_later_unless_ended(earlier: Arguments, later: Arguments) -> Arguments | None:
    """Merge two calls that end with how far they go (0..1): where one ends, what plays may stop."""
    return None if earlier[-1] == 1 else later
