"""How a movement starts and ends."""


def eased(t: float) -> float:
    """Start slowly and arrive gently: 0 to 1."""
    t = min(max(t, 0.0), 1.0)
    return t * t * (3 - 2 * t)
