"""The few words in the drawing of the network; a view passes them in the user's language."""

from dataclasses import dataclass, field

from engine.story.quantity import Kind


def _kinds() -> dict[Kind, str]:
    return {
        Kind.INPUT: "input",
        Kind.TARGET: "target",
        Kind.WEIGHT: "weight",
        Kind.BIAS: "bias",
        Kind.Z: "pre-activation",
        Kind.A: "activation",
        Kind.D_A: "derivative by the activation",
        Kind.DELTA: "delta",
        Kind.D_WEIGHT: "gradient of the weight",
        Kind.D_BIAS: "gradient of the bias",
        Kind.WEIGHT_AFTER: "weight after the update",
        Kind.BIAS_AFTER: "bias after the update",
        Kind.A_AFTER: "output after the update",
    }


def _activations() -> dict[str, str]:
    return {"identity": "identity", "sigmoid": "sigmoid", "tanh": "tanh", "relu": "ReLU"}


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
