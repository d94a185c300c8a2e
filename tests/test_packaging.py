"""The version is the same wherever it is written down."""

import re
import tomllib
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from gui.commands.commands import run
from tests.windows import opened

ROOT = Path(__file__).parent.parent
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]


def test_the_changelog_opens_with_the_version_of_the_project() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## \[(\d[^]]*)\]", changelog, re.MULTILINE)[0] == VERSION


def test_a_command_and_the_help_menu_tell_the_version(
    qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"{VERSION}\n"
    window = opened(qtbot, 1024, 768)
    window.menu.about.trigger()
    [box] = window.findChildren(QMessageBox)
    assert box.informativeText() == f"Version {VERSION}"
    box.close()
