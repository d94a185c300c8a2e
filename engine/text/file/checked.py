"""Checks of the experiment file that its types alone cannot make."""

import re
from collections.abc import Sequence

from engine.experiment import Published
from engine.frozen import Array
from engine.functions.loss import Loss, Targets
from engine.network import NetworkPlan, count_parameters
from engine.story.beats import cut, first_known
from engine.text.file.schema import BadExperiment, PublishedPart, shown
from engine.written.quantity import in_network, parse

MOST_NEURONS = 100_000
MOST_PARAMETERS = 20_000_000
LARGEST_SEED = 2**63 - 1
_PRINTED = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{0,15})?")  # as figures stand in print


def count(value: int, path: str, most: int) -> int:
    """Return a whole number from 1 to `most`."""
    if not 1 <= value <= most:
        raise BadExperiment(f"{path}: {shown(value)} is not a whole number from 1 to {most}")
    return value


def seed(value: int, path: str) -> int:
    """Return a seed."""
    if not 0 <= value <= LARGEST_SEED:
        raise BadExperiment(f"{path}: {shown(value)} is not a seed from 0 to {LARGEST_SEED}")
    return value


def size(plan: NetworkPlan) -> None:
    """Refuse a network with more parameters than fit into a window's memory."""
    total = count_parameters(plan.sizes)
    if total > MOST_PARAMETERS:
        raise BadExperiment(
            f"network.layers: the network has {total} weights and biases; "
            f"at most {MOST_PARAMETERS} can be shown"
        )


def length(values: Sequence[object], wanted: int, path: str, of_what: str) -> None:
    """Refuse a list with more or fewer entries than there are of something."""
    if len(values) != wanted:
        raise BadExperiment(f"{path}: has {len(values)} entries for {wanted} {of_what}")


def matrix(rows: Sequence[Sequence[float]], wanted: int, width: int, path: str) -> None:
    """Refuse a list of rows that is not `wanted` long, or a row that is not `width` wide."""
    length(rows, wanted, path, "rows")
    for i, row in enumerate(rows):
        if len(row) != width:
            raise BadExperiment(f"{path}[{i}]: has {len(row)} numbers where {width} belong")


def targets(rows: Array, loss: Loss, path: str) -> None:
    """Refuse a target that the loss is not made for; rows: (samples, outputs)."""
    if loss.targets is Targets.ANY:
        return
    for i, row in enumerate(rows.tolist()):
        for j, value in enumerate(row):
            if not loss.targets.holds(value):
                raise BadExperiment(
                    f"{path}[{i}][{j}]: {value} is not {loss.targets.value}, as {loss.name} needs"
                )


def published(parts: Sequence[PublishedPart], network: NetworkPlan) -> tuple[Published, ...]:
    """Return the printed figures; each must name a number of this network."""
    figures = []
    for i, part in enumerate(parts):
        path = f"published[{i}]"
        if part.step < 0:
            raise BadExperiment(f"{path}.step: {part.step} is negative; steps count from 0")
        _check_quantity(part.quantity, network, f"{path}.quantity")
        if not _PRINTED.fullmatch(part.printed):
            raise BadExperiment(f"{path}.printed: {shown(part.printed)} is not a printed number")
        figures.append(Published(part.step, part.quantity, part.printed, part.source))
    return tuple(figures)


def _check_quantity(text: str, network: NetworkPlan, path: str) -> None:
    try:
        quantity = parse(text)
        first_known(quantity, cut(network.depth))
    except ValueError as error:
        raise BadExperiment(f"{path}: {error}") from None
    if not in_network(quantity, network.sizes):
        raise BadExperiment(f"{path}: {shown(text)} lies outside the network {network.sizes}")
