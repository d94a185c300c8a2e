"""The version is the same wherever it is written down."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_changelog_opens_with_the_version_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## \[(\d[^]]*)\]", changelog, re.MULTILINE)[0] == project["version"]
