"""The names of mistakes made on purpose."""

from engine.experiment import Mistake, Training, UpdateRule
from gui.words.catalog import say, say_list
from gui.words.keys import part


def mistake_name(mistake: Mistake) -> str:
    return say(f"mistake.{part(mistake)}")


def in_place_name() -> str:
    return say("mistake.in-place")


def warning(training: Training) -> str:
    """Return the mistakes that are made on purpose, "" for none."""
    names = [mistake_name(mistake) for mistake in Mistake if mistake in training.mistakes]
    if training.update_rule is UpdateRule.IN_PLACE:
        names.insert(0, in_place_name())
    return say("made-on-purpose", mistakes=say_list(names)) if names else ""
