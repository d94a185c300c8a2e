"""The experiment file as it is written: its keys, their types and their defaults."""

import re
from typing import Any, TypeVar

import msgspec

from engine.fault import Fault, Faulty, Phrase


class BadExperiment(Faulty):
    """An experiment that cannot be used; its `fault` names the place and the value."""


T = TypeVar("T", bound="FilePart")


class FilePart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A piece of the file that refuses keys it does not know."""


class LayerPart(FilePart, frozen=True):
    neurons: int
    activation: str | dict[str, Any]
    bias: bool = True


class InitPart(FilePart, frozen=True):
    scheme: str = "xavier_uniform"
    seed: int = 0


class ParametersPart(FilePart, frozen=True):
    weights: list[list[list[float]]]
    biases: list[list[float] | None]


class NetworkPart(FilePart, frozen=True):
    inputs: int
    layers: list[LayerPart]
    init: InitPart = InitPart()
    parameters: ParametersPart | None = None


class LossPart(FilePart, frozen=True):
    name: str
    l1: float = 0.0
    l2: float = 0.0
    reduction: str = "mean"


class NormalisationPart(FilePart, frozen=True):
    mean: list[float]
    deviation: list[float]


class InlinePart(FilePart, frozen=True, tag_field="kind", tag="inline", omit_defaults=True):
    inputs: list[list[float]]
    targets: list[list[float]]
    input_names: list[str] = []
    target_names: list[str] = []
    test_inputs: list[list[float]] = []
    test_targets: list[list[float]] = []
    normalisation: NormalisationPart | None = None


class GeneratorPart(FilePart, frozen=True, tag_field="kind", tag="generator"):
    name: str
    samples: int = 100
    noise: float = 0.0
    seed: int = 0
    test_fraction: float = 0.0


class CsvPart(FilePart, frozen=True, tag_field="kind", tag="csv", omit_defaults=True):
    path: str
    inputs: list[str]
    targets: list[str]
    test_fraction: float = 0.0
    seed: int = 0
    normalise: bool = False
    delimiter: str | None = None
    decimal: str | None = None
    thousands: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    header: bool | None = None
    missing: str | None = None
    labels: str | None = None


class BuiltinPart(FilePart, frozen=True, tag_field="kind", tag="builtin"):
    name: str
    test_fraction: float = 0.0
    seed: int = 0
    normalise: bool = False


class TrainingPart(FilePart, frozen=True):
    optimizer: dict[str, Any] = {}
    batch_size: int | None = 1
    shuffle: bool = False
    seed: int = 0
    train_biases: bool = True
    update_rule: str = "simultaneous"


class PublishedPart(FilePart, frozen=True):
    step: int
    quantity: str
    printed: str
    source: str = ""
    note: str = ""


class ExperimentPart(FilePart, frozen=True):
    format: str
    version: int
    network: NetworkPart
    loss: LossPart
    data: InlinePart | GeneratorPart | CsvPart | BuiltinPart
    title: str = ""
    training: TrainingPart = TrainingPart()
    published: list[PublishedPart] = []
    challenge: bool = False
    hidden: list[str] | msgspec.UnsetType = msgspec.UNSET


_TYPES = {
    "int": "whole-number",
    "float": "number",
    "str": "text",
    "bool": "true-or-false",
    "array": "list",
    "object": "group",
    "null": "nothing",
}
_REASONS = {
    "trailing characters": "json.trailing",
    "invalid number": "json.number",
    "invalid escaped character": "json.escape",
    "trailing comma in array": "json.comma",
    "trailing comma in object": "json.comma",
}
# msgspec tells what it found in English alone: its version has a limit in pyproject.toml. Compiled
# where something is wrong.
_PLACED = r"(?s)(.*?) - at `(?:key in )?\$\.?(.*)`"
_EXPECTED = r"Expected `(.*?)`, got `(.*?)`"
_FIELD = r"(?s)Object (contains unknown|missing required) field `(.*?)`"
_MALFORMED = r"JSON is malformed: (.*?)(?: \(byte (\d+)\))?$"
_STEP = r"([^.\[\]]+)|\[(\d+)\]"
_SHOWN_LETTERS = 60


def decode(text: bytes) -> ExperimentPart:
    """Read the file's text; raise BadExperiment with the place of the first thing wrong."""
    return decode_as(text, ExperimentPart)


def decode_as(text: bytes, kind: type[T]) -> T:
    """Read a text of JSON as a piece of some kind; raise BadExperiment as `decode` does."""
    text = text.removeprefix(b"\xef\xbb\xbf")
    if not text.strip():
        raise BadExperiment("file.empty")
    try:
        text.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadExperiment("file.no-text", byte=error.start) from None
    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.ValidationError as error:
        raise BadExperiment.of(_validation(str(error), text, kind)) from None
    except msgspec.DecodeError as error:
        raise BadExperiment.of(_malformed(str(error), text)) from None
    except RecursionError:
        raise BadExperiment("file.too-deep") from None


def shown(value: object) -> str:
    """Return a value as it may stand in a sentence, shortened where it is long."""
    if isinstance(value, Phrase):
        return value
    if isinstance(value, list | dict):
        return phrase("list" if isinstance(value, list) else "keys")
    written = repr(value) if isinstance(value, str) else msgspec.json.encode(value).decode()
    return written if len(written) <= _SHOWN_LETTERS else written[:_SHOWN_LETTERS] + "…"


def phrase(name: str) -> Phrase:
    """Return the key of what a value of a file is called."""
    return Phrase(f"file-value.{name}")


def _validation(message: str, text: bytes, kind: type) -> Fault:
    placed = re.fullmatch(_PLACED, message)
    problem, path = (placed[1], placed[2]) if placed else (message, "")
    field = re.match(_FIELD, problem)
    if field is not None:
        if field[1] != "contains unknown":
            return Fault("file.key-missing", path, details={"key": shown(field[2])})
        from engine.text.file.known_keys import keys_at, unknown_key  # rarely needed

        there = keys_at(kind, re.findall(_STEP, path), _at(text, path))
        return unknown_key(field[2], shown(field[2]), path, there)
    found: dict[str, object] = {"value": shown(_at(text, path))}
    expected = re.match(_EXPECTED, problem)
    if expected is not None:
        found["wanted"] = tuple(phrase(_TYPES[name]) for name in expected[1].split(" | "))
        return Fault("file.other-type", path, details=found)
    if problem.startswith("Invalid value"):
        known = {"known": "inline, generator, csv, builtin"}
        return Fault("file.unknown-name", path, details=found | known)
    return Fault("file.out-of-range", path, details=found)


def _at(text: bytes, path: str) -> Any:  # noqa: ANN401
    """Return what stands at a path of the file, as far as the rest of it can be read."""
    try:
        value: Any = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        return phrase("other")
    for key, index in re.findall(_STEP, path):
        if key == "...":
            return phrase("other")
        value = value[key] if key else value[int(index)]
    return value


def _malformed(message: str, text: bytes) -> Fault:
    if "truncated" in message:
        return Fault("json.too-short", details={"line": text.count(10) + 1})
    found = re.match(_MALFORMED, message)
    if found is None or found[2] is None:
        return Fault("json.none")
    before = text[: int(found[2])]
    line, column = before.count(10) + 1, len(before) - before.rfind(10)
    at: dict[str, object] = {"line": line, "column": column}
    word = re.match(rb"[-\w.+]{1,40}", text[len(before) :])
    if word is not None:
        return Fault("json.word", details=at | {"word": word[0].decode()})
    return Fault(_REASONS.get(found[1], "json.character"), details=at)
