"""The size of the rooms, and a sentence over each door."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MOST_LINES = 250
MODULES = [
    *sorted((ROOT / "engine").rglob("*.py")),
    *sorted((ROOT / "gui").rglob("*.py")),
    *ROOT.glob("main.py"),
]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_no_file_is_longer_than_a_few_screens(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= MOST_LINES, f"{_name(path)} has {lines} lines; split it"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_module_opens_with_a_sentence(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not tree.body or ast.get_docstring(tree), f"{_name(path)} does not say what it is"
