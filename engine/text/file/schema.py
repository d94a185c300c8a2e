"""The experiment file as it is written: its keys, their types and their defaults."""

import re
from typing import Any

import msgspec


class BadExperiment(ValueError):
    """An experiment that cannot be used; its text is one sentence with the place and the value."""


class FilePart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A piece of the file that refuses keys it does not know."""


class LayerPart(FilePart, frozen=True):
    neurons: int
    activation: str


class InitPart(FilePart, frozen=True):
    scheme: str = "xavier_uniform"
    seed: int = 0


class ParametersPart(FilePart, frozen=True):
    weights: list[list[list[float]]]
    biases: list[list[float]]


class NetworkPart(FilePart, frozen=True):
    inputs: int
    layers: list[LayerPart]
    init: InitPart = InitPart()
    parameters: ParametersPart | None = None


class LossPart(FilePart, frozen=True):
    name: str
    l1: float = 0.0
    l2: float = 0.0


class InlinePart(FilePart, frozen=True, tag_field="kind", tag="inline"):
    inputs: list[list[float]]
    targets: list[list[float]]


class GeneratorPart(FilePart, frozen=True, tag_field="kind", tag="generator"):
    name: str
    samples: int = 100
    noise: float = 0.0
    seed: int = 0
    test_fraction: float = 0.0


class CsvPart(FilePart, frozen=True, tag_field="kind", tag="csv"):
    path: str
    inputs: list[str]
    targets: list[str]
    test_fraction: float = 0.0
    seed: int = 0
    normalise: bool = False


class BuiltinPart(FilePart, frozen=True, tag_field="kind", tag="builtin"):
    name: str
    test_fraction: float = 0.0
    seed: int = 0
    normalise: bool = False


class OptimizerPart(FilePart, frozen=True):
    name: str = "sgd"
    learning_rate: float = 0.5


class TrainingPart(FilePart, frozen=True):
    optimizer: OptimizerPart = OptimizerPart()
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


class ExperimentPart(FilePart, frozen=True):
    format: str
    version: int
    network: NetworkPart
    loss: LossPart
    data: InlinePart | GeneratorPart | CsvPart | BuiltinPart
    title: str = ""
    training: TrainingPart = TrainingPart()
    published: list[PublishedPart] = []


_TYPES = {
    "int": "a whole number",
    "float": "a number",
    "str": "text",
    "bool": "true or false",
    "array": "a list",
    "object": "a group of keys in braces",
    "null": "nothing (null)",
}
_PLACED = re.compile(r"(.*?) - at `(?:key in )?\$\.?(.*)`", re.DOTALL)
_EXPECTED = re.compile(r"Expected `(.*?)`, got `(.*?)`")
_FIELD = re.compile(r"Object (contains unknown|missing required) field `(.*?)`", re.DOTALL)
_MALFORMED = re.compile(r"JSON is malformed: (.*?)(?: \(byte (\d+)\))?$")
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_SHOWN_LETTERS = 60


def decode(text: bytes) -> ExperimentPart:
    """Read the file's text; raise BadExperiment with the place of the first thing wrong."""
    text = text.removeprefix(b"\xef\xbb\xbf")
    if not text.strip():
        raise BadExperiment("the file is empty")
    try:
        text.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadExperiment(f"byte {error.start} is no UTF-8 text") from None
    try:
        return msgspec.json.decode(text, type=ExperimentPart)
    except msgspec.ValidationError as error:
        raise BadExperiment(_validation(str(error), text)) from None
    except msgspec.DecodeError as error:
        raise BadExperiment(_malformed(str(error), text)) from None
    except RecursionError:
        raise BadExperiment("the brackets are nested too deeply") from None


def shown(value: object) -> str:
    """Return a value as it may stand in a sentence, shortened where it is long."""
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a group of keys"
    written = repr(value) if isinstance(value, str) else msgspec.json.encode(value).decode()
    return written if len(written) <= _SHOWN_LETTERS else written[:_SHOWN_LETTERS] + "…"


def _validation(message: str, text: bytes) -> str:
    placed = _PLACED.fullmatch(message)
    problem, path = (placed[1], placed[2]) if placed else (message, "")
    at = f"{path}: " if path else ""
    field = _FIELD.match(problem)
    if field is not None:
        unknown = field[1] == "contains unknown"
        key = shown(field[2])
        return at + (f"the key {key} is not known" if unknown else f"the key {key} is missing")
    expected = _EXPECTED.match(problem)
    if expected is not None:
        wanted = " or ".join(_TYPES.get(name, name) for name in expected[1].split(" | "))
        return f"{at}{_value_at(text, path)} stands where {wanted} belongs"
    if problem.startswith("Invalid value"):
        kinds = "inline, generator, csv, builtin"
        return f"{at}{_value_at(text, path)} is not one of {kinds}"
    return f"{at}{problem[0].lower()}{problem[1:]}"


def _value_at(text: bytes, path: str) -> str:
    """Return what stands at a path of the file, as far as the rest of it can be read."""
    try:
        value: Any = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        return "something else"
    for key, index in _STEP.findall(path):
        if key == "...":
            return "something else"
        value = value[key] if key else value[int(index)]
    return shown(value)


def _malformed(message: str, text: bytes) -> str:
    if "truncated" in message:
        return f"the text ends too early, in line {text.count(10) + 1}"
    found = _MALFORMED.match(message)
    if found is None or found[2] is None:
        return f"this is no JSON: {message[0].lower()}{message[1:]}"
    before = text[: int(found[2])]
    line, column = before.count(10) + 1, len(before) - before.rfind(10)
    word = re.match(rb"[-\w.+]{1,40}", text[len(before) :])
    token = f"'{word[0].decode()}' is no JSON value" if word else found[1]
    return f"line {line}, column {column}: {token}"
