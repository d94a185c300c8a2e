"""The files of the house as they stand, and who reaches whom; a file is read, never run."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
FILES = [
    *sorted((ROOT / "engine").rglob("*.py")),
    *sorted((ROOT / "gui").rglob("*.py")),
    *ROOT.glob("main.py"),
]


def module_name(path: str) -> str:
    """Return the name by which a file, given by its path below the root, is imported."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


MODULES = {module_name(path.relative_to(ROOT).as_posix()): path for path in FILES}


@dataclass(frozen=True, slots=True)
class Source:
    """What stands in a file of the house, which is read and gone through once for all rules.

    path: below the root, with slashes; classes: those outside of others; imports: what is imported
    anywhere in it, each name that could be a module; run_imports: when it runs, without what is
    there for the type checker; calls: the name each call ends in: `open`, and `.write_text` for a
    method; names: every name used, those with dots in full: `np.random.seed`.
    """

    path: str
    docstring: str
    classes: tuple[str, ...]
    imports: tuple[str, ...]
    run_imports: tuple[str, ...]
    calls: tuple[str, ...]
    names: tuple[str, ...]


@cache
def text_of(path: Path) -> str:
    """Return what a file holds."""
    return path.read_text(encoding="utf-8")


@cache
def source_of(path: str, text: str) -> Source:
    """Return what stands in a file; its tree is let go, which would be much to look through."""
    tree = ast.parse(text)
    nodes = tuple(ast.walk(tree))
    unread = {id(each) for node in nodes if _is_for_types(node) for each in _below(node)}
    run = (node for node in nodes if id(node) not in unread)
    return Source(
        path,
        ast.get_docstring(tree) or "",
        tuple(node.name for node in tree.body if isinstance(node, ast.ClassDef)),
        tuple(_imported(path, nodes)),
        tuple(_imported(path, run)),
        tuple(_called(nodes)),
        tuple(_dotted(node) for node in nodes if isinstance(node, ast.Name | ast.Attribute)),
    )


def file_of(path: Path) -> Source:
    """Return what stands in a file of the house as it is."""
    return source_of(path.relative_to(ROOT).as_posix(), text_of(path))


def _imported(path: str, nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Yield what some parts of a file import."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = path.split("/")[: -node.level] if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{module}.{alias.name}" for alias in node.names)


def _called(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield f".{node.func.attr}"


def _dotted(node: ast.expr) -> str:
    """Return a name with all its dots; what is no name before them is left out."""
    if isinstance(node, ast.Name):
        return node.id
    return f"{_dotted(node.value)}.{node.attr}" if isinstance(node, ast.Attribute) else ""


def _is_for_types(node: ast.AST) -> bool:
    """Return whether what stands under a node is there for the type checker."""
    return isinstance(node, ast.If) and "TYPE_CHECKING" in _dotted(node.test)


def _below(node: ast.AST) -> Iterator[ast.AST]:
    assert isinstance(node, ast.If)
    for child in node.body:
        yield from ast.walk(child)


def within(name: str, modules: tuple[str, ...]) -> bool:
    """Return whether a name is that of one of these modules or of something in them."""
    return any(name == module or name.startswith(f"{module}.") for module in modules)


@cache
def arrows() -> Mapping[str, tuple[str, ...]]:
    """Return what each module of the house imports when it runs, late imports included."""
    return {name: tuple(map(_module, file_of(path).run_imports)) for name, path in MODULES.items()}


def _module(name: str) -> str:
    """Return the module of the house a name is taken from, the name itself for others."""
    return name if name in MODULES or (above := name.rpartition(".")[0]) not in MODULES else above


def way_to(
    start: Iterable[str], modules: tuple[str, ...], around: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Return the shortest chain of imports that ends in one of these modules, () if none does.

    around: modules that are not gone through.
    """
    came_from = dict.fromkeys(map(_module, start), "")
    waiting = list(came_from)
    for name in waiting:
        if within(name, modules):
            chain = [name]
            while came_from[chain[-1]]:
                chain.append(came_from[chain[-1]])
            return tuple(reversed(chain))
        for imported in arrows().get(name, ()):
            if imported not in came_from and not within(name, around):
                came_from[imported] = name
                waiting.append(imported)
    return ()


def circles(folder: str, given: Mapping[str, tuple[str, ...]]) -> list[frozenset[str]]:
    """Return the parts of a folder, files and folders in it, that import each other in a circle.

    given: what each module imports.
    """
    reached: dict[str, set[str]] = {}
    for name, imported in given.items():
        start = _part(folder, name)
        ends = {_part(folder, other) for other in imported}
        if start:
            reached.setdefault(start, set()).update(ends - {"", start})
    for middle in reached:
        for ends in reached.values():
            if middle in ends:
                ends |= reached[middle]
    return sorted(
        {
            frozenset(other for other in ends if name in reached.get(other, ()))
            for name, ends in reached.items()
            if name in ends
        },
        key=sorted,
    )


def _part(folder: str, module: str) -> str:
    """Return which part of a folder a module is or lies in, "" if none."""
    below = module.removeprefix(f"{folder}.")
    return below.partition(".")[0] if below != module else ""
