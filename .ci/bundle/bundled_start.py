"""Begins the program out of a bundle, after what an older version has left in it is gone."""

import sys
from multiprocessing import freeze_support
from pathlib import Path

MANIFEST = "manifest.txt"
SETTLED = ".settled"  # holds the manifest for which nothing is left over


def remove_stale(folder: Path) -> None:
    """Remove what stands in a folder of the program and not in its manifest.

    That is what an older version has left there, where this one was copied over it. Nothing is
    looked at a second time, and nothing is done where the folder cannot be written to: whoever has
    installed it for others has replaced it.
    """
    manifest = (folder / MANIFEST).read_text("utf-8")
    settled = folder / SETTLED
    if settled.is_file() and settled.read_text("utf-8") == manifest:
        return
    own = {folder / line.partition("  ")[2] for line in manifest.splitlines()}
    own |= {folder / MANIFEST, settled}
    kept = own | {parent for path in own for parent in path.parents}
    try:
        for path in sorted(folder.rglob("*"), reverse=True):  # what is in a folder before it
            if path in kept:
                continue
            if path.is_dir() and not path.is_symlink():
                path.rmdir()
            else:
                path.unlink()
        settled.write_text(manifest, "utf-8")
    except PermissionError:
        return


if __name__ == "__main__":
    freeze_support()  # a process that draws figures ends here
    remove_stale(Path(__file__).resolve().parent)
    from main import main

    sys.exit(main())
