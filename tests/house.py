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
    """A file of the house: its path below the root, with slashes, and its syntax tree."""

    path: str
    tree: ast.Module

    @property
    def imports(self) -> Iterator[str]:
        """Yield what is imported anywhere in the file, each name that could be a module."""
        yield from _imports(self)

    @property
    def run_imports(self) -> Iterator[str]:
        """Yield what is imported when the file runs: not what is there for the type checker."""
        yield from self.imported(_run(self.tree))

    def imported(self, nodes: Iterable[ast.AST]) -> Iterator[str]:
        """Yield what some parts of the file import."""
        for node in nodes:
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                module = self._absolute(node)
                yield from (f"{module}.{alias.name}" for alias in node.names)

    def _absolute(self, node: ast.ImportFrom) -> str:
        above = self.path.split("/")[: -node.level] if node.level else []
        return ".".join([*above, *([node.module] if node.module else [])])

    @property
    def calls(self) -> Iterator[str]:
        """Yield the name each call ends in: `open`, and `.write_text` for a method."""
        yield from _calls(self)

    @property
    def names(self) -> Iterator[str]:
        """Yield every name used, those with dots in full: `np.random.seed`."""
        yield from _names(self)


@cache
def source_of(path: str, text: str) -> Source:
    """Return a file with its syntax tree: all rules read the same one."""
    return Source(path, ast.parse(text))


@cache
def _imports(source: Source) -> tuple[str, ...]:
    return tuple(source.imported(ast.walk(source.tree)))


@cache
def _calls(source: Source) -> tuple[str, ...]:
    called = [node.func for node in ast.walk(source.tree) if isinstance(node, ast.Call)]
    return tuple(
        each.id if isinstance(each, ast.Name) else f".{each.attr}"
        for each in called
        if isinstance(each, ast.Name | ast.Attribute)
    )


@cache
def _names(source: Source) -> tuple[str, ...]:
    nodes = ast.walk(source.tree)
    return tuple(_dotted(node) for node in nodes if isinstance(node, ast.Name | ast.Attribute))


def _dotted(node: ast.expr) -> str:
    """Return a name with all its dots; what is no name before them is left out."""
    if isinstance(node, ast.Name):
        return node.id
    return f"{_dotted(node.value)}.{node.attr}" if isinstance(node, ast.Attribute) else ""


def _run(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a node and all within it but what stands under `if TYPE_CHECKING`."""
    yield node
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
        children: Iterable[ast.AST] = node.orelse
    else:
        children = ast.iter_child_nodes(node)
    for child in children:
        yield from _run(child)


def within(name: str, modules: tuple[str, ...]) -> bool:
    """Return whether a name is that of one of these modules or of something in them."""
    return any(name == module or name.startswith(f"{module}.") for module in modules)


@cache
def arrows() -> Mapping[str, tuple[str, ...]]:
    """Return what each module of the house imports when it runs, late imports included."""
    return {
        name: tuple(
            _module(imported)
            for imported in source_of(
                path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
            ).run_imports
        )
        for name, path in MODULES.items()
    }


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
    return module[len(folder) + 1 :].partition(".")[0] if within(module, (folder,)) else ""
