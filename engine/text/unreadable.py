"""Why a file cannot be opened."""

from engine.fault import Fault


def unreadable(error: OSError | ValueError) -> Fault:
    """Return why a file cannot be opened."""
    if isinstance(error, FileNotFoundError):
        return Fault("file.none")
    if isinstance(error, OSError) and error.strerror:
        reason = error.strerror  # of the system, in the system's words
        return Fault("file.unreadable", details={"reason": f"{reason[0].lower()}{reason[1:]}"})
    return Fault("file.bad-name")  # such as a path with a NUL in it
