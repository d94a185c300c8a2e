"""Sessions of windows that are open, or that ended without being closed.

Each window writes to a folder of its own as long as it is open; a lock beside it tells whose it is,
and is free again when the process that held it is gone, however it ended.
"""

from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from PySide6.QtCore import QLockFile

from gui.disk.errors import data_folder
from gui.disk.session_folder import SessionFolder

_LOCK, _LATER = ".lock", "later"


class HeldFolder:
    """A folder of which this process alone may write, read or remove the session."""

    def __init__(self, path: Path, lock: QLockFile) -> None:
        self.session = SessionFolder(path)
        self._lock = lock

    @property
    def is_put_off(self) -> bool:
        """Whether its user has chosen what was saved instead: it is no more offered by itself."""
        return (self.session.path / _LATER).exists()

    def put_off(self) -> None:
        """Offer it only where somebody asks for it."""
        with suppress(OSError):
            (self.session.path / _LATER).touch()

    def take_up(self) -> None:
        """Offer it again after a crash."""
        with suppress(OSError):
            (self.session.path / _LATER).unlink(missing_ok=True)

    def let_go(self) -> None:
        """Leave it to others, as it is."""
        self._lock.unlock()

    def remove(self) -> None:
        """Remove it: nothing is left of it to be recovered."""
        self.session.remove()
        self._lock.unlock()


def own_folder() -> HeldFolder | None:
    """Return a new folder, to which nothing is written yet; None where there can be none."""
    with suppress(OSError):
        root = _root()
        root.mkdir(parents=True, exist_ok=True)
        return _held(root / token_hex(8))
    return None


def left_behind() -> list[HeldFolder]:
    """Return the folders of windows that are not open any more, the latest first, held."""
    found = []
    with suppress(OSError):
        names = {path.name.removesuffix(_LOCK) for path in _root().iterdir()}
        for held in filter(None, (_held(_root() / name) for name in names)):
            if held.session.exists():
                found.append(held)
            else:
                held.remove()  # its window ended before anything was done in it
    return sorted(found, key=lambda each: -each.session.text_path.stat().st_mtime)


def _held(path: Path) -> HeldFolder | None:
    """Return a folder with its lock, None where another process has it."""
    lock = QLockFile(f"{path}{_LOCK}")
    lock.setStaleLockTime(0)  # however long its holder has been running
    return HeldFolder(path, lock) if lock.tryLock(0) else None


def _root() -> Path:
    return data_folder() / "recovery"
