"""The facts that a lesson may name: numbers, texts and lists of the state, and every quantity."""

import re
from collections.abc import Collection, Mapping
from enum import Enum

from msgspec import Struct

from engine.written.quantity import BadAddress, parse_of_sample

_OF_LAYER = re.compile(r"([a-z_]+)\[(\d{1,3})\]", re.ASCII)


class FactKind(Enum):
    """What a fact is."""

    NUMBER = "number"
    TEXT = "text"
    LIST = "list"  # of texts


class FactForm(Struct, frozen=True):
    """among: the texts it can be, or have in its list, () where that is not known.

    has_layer: whether it is one of each layer, whose number stands in brackets.
    """

    kind: FactKind
    among: tuple[str, ...] = ()
    has_layer: bool = False


_QUANTITY = FactForm(FactKind.NUMBER)


def form_of(name: str, known: Mapping[str, FactForm]) -> FactForm | None:
    """Return what kind of fact a name is, None where there is no such fact."""
    if name in known:
        return None if known[name].has_layer else known[name]
    of_layer = _OF_LAYER.fullmatch(name)
    if of_layer is not None and of_layer[1] in known:
        form = known[of_layer[1]]
        return form if form.has_layer else None
    try:
        parse_of_sample(name)
    except BadAddress:
        return None
    return _QUANTITY


def layer_of(name: str) -> tuple[str, int] | None:
    """Return the fact and the layer of a name such as neurons[1], None for any other."""
    found = _OF_LAYER.fullmatch(name)
    return None if found is None else (found[1], int(found[2]))


def names(known: Mapping[str, FactForm]) -> Collection[str]:
    """Return the names as they are written."""
    return [f"{name}[1]" if form.has_layer else name for name, form in known.items()]
