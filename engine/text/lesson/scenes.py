"""Beats as a lesson names them: a scene with its layer, such as delta 2."""

from engine.story.beats import Beat, Scene
from engine.text.file.known import check_among
from engine.text.file.schema import shown
from engine.text.lesson.lesson import BadLesson

SCENES = {
    "input": Scene.INPUT,
    "sum": Scene.WEIGHTED_SUM,
    "activation": Scene.ACTIVATION,
    "loss": Scene.LOSS,
    "slope": Scene.OUTPUT_SLOPE,
    "delta": Scene.DELTA,
    "dw": Scene.WEIGHT_GRADIENT,
    "db": Scene.BIAS_GRADIENT,
    "paths": Scene.SUM_OVER_PATHS,
    "update": Scene.UPDATE,
    "after": Scene.LOSS_AFTER,
}
NAMES = {scene: name for name, scene in SCENES.items()}


def beat_at(written: int | str, beats: tuple[Beat, ...]) -> int:
    """Return the index of a beat that is written as its number or its scene.

    Raises BadLesson where the step has none such, or several.
    """
    if isinstance(written, int):
        if not 0 <= written < len(beats):
            raise BadLesson("lesson.no-beat-number", beat=written, last=len(beats) - 1)
        return written
    name, *layer = written.split() or [""]
    check_among(tuple(SCENES), name, "")
    found = [
        index
        for index, beat in enumerate(beats)
        if beat.scene is SCENES[name] and (not layer or str(beat.layer) == " ".join(layer))
    ]
    if len(found) != 1:
        layers = sorted(beat.layer for beat in beats if beat.scene is SCENES[name])
        if not layers:
            raise BadLesson("lesson.no-scene", scene=name)
        there = ", ".join(f"{name} {each}" for each in layers)
        raise BadLesson("lesson.no-beat", value=shown(written), there=there)
    return found[0]
