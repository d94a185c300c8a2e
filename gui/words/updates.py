"""What the update does to a parameter, in the words of each optimiser, with the letters it uses."""

from engine.story.scope import Scope
from gui.words.batch import pooled_name
from gui.words.catalog import say


def update_sentence(scope: Scope) -> str:
    """Return what is done to each parameter, and what the letters in its rule are."""
    name = scope.experiment.training.optimizer.name
    if scope.samples == 1:
        return say(f"optimizer-step.{name}")
    return say(f"optimizer-step-of-batch.{name}", all=pooled_name(scope))
