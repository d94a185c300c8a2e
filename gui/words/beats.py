"""What happens in a moment of the story."""

from engine.story.beats import Beat, Phase, Scene
from engine.story.notation import Notation
from engine.story.scope import Scope
from gui.words.batch import pooled_name
from gui.words.catalog import say
from gui.words.keys import part
from gui.words.updates import update_sentence

_OF_BATCH = frozenset(
    {Scene.INPUT, Scene.LOSS, Scene.WEIGHT_GRADIENT, Scene.BIAS_GRADIENT, Scene.LOSS_AFTER}
)


def phase_name(phase: Phase) -> str:
    return say(f"phase.{part(phase)}")


def phase_title(beat: Beat) -> str:
    """Return what is happening where, for the title of the network."""
    own = beat.scene in (Scene.LOSS_AFTER, Scene.INPUT)
    return say(f"phase-title.{part(beat.scene if own else beat.phase)}", layer=beat.layer)


def beat_title(beat: Beat) -> str:
    """Return the name of a beat, as a heading."""
    return say(f"beat-title.{part(beat.scene)}", layer=beat.layer)


def beat_sentence(beat: Beat, scope: Scope, notation: Notation) -> str:
    """Return what happens in a beat, in one or two sentences."""
    if beat.scene is Scene.UPDATE:
        return update_sentence(scope)
    shape = scope.experiment.network.shape
    if _is_of_batch(beat, scope):
        return say(f"beat-of-batch.{part(beat.scene)}", C=notation.loss, all=pooled_name(scope))
    if beat.scene is Scene.WEIGHTED_SUM and not shape.has_bias(beat.layer):
        return say("beat.weighted-sum-without-bias")
    if beat.scene is Scene.INPUT and scope.experiment.data.normalisation is not None:
        return say("beat.input-normalised")
    return say(f"beat.{part(beat.scene)}", C=notation.loss)


def _is_of_batch(beat: Beat, scope: Scope) -> bool:
    """Return whether a beat speaks of several samples: an update does, whichever is shown."""
    together = beat.scene is Scene.UPDATE and scope.samples > 1
    return together or (scope.is_pooled and beat.scene in _OF_BATCH)


def now_sentence(beat: Beat, scope: Scope) -> str:
    """Return what a beat shows, in plain words."""
    shape = scope.experiment.network.shape
    if _is_of_batch(beat, scope):
        return say(f"now-of-batch.{part(beat.scene)}", layer=beat.layer, all=pooled_name(scope))
    if beat.scene is Scene.WEIGHTED_SUM and not shape.has_bias(beat.layer):
        return say("now.weighted-sum-without-bias", layer=beat.layer)
    return say(f"now.{part(beat.scene)}", layer=beat.layer)


def next_sentence(beat: Beat) -> str:
    """Return which beat comes next, in plain words."""
    return say(f"next.{part(beat.scene)}", layer=beat.layer)
