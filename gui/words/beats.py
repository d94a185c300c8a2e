"""What happens in a moment of the story."""

from engine.shape import NetworkShape
from engine.story.beats import Beat, Phase, Scene
from engine.story.notation import Notation
from gui.words.catalog import say
from gui.words.keys import part


def phase_name(phase: Phase) -> str:
    return say(f"phase.{part(phase)}")


def phase_title(beat: Beat) -> str:
    """Return what is happening where, for the title of the network."""
    own = beat.scene in (Scene.LOSS_AFTER, Scene.INPUT)
    return say(f"phase-title.{part(beat.scene if own else beat.phase)}", layer=beat.layer)


def beat_title(beat: Beat) -> str:
    """Return the name of a beat, as a heading."""
    return say(f"beat-title.{part(beat.scene)}", layer=beat.layer)


def beat_sentence(beat: Beat, shape: NetworkShape, notation: Notation) -> str:
    """Return what happens in a beat, in one or two sentences."""
    if beat.scene is Scene.WEIGHTED_SUM and not shape.has_bias(beat.layer):
        return say("beat.weighted-sum-without-bias")
    return say(f"beat.{part(beat.scene)}", C=notation.loss)


def now_sentence(beat: Beat, shape: NetworkShape) -> str:
    """Return what a beat shows, in plain words."""
    if beat.scene is Scene.WEIGHTED_SUM and not shape.has_bias(beat.layer):
        return say("now.weighted-sum-without-bias", layer=beat.layer)
    return say(f"now.{part(beat.scene)}", layer=beat.layer)


def next_sentence(beat: Beat) -> str:
    """Return which beat comes next, in plain words."""
    return say(f"next.{part(beat.scene)}", layer=beat.layer)
