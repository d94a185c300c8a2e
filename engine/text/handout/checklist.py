"""The gradient check as a table for a terminal."""

from collections import Counter
from collections.abc import Sequence

from engine.checks import Check, Verdict
from engine.text.handout.grid import columns
from engine.text.words import Say
from engine.written.quantity import Kind, Quantity

_HEAD = ("gradient", "backpropagation", "difference", "error", "verdict")


def checks_to_text(title: str, checks: Sequence[Check], say: Say) -> str:
    """Write one line a parameter, and how many gradients got each verdict."""
    rows = [
        tuple(say(f"checklist-column.{key}") for key in _HEAD),
        *(_row(check, say) for check in checks),
    ]
    counts = Counter(check.verdict for check in checks)
    told = ", ".join(
        say(f"checklist-count.{verdict.value}", number=counts[verdict])
        for verdict in Verdict
        if counts[verdict]
    )
    total = say("checklist-total", number=len(checks), verdicts=told)
    return "\n".join([title, "", *columns(rows), "", total]) + "\n"


def _row(check: Check, say: Say) -> tuple[str, ...]:
    kind = Kind.D_BIAS if check.place.source is None else Kind.D_WEIGHT
    return (
        str(Quantity(kind, check.place.layer, check.place.unit, check.place.source)),
        f"{check.gradient:.12g}",
        f"{check.difference:.12g}",
        f"{check.relative_error:.1e}",
        say(f"checklist.{check.verdict.value}"),
    )
