"""The gradient check as a table for a terminal."""

from collections import Counter
from collections.abc import Sequence

from engine.checks import Check, Verdict
from engine.text.handout.grid import columns
from engine.written.quantity import Kind, Quantity

_HEAD = ("gradient", "backpropagation", "central difference", "relative error", "verdict")


def checks_to_text(title: str, checks: Sequence[Check]) -> str:
    """Write one line a parameter, and how many gradients got each verdict."""
    rows = [_HEAD, *(_row(check) for check in checks)]
    counts = Counter(check.verdict for check in checks)
    told = ", ".join(f"{counts[verdict]} {verdict.value}" for verdict in Verdict if counts[verdict])
    return "\n".join([title, "", *columns(rows), "", f"{len(checks)} gradients: {told}"]) + "\n"


def _row(check: Check) -> tuple[str, ...]:
    kind = Kind.D_BIAS if check.place.source is None else Kind.D_WEIGHT
    return (
        str(Quantity(kind, check.place.layer, check.place.unit, check.place.source)),
        f"{check.gradient:.12g}",
        f"{check.difference:.12g}",
        f"{check.relative_error:.1e}",
        check.verdict.value,
    )
