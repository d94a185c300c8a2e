"""Makes a package for Debian and its kin of a folder that runs without Python."""

import platform
import shutil
import subprocess
from pathlib import Path

from bundled_start import MANIFEST, SETTLED

_PROGRAM = Path("opt", "gradientscope")
# what the folder leaves to the system; the second name is that of Debian 13 and Ubuntu 24.04
_NEEDED = (
    *("libc6 (>= {glibc})", "libstdc++6", "libglib2.0-0 | libglib2.0-0t64", "libegl1", "libgl1"),
    *("libdbus-1-3", "libfontconfig1", "libx11-6", "libx11-xcb1", "fonts-dejavu-core"),
)
_WELCOME = ("fonts-noto-cjk", "libwayland-cursor0", "libwayland-egl1", "libcups2 | libcups2t64")
_CONTROL = """\
Package: gradientscope
Version: {version}
Architecture: {architecture}
Maintainer: The Gradientscope authors <gradientscope@localhost>
Installed-Size: {kilobytes}
Depends: {needed}
Recommends: {welcome}
Section: education
Priority: optional
Description: Backpropagation made visible
 Every number on screen can be recomputed by hand from other numbers on screen.
"""


def make_package(folder: Path, version: str, work: Path) -> Path | None:
    """Return the package of a folder, beside it, or None where the system makes none.

    work: a place for what is put together; it is emptied.
    """
    if shutil.which("dpkg-deb") is None:
        return None
    shutil.rmtree(work, ignore_errors=True)
    program = work / _PROGRAM
    shutil.copytree(folder, program, symlinks=True)
    inside = program / "_internal"
    shutil.copy(inside / MANIFEST, inside / SETTLED)  # dpkg leaves nothing of an older version
    for script in program.glob("*.sh"):  # the package does what they do
        script.unlink()
    _stand_in_the_system(work)
    architecture = _told("dpkg", "--print-architecture")
    files = [path for path in work.rglob("*") if path.is_file() and not path.is_symlink()]
    control = _CONTROL.format(
        version=version,
        architecture=architecture,
        kilobytes=sum(path.stat().st_size for path in files) // 1024,
        needed=", ".join(_NEEDED).format(glibc=platform.libc_ver()[1]),
        welcome=", ".join(_WELCOME),
    )
    (work / "DEBIAN").mkdir()
    (work / "DEBIAN" / "control").write_text(control, "utf-8")
    package = folder.with_name(f"gradientscope_{version}_{architecture}.deb")
    _told("dpkg-deb", "--root-owner-group", "-Zxz", "-z1", "--build", str(work), str(package))
    return package


def _stand_in_the_system(work: Path) -> None:
    """Put the command, the launcher, the kind of files and the icons where desktops look."""
    program, share = work / _PROGRAM, work / "usr" / "share"
    icons = share / "icons" / "hicolor"
    svg = program / "_internal" / "resources" / "icons" / "gradientscope.svg"
    for source, place in (
        (program / "gradientscope.xml", share / "mime" / "packages"),
        (program / "gradientscope.png", icons / "256x256" / "apps"),
        (svg, icons / "scalable" / "apps"),
        (program / "LICENSE", share / "doc" / "gradientscope"),
    ):
        place.mkdir(parents=True)
        shutil.copy(source, place)
    launcher = (program / "gradientscope.desktop").read_text("utf-8")
    started = launcher.replace("@PROGRAM@", f"/{_PROGRAM}/gradientscope")
    (share / "applications").mkdir()
    (share / "applications" / "gradientscope.desktop").write_text(started, "utf-8")
    (share / "doc" / "gradientscope" / "LICENSE").rename(
        share / "doc" / "gradientscope" / "copyright"
    )
    commands = work / "usr" / "bin"
    commands.mkdir()
    (commands / "gradientscope").symlink_to(f"/{_PROGRAM}/gradientscope")


def _told(*command: str) -> str:
    """Return what a program prints; raise CalledProcessError where it fails."""
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
