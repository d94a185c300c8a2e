"""The names of the experiment format."""

from collections.abc import Collection

from engine.activations import ACTIVATIONS
from engine.data.table_form import DECIMALS, LABELS, MISSING, THOUSANDS
from engine.experiment import UpdateRule
from engine.initializers import INITIALIZERS
from engine.losses import LOSSES
from engine.optimizers import OPTIMIZERS
from engine.reduction import Reduction
from engine.text.file.schema import BadExperiment, shown

_FORMAT: dict[str, Collection[str]] = {
    "activation": ACTIVATIONS,
    "loss": LOSSES,
    "optimizer": OPTIMIZERS,
    "reduction": [reduction.value for reduction in Reduction],
    "scheme": INITIALIZERS,
    "update_rule": [rule.value for rule in UpdateRule],
    "builtin": ("digits", "iris", "penguins"),
    "decimal": DECIMALS,
    "thousands": THOUSANDS,
    "missing": MISSING,
    "labels": LABELS,
}


def check_name(what: str, name: str, path: str) -> None:
    """Raise BadExperiment unless a name belongs to the format."""
    check_among(_FORMAT[what], name, path)


def check_among(known: Collection[str], name: str, path: str) -> None:
    """Raise BadExperiment, with all that are known, for any other name."""
    if name not in known:
        raise BadExperiment(
            "file.unknown-name",
            path,
            value=shown(name),
            known=", ".join(each if each.isidentifier() else shown(each) for each in known),
        )
