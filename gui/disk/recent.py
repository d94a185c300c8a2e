"""What was opened last: files, and bundled examples by themselves."""

from pathlib import Path

from gui.disk.files import examples
from gui.disk.settings import user_settings

MOST = 8  # of either
_FILES, _EXAMPLES, _COMMANDS = "recent/files", "recent/examples", "recent/commands"


def recent_files() -> tuple[Path, ...]:
    """Return the files opened or saved last, the latest first."""
    return tuple(map(Path, _listed(_FILES)))


def recent_examples() -> tuple[str, ...]:
    """Return the names of the bundled experiments opened last, the latest first."""
    return _listed(_EXAMPLES)


def note(path: Path | None, name: str) -> None:
    """Remember a file that was opened or saved, or without one a bundled experiment."""
    if path is not None:
        _note(_FILES, str(path.absolute()))
    elif any(each.name == name for each in examples()):
        _note(_EXAMPLES, name)


def recent_commands() -> tuple[str, ...]:
    """Return the commands found and done last, the latest first."""
    return _listed(_COMMANDS)


def note_command(name: str) -> None:
    """Remember a command that was looked for and done."""
    _note(_COMMANDS, name)


def forget_recent() -> None:
    """Remember nothing of what was opened."""
    for key in (_FILES, _EXAMPLES):
        user_settings().remove(key)


def _note(key: str, entry: str) -> None:
    others = [each for each in _listed(key) if each != entry]
    user_settings().setValue(key, [entry, *others][:MOST])


def _listed(key: str) -> tuple[str, ...]:
    """Return a list as it is remembered: of one entry, Qt makes a text."""
    value = user_settings().value(key)
    entries = value if isinstance(value, list) else [value] if value else []
    return tuple(str(each) for each in entries)
