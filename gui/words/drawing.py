"""The few words in the drawing of the network; a view passes them in the user's language."""

from dataclasses import dataclass, field

from engine.activations import ACTIVATIONS
from engine.written.quantity import Kind
from gui.words.functions import activation_name
from gui.words.quantities import kind_name


def _kinds() -> dict[Kind, str]:
    return {kind: kind_name(kind) for kind in Kind}


def _activations() -> dict[str, str]:
    return {name: activation_name(name) for name in ACTIVATIONS}


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Every word drawn; `{0}` stands for a number."""

    input: str = "input"
    hidden: str = "hidden"
    hidden_numbered: str = "hidden {0}"
    output: str = "output"
    neurons: str = "… {0} neurons"
    kinds: dict[Kind, str] = field(default_factory=_kinds)
    activations: dict[str, str] = field(default_factory=_activations)


ENGLISH = Words()
