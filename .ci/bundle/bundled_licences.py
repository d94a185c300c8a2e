"""Finds the licences of all that goes into a bundle; without one there is no bundle."""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import Distribution, distributions
from pathlib import Path

OWN = "Gradientscope"
PYTHON = "Python"
_TEXTS = Path(__file__).parent / "licences"
_LICENCE = re.compile(r"licen[cs]e|copying|notice", re.IGNORECASE)
# what their packages leave out, or is said of what they bring along
_MORE_TEXTS = {
    "latex2mathml": "latex2mathml",
    "pyside6_essentials": "qt",
    "shiboken6": "qt",
    "qtawesome": "fonts",
    "ziamath": "fonts",
}


class NoLicence(Exception):
    """Something would go into a bundle without its licence."""


def licences(root: Path, sources: Iterable[Path]) -> dict[str, list[Path]]:
    """Return the texts of the licences by the name of what they are for, of files of a bundle.

    root: the sources of the program; raises NoLicence for files of which no licence is found.
    """
    found: dict[str, list[Path]] = {}
    for name in sorted({owner(root, source) for source in sources}):
        found[name] = texts(root, name)
        if not found[name]:
            raise NoLicence(f"there is no licence of {name} for a bundle")
    return found


def owner(root: Path, source: Path) -> str:
    """Return what a file belongs to: a distribution, Python, this program, a Debian package."""
    for path in (source, source.resolve()):
        if name := _by_file().get(path):
            return name
    path = source.resolve()
    if path.is_relative_to(Path(sys.prefix).resolve()):
        raise NoLicence(f"{path} belongs to no package")
    if path.is_relative_to(root):
        return OWN
    if path.is_relative_to(Path(sys.base_prefix).resolve()) and "lib" in path.parts[:-1]:
        debian = _debian_package(path) if Path(sys.base_prefix) == Path("/usr") else ""
        return f"{debian} (Debian)" if debian and "python" not in debian else PYTHON
    if package := _debian_package(path):
        return f"{package} (Debian)"
    if sys.platform != "linux" and path.is_relative_to(Path(sys.base_prefix).resolve()):
        return PYTHON
    raise NoLicence(f"{path} belongs to nothing of which the licence is known")


def texts(root: Path, name: str) -> list[Path]:
    """Return the licences of what `owner` has named."""
    if name == OWN:
        return [root / "LICENSE"]
    if name == PYTHON:
        places = (Path(sys.base_prefix), Path(_standard_library()))
        files = [place / "LICENSE.txt" for place in places]
        files += [Path(f"/usr/share/doc/python3.{sys.version_info.minor}/copyright")]
        return [path for path in files if path.is_file()][:1]
    if name.endswith(" (Debian)"):
        path = Path("/usr/share/doc", name.removesuffix(" (Debian)"), "copyright")
        return [path] if path.is_file() else []
    more = _TEXTS / _MORE_TEXTS.get(_plain(name), "none")
    return [*_of_distribution(_distributions()[_plain(name)]), *sorted(more.glob("*.txt"))]


def _of_distribution(distribution: Distribution) -> Iterator[Path]:
    for file in distribution.files or ():
        path = Path(str(distribution.locate_file(file)))
        if file.suffix not in (".py", ".pyc") and _LICENCE.search(file.name) and path.is_file():
            yield path


def _standard_library() -> Path:
    return Path(subprocess.__file__).parent


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "_", name).lower()


@cache
def _distributions() -> dict[str, Distribution]:
    return {_plain(each.metadata["Name"]): each for each in distributions()}


@cache
def _by_file() -> dict[Path, str]:
    """Return the distribution of each installed file."""
    return {
        Path(str(each.locate_file(file))).absolute(): OWN if plain == _plain(OWN) else each.name
        for plain, each in _distributions().items()
        for file in each.files or ()
    }


@cache
def _debian_package(path: Path) -> str:
    """Return the package a file of the system came with, "" where that is not known."""
    tried = [str(path), str(path).removeprefix("/usr"), f"/usr{path}"]
    for each in tried:
        try:
            said = subprocess.run(["dpkg-query", "-S", each], capture_output=True, text=True)
        except FileNotFoundError:  # no Debian
            return ""
        if said.returncode == 0:
            return said.stdout.partition(":")[0].split(",")[0]
    return ""
