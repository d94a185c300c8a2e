"""What a check of a gradient finds, in a sentence."""

from PySide6.QtCore import QCoreApplication

from engine.checks import Check, Verdict
from engine.text.numbers import short


def _tr(text: str) -> str:
    return QCoreApplication.translate("check", text)


def check_sentence(check: Check, digits: int) -> str:
    """Return what a finite difference says of a gradient, with both numbers' error."""
    verdict = {
        Verdict.AGREE: _tr("✓ agrees"),
        Verdict.CLOSE: _tr("≈ close"),
        Verdict.KINK: _tr("≈ next to a kink"),
        Verdict.WRONG: _tr("✗ wrong"),
    }[check.verdict]
    return _tr("{0}: finite difference {1}, relative error {2}").format(
        verdict, short(check.difference, digits, sign=True), short(check.relative_error, 2)
    )
