"""The names of what can be hidden in front of a class: numbers, their kinds, panels, controls.

A number is named by its address (`dw[2,0,0]`, of every sample where each has its own), a kind by
what stands before the bracket (`dw`), a panel as `panel:tree`, a control as `control:loss`.
"""

from engine.shape import NetworkShape, in_network
from engine.written.quantity import BadAddress, Kind, parse

PANEL, CONTROL = "panel:", "control:"
KINDS = {kind.value: kind for kind in Kind}
PANELS = (
    *("lesson", "experiment", "loss", "gradients", "samples", "regions", "table", "confusion"),
    *("sample", "compare", "sweeping", "explanation", "tree", "paths", "slice", "secant", "plane"),
    *("neuron", "numbers", "by-hand"),
)
CONTROLS = (
    *("data", "layers", "loss", "optimizer", "learning_rate", "batch_size", "first_weights"),
    *("more_settings", "sample", "timeline"),
)


def is_number(name: str) -> bool:
    """Return whether a name is that of one number, rather than of a kind, panel or control."""
    return name not in KINDS and not name.startswith((PANEL, CONTROL))


def is_name(text: str) -> bool:
    """Return whether a text names something that can be hidden, in whatever network."""
    for prefix, known in ((PANEL, PANELS), (CONTROL, CONTROLS)):
        if text.startswith(prefix):
            return text.removeprefix(prefix) in known
    if text in KINDS:
        return True
    try:
        parse(text)
    except BadAddress:
        return False
    return True


def still_there(names: tuple[str, ...], shape: NetworkShape) -> tuple[str, ...]:
    """Return the names without those of numbers that a network of a shape does not have."""
    return tuple(each for each in names if not is_number(each) or in_network(parse(each), shape))
