"""Finds strings a person could read in the code, and the keys that the code asks words for."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.house import ROOT, text_of

_READABLE = re.compile(r"[^\W\d_]{2,}[,;:.]? +[^\W\d_]{2,}|^\W*[A-Z][a-z]+\b(?![\w.])")
_CODE = re.compile(r"[{}\\=<>_;]|\(\w*\):?$|^ *(import|from|def|for|return|with|if|else)\b")
_OWN_NAME = "Gradientscope"
_FOR_PROGRAMMERS = {
    *("RuntimeError", "TypeError", "ValueError", "AssertionError"),
    *("LookupError", "NoWords", "KeyError", "IndexError", "AttributeError", "OverflowError"),
}
_KEYS = re.compile(
    r"(Ctrl|Shift|Alt)\+.*|Escape|Space|Left|Right|Up|Down|Home|End|Tab|Return|Delete|Insert"
)  # of a keyboard
# the arguments of these are names for programs, letters of formulas, or what goes into a log
_NAMES_FOR = {
    *("setObjectName", "setProperty", "property", "getLogger", "error", "compile", "TypeVar"),
    *(
        "FunctionOf",
        "NewType",
        "namedtuple",
        "cast",
        "QSettings",
        "setFamilies",
        "QFont",
        "getattr",
        "setStyle",
    ),
}
SAYING = {"say", "say_count"}

# What carries a key to where the sentence is made.
CARRIERS = {
    *("Fault", "Refused", "BadExperiment", "BadFormula", "BadAddress", "BadCall", "BadLog"),
    *("BadNumber", "BadTable", "NoiseTooLarge", "BadSweep", "BadSession"),
    *("BadList", "NotPut", "Differs", "TooLong", "Phrase", "_refuse", "BadToml", "BadLesson"),
}


@dataclass(frozen=True, slots=True)
class Use:
    """A key in the code: `family` where its end is only known at run time; places: by name."""

    where: str
    key: str
    is_family: bool
    places: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Said:
    """What a file says: what reads like words, with its line; keys asked for; what could be one.

    The last is told with whether its end is only known at run time.
    """

    readable: tuple[tuple[int, str], ...]
    uses: tuple[Use, ...]
    mentions: tuple[tuple[str, bool], ...]


@cache
def said_in(path: Path) -> Said:
    """Return what a file of the house says: it is gone through once for all rules."""
    nodes = tuple(ast.walk(ast.parse(text_of(path))))
    return Said(tuple(readable(nodes)), tuple(_uses(path, nodes)), tuple(_mentions(nodes)))


def readable(tree: Iterable[ast.AST]) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of every string that reads like words for a person."""
    nodes = tuple(tree)
    skipped = set(_skipped(nodes))
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
            if text == _OWN_NAME or _KEYS.fullmatch(text) or id(node) in skipped:
                continue
            if _READABLE.search(text) and not _CODE.search(text):
                yield node.lineno, text


def _skipped(nodes: Iterable[ast.AST]) -> Iterator[int]:
    """Yield the nodes that hold docstrings, types, names and errors for programmers."""
    for node in nodes:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield id(node.value)  # a docstring, also one below a name
        elif isinstance(node, ast.Raise) and _called(node.exc) in _FOR_PROGRAMMERS:
            yield from _below(node)
        elif isinstance(node, ast.Assert):
            yield from _below(node.msg)
        elif isinstance(node, ast.Call) and _called(node) in _NAMES_FOR:
            yield from (each for argument in node.args for each in _below(argument))
        elif isinstance(node, ast.arg | ast.AnnAssign):
            yield from _below(node.annotation)
            if isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "TypeAlias":
                yield from _below(node.value)
        elif isinstance(node, ast.FunctionDef):
            yield from _below(node.returns)
        elif isinstance(node, ast.Subscript):
            yield from _below(node.slice)


def _below(node: ast.AST | None) -> Iterator[int]:
    yield from (id(each) for each in ast.walk(node)) if node is not None else ()


def _called(node: ast.AST | None) -> str:
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Name):
        return node.func.id
    return node.func.attr if isinstance(node.func, ast.Attribute) else ""


def _uses(path: Path, nodes: Iterable[ast.AST]) -> Iterator[Use]:
    """Yield every key in a file: what `say` is given, and what a refusal or a fault carries."""
    for node in nodes:
        if not (isinstance(node, ast.Call) and _called(node) in SAYING | CARRIERS and node.args):
            continue
        named = {each.arg for each in node.keywords}
        places = None if named & {None, "details"} else frozenset(name for name in named if name)
        if places is not None and _called(node) == "say_count":
            places |= {"count"}
        where = f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"
        for key, is_family in _keys(node.args[0]):
            yield Use(where, key, is_family, places)


def _mentions(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, bool]]:
    """Yield every string that could be a key, and whether its end is only known at run time."""
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value, False
        elif isinstance(node, ast.JoinedStr):
            yield from _keys(node)


def _keys(node: ast.expr) -> Iterator[tuple[str, bool]]:
    if isinstance(node, ast.IfExp):
        yield from _keys(node.body)
        yield from _keys(node.orelse)
    elif isinstance(node, ast.Constant):
        yield str(node.value), False
    elif isinstance(node, ast.JoinedStr):
        begins = node.values[0]
        yield (str(begins.value), True) if isinstance(begins, ast.Constant) else ("", False)
