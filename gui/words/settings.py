"""The settings of an experiment in a few words each, to tell experiments apart."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from engine.data.dataset import Dataset, Generated
from engine.experiment import Experiment, UpdateRule
from engine.run.batches import is_shuffled
from engine.run.segments import Segments
from engine.text.numbers import short
from gui.words.catalog import say, say_count, say_list, say_names
from gui.words.data import data_name
from gui.words.functions import loss_of, shaped_activation, shaped_optimizer
from gui.words.mistakes import in_place_name, mistake_name

UNTOLD = ("loss", "biases", "mistakes")  # of a challenge: each may be what is done differently
SETTINGS = (
    *("layers", "activation", "rate", "optimizer", "batch", "order", "loss", "penalty"),
    *("weights", "biases", "data", "mistakes"),
)


def setting_name(key: str) -> str:
    """Return what a setting is called."""
    return say(f"compared.{key}")


def setting_texts(experiment: Experiment) -> dict[str, str]:
    """Return each setting in words, "" where it has none of its own, as a penalty of 0."""
    network, training = experiment.network, experiment.training
    names = [shaped_activation(layer.activation) for layer in network.layers]
    return {
        "layers": " – ".join(str(size) for size in network.sizes),
        "activation": names[0] if len(set(names)) == 1 else say_names(names),
        "rate": short(training.learning_rate),
        "optimizer": shaped_optimizer(training.optimizer),
        "batch": _batch(experiment),
        "order": say("compared-order.drawn", seed=training.seed) if is_shuffled(experiment) else "",
        "loss": loss_of(experiment),
        "penalty": _penalty(experiment),
        "weights": _first_weights(experiment),
        "biases": _biases(experiment),
        "data": data_text(experiment.data),
        "mistakes": _mistakes(experiment),
    }


def texts_of_run(segments: Segments) -> dict[str, str]:
    """Return each setting of a run in words; one that was changed on the way with its steps."""
    all_texts = [setting_texts(segment.experiment) for segment in segments]
    said = dict(all_texts[0])
    for (_, before), (segment, after) in pairwise(zip(segments, all_texts, strict=True)):
        for key, text in after.items():
            if text != before[key] and key != "weights":  # those of the first step alone count
                places = {"before": said[key] or _none(), "after": text or _none()}
                said[key] = say("compared-changed.step", step=segment.first_step, **places)
    return said


def short_setting(key: str, text: str) -> str:
    """Return a setting as it tells a run from others in brackets: its value says what it is."""
    return say("compared-short.rate", rate=text) if key == "rate" else text or _none()


def data_text(data: Dataset) -> str:
    """Return where samples come from and how many there are."""
    source, tests, said = data.source, len(data.test_inputs), data_name(data)
    if isinstance(source, Generated):
        drawn = {"noise": short(source.noise), "seed": source.seed}
        said = say("compared-data.drawn", name=said, **drawn)
    count = say_count("compared-data.count", len(data.inputs), said=said)
    return say_count("compared-data.tests", tests, said=count) if tests else count


def same_samples(one: Dataset, other: Dataset) -> bool:
    """Return whether two sets hold the same samples in the same order."""
    names = ("inputs", "targets", "test_inputs", "test_targets")
    return one is other or all(
        np.array_equal(getattr(one, name), getattr(other, name)) for name in names
    )


def say_settings(texts: Sequence[tuple[str, str]]) -> str:
    """Return a few settings one after the other: (key, text)."""
    return say_list([short_setting(key, text) for key, text in texts])


def _batch(experiment: Experiment) -> str:
    samples = len(experiment.data.inputs)
    batch = min(experiment.training.batch_size or samples, samples)
    if batch == samples:
        return say_count("compared-batch.all", samples)
    return say_count("compared-batch.some", batch, samples=samples)


def _penalty(experiment: Experiment) -> str:
    factors = (("L1", experiment.penalty.l1), ("L2", experiment.penalty.l2))
    named = [f"{name} {short(factor)}" for name, factor in factors if factor]
    return say_names(named) if named else ""


def _first_weights(experiment: Experiment) -> str:
    if experiment.given is not None:
        return say("experiment.as-stated")
    scheme = say(f"initializer.{experiment.init.scheme}")
    return say("compared-weights.drawn", scheme=scheme, seed=experiment.init.seed)


def _biases(experiment: Experiment) -> str:
    shape = experiment.network.shape
    said = "" if experiment.training.train_biases else say("compared-biases.fixed")
    without = say_list([str(layer) for layer in sorted(shape.without_bias)])
    if not without:
        return said
    key = "compared-biases.fixed-without" if said else "compared-biases.without"
    return say(key, layers=without)


def _mistakes(experiment: Experiment) -> str:
    made = [mistake_name(each) for each in sorted(experiment.training.mistakes, key=str)]
    if experiment.training.update_rule is UpdateRule.IN_PLACE:
        made.append(in_place_name())
    return say_list(made)


def _none() -> str:
    return say("compared.none")
