"""What goes into a bundle has its licence there, and what an older one has left is gone."""

import os
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import requires
from pathlib import Path

import pytest
from bundled_licences import texts
from bundled_start import remove_stale
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
RECIPE = ROOT / ".ci" / "bundle"
# of ziamath the font alone is inside: nothing of what its code asks for
NOT_INSIDE = {"ziafont"}


def _needed(asked_for: Iterable[str]) -> set[str]:
    """Return the distributions that requirements ask for here, and what those ask for."""
    found: set[str] = set()
    for wanted in map(Requirement, asked_for):
        here = wanted.marker is None or wanted.marker.evaluate({"extra": ""})
        if here and wanted.name not in NOT_INSIDE:
            found |= {wanted.name, *_needed(requires(wanted.name) or ())}
    return found


def test_all_that_goes_into_a_bundle_has_a_licence() -> None:
    recipe = (RECIPE / "gradientscope.spec").read_text("utf-8")
    assert all(f'"{name}"' in recipe for name in (*NOT_INSIDE, "av"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    slides = project["optional-dependencies"]["slides"]
    inside = _needed([*project["dependencies"], *slides])
    assert {"numpy", "PySide6-Essentials", "shiboken6", "lxml"} <= inside
    assert {name for name in (*inside, "Python", "Gradientscope") if not texts(ROOT, name)} == set()


def _filled(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "utf-8")


def test_what_an_older_version_has_left_is_gone_at_the_next_start(tmp_path: Path) -> None:
    _filled(tmp_path, "kept/new.so", "kept/old.so", "gone/deep/old.py", "lib.so")
    (tmp_path / "link.so").symlink_to("lib.so")
    (tmp_path / "old.so").symlink_to("kept")
    listed = ("kept/new.so", "lib.so", "link.so")
    (tmp_path / "manifest.txt").write_text("".join(f"0  {name}\n" for name in listed), "utf-8")
    for _ in range(2):
        remove_stale(tmp_path)
        left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}
        assert left == {*listed, "kept", "manifest.txt", ".settled"}


@pytest.mark.skipif(sys.platform != "linux", reason="installs the Linux way")
def test_installing_replaces_an_older_version_and_uninstalling_leaves_nothing(
    tmp_path: Path,
) -> None:
    home = tmp_path / "my home"
    home.mkdir()
    for version, library in (("1", "old.so"), ("2", "new.so")):
        unpacked = tmp_path / version
        icon = "_internal/resources/icons/gradientscope.svg"
        inside = ("_internal/manifest.txt", f"_internal/{library}", icon)
        _filled(unpacked, "gradientscope", "gradientscope.png", *inside)
        (unpacked / "version.txt").write_text(version, "utf-8")
        for path in (RECIPE / "linux").iterdir():
            (unpacked / path.name).write_bytes(path.read_bytes())
            (unpacked / path.name).chmod(0o755)
        _run(unpacked / "install.sh", home)
    program = home / ".local" / "share" / "gradientscope-program"
    assert sorted(path.name for path in (program / "_internal").glob("*.so")) == ["new.so"]
    launcher = home / ".local" / "share" / "applications" / "gradientscope.desktop"
    assert f'Exec="{program}/gradientscope" %f\n' in launcher.read_text("utf-8")
    _run(program / "uninstall.sh", home)
    left = [path for path in home.rglob("*") if not path.is_dir()]
    assert [path for path in left if "gradientscope" in path.read_text("utf-8", "replace")] == []


def _run(script: Path, home: Path) -> None:
    """Run a script for somebody who is not root, with a home of his own."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "INSTALL_FOR": "me"}
    subprocess.run([str(script)], env=environment, check=True, capture_output=True)
