"""Checks of the experiment file that neither its types nor the experiment's own rules make."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from engine.experiment import Experiment, Published
from engine.fault import Fault
from engine.hidden import CONTROL, CONTROLS, KINDS, PANEL, PANELS
from engine.network import NetworkPlan
from engine.run.batches import batches_of
from engine.shape import in_network
from engine.story.beats import cut, first_known
from engine.text.file.known import check_among
from engine.text.file.schema import BadExperiment, PublishedPart, shown
from engine.written.quantity import OF_BIASES, BadAddress, parse_of_sample
from engine.written.typed_number import BadNumber, read_number


def refuse(faults: Iterable[Fault]) -> None:
    """Raise BadExperiment with the first of some faults, if there is one."""
    for fault in faults:
        raise BadExperiment.of(fault)


def length(values: Sequence[object], wanted: int, path: str, of_what: str) -> None:
    """Refuse a list with more or fewer entries than there are rows, layers, neurons, samples."""
    if len(values) != wanted:
        given = {"entries": len(values), "wanted": wanted}
        raise BadExperiment(f"file.entries-for-{of_what}", path, **given)


def matrix(rows: Sequence[Sequence[float]], wanted: int, width: int, path: str) -> None:
    """Refuse a list of rows that is not `wanted` long, or a row that is not `width` wide."""
    length(rows, wanted, path, "rows")
    for i, row in enumerate(rows):
        if len(row) != width:
            raise BadExperiment("file.ragged", f"{path}[{i}]", numbers=len(row), wanted=width)


def bias(values: Sequence[float] | None, network: NetworkPlan, layer: int, path: str) -> None:
    """Refuse biases for a layer that has none, none for one that has some, and too many or few."""
    if (values is None) == network.shape.has_bias(layer):
        key = "file.biases-missing" if values is None else "file.biases-unwanted"
        raise BadExperiment(key, path, layer=layer)
    if values is not None:
        length(values, network.sizes[layer], path, "neurons")


def published(parts: Sequence[PublishedPart], network: NetworkPlan) -> tuple[Published, ...]:
    """Return the printed figures; each must name a number of this network."""
    figures = []
    for i, part in enumerate(parts):
        path = f"published[{i}]"
        if part.step < 0:
            raise BadExperiment("file.negative-step", f"{path}.step", step=part.step)
        _check_quantity(part.quantity, network, f"{path}.quantity")
        try:
            read_number(part.printed)
        except BadNumber:
            raise BadExperiment(
                "file.not-printed", f"{path}.printed", value=shown(part.printed)
            ) from None
        figures.append(Published(part.step, part.quantity, part.printed, part.source, part.note))
    return tuple(figures)


def hidden(names: Sequence[str], network: NetworkPlan) -> tuple[str, ...]:
    """Return the names of what is hidden; each must be that of something there is, and once."""
    for i, named in enumerate(names):
        path = f"hidden[{i}]"
        if named in names[:i]:
            raise BadExperiment("file.hidden-twice", path, value=shown(named))
        for prefix, known in ((PANEL, PANELS), (CONTROL, CONTROLS)):
            if named.startswith(prefix):
                check_among([f"{prefix}{each}" for each in known], named, path)
                break
        else:
            if named not in KINDS:
                _check_quantity(named, network, path)
    return tuple(names)


def samples(experiment: Experiment) -> None:
    """Refuse a printed figure of a sample that is not in the batch of its step."""
    for i, figure in enumerate(experiment.published):
        sample = parse_of_sample(figure.quantity).sample
        size = batches_of(experiment).size_at(figure.step)
        if sample is not None and sample >= size:
            raise BadExperiment(
                "file.outside-batch",
                f"published[{i}].quantity",
                value=shown(figure.quantity),
                step=figure.step,
                samples=size,
            )


def _check_quantity(text: str, network: NetworkPlan, path: str) -> None:
    try:
        quantity = parse_of_sample(text)
        if quantity.kind in OF_BIASES and quantity.layer in network.shape.without_bias:
            raise BadExperiment("file.without-bias", path, value=shown(text), layer=quantity.layer)
        first_known(quantity, cut(network.shape))
    except BadAddress as error:
        raise BadExperiment.of(replace(error.fault, place=path)) from None
    if not in_network(quantity, network.shape):
        given = {"value": shown(text), "sizes": "-".join(map(str, network.sizes))}
        raise BadExperiment("file.outside-network", path, **given)
