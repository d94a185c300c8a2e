"""The gradient check as a table for a terminal."""

from collections import Counter
from collections.abc import Sequence

from engine.checks import Check, Verdict
from engine.text.grid import columns
from engine.text.relative_error import error_digits
from engine.text.words import Say
from engine.written.quantity import Kind, Quantity

_DIGITS = 12
_HEAD = ("gradient", "backpropagation", "difference", "error", "verdict")


def checks_to_text(title: str, checks: Sequence[Check], say: Say) -> str:
    """Write one line a parameter, and how many gradients got each verdict.

    Both derivatives have at least so many digits that the relative error comes out of them.
    """
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
    return "\n".join([title, say("checklist-error"), *columns(rows), "", total]) + "\n"


def _row(check: Check, say: Say) -> tuple[str, ...]:
    needed = error_digits(check.gradient, check.difference, check.relative_error, _DIGITS)
    digits = _DIGITS + needed.extra
    about = "" if needed.holds else needed.sign
    kind = Kind.D_BIAS if check.place.source is None else Kind.D_WEIGHT
    return (
        str(Quantity(kind, check.place.layer, check.place.unit, check.place.source)),
        f"{check.gradient:.{digits}g}",
        f"{check.difference:.{digits}g}",
        f"{about}{check.relative_error:.1e}",
        say(f"checklist.{check.verdict.value}"),
    )
