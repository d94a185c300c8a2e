"""Why the system does not read or write a file."""

import errno

from engine.fault import Fault

_KEYS = {
    errno.ENOENT: "file.none",
    errno.EISDIR: "file.is-folder",
    errno.ENOTDIR: "file.no-folder",
    errno.EEXIST: "file.exists",
    errno.EACCES: "file.forbidden",
    errno.EPERM: "file.forbidden",
    errno.EROFS: "file.read-only",
    errno.ENOSPC: "file.full",
    errno.ENAMETOOLONG: "file.long-name",
    errno.EIO: "file.device",
}


def unreadable(error: OSError | ValueError) -> Fault:
    """Return why a file cannot be opened or written."""
    if isinstance(error, OSError) and error.errno in _KEYS:
        return Fault(_KEYS[error.errno])
    if isinstance(error, OSError) and error.strerror:
        reason = error.strerror  # of the system, in the system's words
        return Fault("file.unreadable", details={"reason": f"{reason[0].lower()}{reason[1:]}"})
    return Fault("file.bad-name")  # such as a path with a NUL in it
