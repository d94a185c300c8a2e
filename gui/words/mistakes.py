"""The names of mistakes made on purpose."""

from PySide6.QtCore import QCoreApplication

from engine.experiment import Mistake, Training, UpdateRule


def _tr(text: str) -> str:
    return QCoreApplication.translate("mistakes", text)


def mistake_name(mistake: Mistake) -> str:
    return {
        Mistake.FORGOTTEN_SLOPE: _tr("f′(z) is forgotten"),
        Mistake.WRONG_SIGN: _tr("The loss is differentiated with the wrong sign"),
        Mistake.NOT_RESET: _tr("Gradients are not reset between steps"),
    }[mistake]


def in_place_name() -> str:
    return _tr("Layers are updated before the deltas below them")


def warning(training: Training) -> str:
    """Return the mistakes that are made on purpose, "" for none."""
    names = [mistake_name(mistake) for mistake in Mistake if mistake in training.mistakes]
    if training.update_rule is UpdateRule.IN_PLACE:
        names.insert(0, in_place_name())
    return _tr("Made on purpose: {0}").format("; ".join(names)) if names else ""
