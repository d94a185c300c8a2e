"""The size of the rooms, and a sentence over each door."""

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent
MOST_LINES = 250
MODULES = [
    *sorted((ROOT / "engine").rglob("*.py")),
    *sorted((ROOT / "gui").rglob("*.py")),
    *ROOT.glob("main.py"),
]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_file_is_longer_than_a_few_screens() -> None:
    lines = {_name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}


def test_a_module_opens_with_a_sentence() -> None:
    trees = {_name(path): ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}
    silent = [name for name, tree in trees.items() if tree.body and not ast.get_docstring(tree)]
    assert silent == []


def test_no_public_class_name_stands_twice() -> None:
    found: dict[str, list[str]] = {}
    for path in MODULES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found.setdefault(node.name, []).append(_name(path))
    assert {name: paths for name, paths in found.items() if len(paths) > 1} == {}
