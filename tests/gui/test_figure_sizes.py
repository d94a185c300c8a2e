"""Figures composed for a page: as large as asked for, and nothing in them too small to read."""

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from engine.text.numbers import short
from engine.written.quantity import parse
from gui.commands.arguments import FIGURE_PRESETS
from gui.disk import files
from gui.export.figure import file_of, state_at
from gui.export.layout import caption_of, figure_page, laid_out
from gui.export.request import PRESETS, FigureRequest, FigureSize, of_mm, of_pixels
from gui.look.theme import LIGHT
from gui.network.frame import frame
from gui.network.moment import Sparing
from gui.recording.marks import FigurePage, TextMark, every_mark
from gui.state.choices import WeightLabels
from gui.state.curve.actions import choose_curve
from gui.state.run import derived
from gui.state.state import State
from gui.views import FIGURES
from main import main
from tests.command_line import Capture, assert_one_complaint
from tests.covering import in_turn
from tests.gui.composed import faults, filled
from tests.gui.overlaps import labels_of
from tests.networks import random_experiment

MM = {"slide": (338.667, 190.5), "half": (169.333, 190.5), "column": (84, 63), "square": (120, 120)}
PRINTED = of_pixels(640, 360)
POINTS = {"slide": 18, "half": 18, "column": 8, "square": 8}


def _state(name: str = "mazur-2-2-2") -> State:
    experiment = files.read(files.resolve(name))
    return state_at(experiment, step=2, beat=None, selected=parse("w[2,0,0]"))


def _page(view: str, preset: str, name: str = "mazur-2-2-2") -> FigurePage:
    return figure_page(laid_out(_state(name), FigureRequest(view, PRESETS[preset])))


def _texts(page: FigurePage) -> list[TextMark]:
    return [mark for mark in every_mark(page.marks) if isinstance(mark, TextMark)]


def test_the_command_knows_every_preset() -> None:
    assert tuple(PRESETS) == FIGURE_PRESETS == tuple(MM)


@pytest.mark.parametrize("preset", PRESETS)
def test_a_file_is_as_large_as_its_preset(preset: str, tmp_path: Path, qapp: QApplication) -> None:
    wide, high = MM[preset]
    for ending in (".svg", ".pdf", ".png"):
        out = tmp_path / f"figure{ending}"
        asked = ["--view", "loss", "--preset", preset, "-o", str(out)]
        assert main(["render", "mazur-2-2-2", *asked]) == 0
        if ending == ".svg":
            root = ElementTree.fromstring(out.read_bytes())
            found = [float(root.attrib[side]) * 25.4 / 96 for side in ("width", "height")]
        elif ending == ".pdf":
            box = re.search(rb"/MediaBox\s*\[([^\]]+)\]", out.read_bytes())
            assert box is not None
            found = [float(number) * 25.4 / 72 for number in box[1].split()[2:]]
        else:
            image = QImage(str(out))
            across, down = image.dotsPerMeterX(), image.dotsPerMeterY()
            found = [1000 * image.width() / across, 1000 * image.height() / down]
        assert found == pytest.approx([wide, high], abs=0.2)


@pytest.mark.parametrize(("view", "preset"), in_turn(FIGURES, [*PRESETS], 2))
def test_a_figure_is_composed_for_its_page(view: str, preset: str, qapp: QApplication) -> None:
    assert_composed(view, preset)


def assert_composed(view: str, preset: str) -> None:
    """Check that a figure fills its page, and is fit for it."""
    page = _page(view, preset)
    assert faults(page, POINTS[preset] * 96 / 72) == []
    across, down = filled(page)
    assert max(across, down) >= 0.7
    assert across * down >= 0.35


CROWDED = [
    *(("network", each) for each in ("xor-2-4-1", "moons-2-8-1", "iris-4-5-3", "digits-64-32-10")),
    *(("numbers", each) for each in ("iris-4-5-3", "digits-64-32-10")),
    *(("tree", each) for each in ("deep-3-4-4-2", "iris-4-5-3")),
    *(("paths", "deep-3-4-4-2"), ("sample", "iris-4-5-3"), ("explanation", "moons-2-8-1")),
]
SMALL = ["half", "column"]


@pytest.mark.parametrize(("crowded", "preset"), in_turn(CROWDED, SMALL))
def test_where_there_is_little_room_less_is_shown(
    crowded: tuple[str, str], preset: str, qapp: QApplication
) -> None:
    assert_less_is_shown(*crowded, preset)


@pytest.mark.parametrize(("name", "step", "part"), [("xor-2-4-1", 3, 1.0), ("moons-2-8-1", 0, 0.5)])
def test_no_label_stands_where_a_derivative_will(
    name: str, step: int, part: float, qapp: QApplication
) -> None:
    experiment, size = files.read(files.resolve(name)), PRESETS["square"]
    last = state_at(experiment, step=step, beat=None).cursor.beat
    state = state_at(experiment, step=step, beat=round(part * last), selected=parse("w[1,0,0]"))
    assert (
        faults(figure_page(laid_out(state, FigureRequest("network", size))), size.least_type) == []
    )


def assert_less_is_shown(view: str, name: str, preset: str) -> None:
    """Check that a figure for which a page is small is fit for it all the same."""
    page = _page(view, preset, name)
    assert faults(page, POINTS[preset] * 96 / 72) == []
    assert min(filled(page)) >= 0.6


def test_a_figure_says_what_has_no_room(qapp: QApplication) -> None:
    said = " ".join(mark.text for mark in _texts(_page("numbers", "half", "digits-64-32-10")))
    assert "10 × 32" in said
    assert "layer 2 of 2" in said
    said = " ".join(mark.text for mark in _texts(_page("table", "half", "iris-4-5-3")))
    assert "rows more" in said
    assert "columns more" in said
    said = " ".join(mark.text for mark in _texts(_page("network", "half", "digits-64-32-10")))
    assert "500 strongest of 2368 weights" in said


def test_a_slide_has_the_numbers_of_small_circles_too(qapp: QApplication) -> None:
    """Of a layer of three, negative ones as well: thin digits have room where bold ones do not.

    Smaller numbers are longer, and near 1 it is told on which side of it they are.
    """
    for seed in range(4):
        experiment = random_experiment(seed, (2, 3, 1), samples=1)
        assert experiment.given is not None
        data, (first, _) = experiment.data, experiment.given.blocks
        activations = np.tanh(first[:, :-1] @ data.inputs[0] + first[:, -1])
        state = state_at(experiment, step=0, beat=5, selected=None)
        page = figure_page(laid_out(state, FigureRequest("network", PRESETS["slide"])))
        found = [mark.text.replace("−", "-") for mark in _texts(page)]
        sizes = np.abs(activations)
        for activation in activations[(sizes > 0.1) & (sizes < 0.99)]:
            assert {f"{activation:.{digits}f}" for digits in (2, 3, 4)} & set(found)


@pytest.mark.parametrize(
    ("size", "step", "layers"),
    [(PRESETS["column"], 0, (1, 3)), (PRESETS["slide"], 1, (1, 2, 3)), (PRINTED, 1, (1, 2, 3))],
)
def test_of_the_biases_of_a_layer_a_figure_has_all_or_none(
    size: FigureSize, step: int, layers: tuple[int, ...], qapp: QApplication
) -> None:
    """The longest had no room where the others had, as those below zero in a column.

    layers: those of which all have room, in fewer digits at worst.
    """
    experiment = files.read(files.resolve("deep-3-4-4-2"))
    state = state_at(experiment, step=step, beat=None, selected=None)
    page = figure_page(laid_out(state, FigureRequest("network", size)))
    found = " ".join(mark.text for mark in _texts(page)).split()
    for layer, block in enumerate(derived.trace(state).after.blocks, start=1):
        written = [{short(bias, digits) for digits in (2, 3, 4)} for bias in block[:, -1]]
        assert [not each.isdisjoint(found) for each in written] == [layer in layers] * len(block)


def test_a_figure_says_how_many_weights_have_labels_unless_all_have(qapp: QApplication) -> None:
    for name, weights in (("xor-2-4-1", 12), ("moons-2-8-1", 24), ("mazur-2-2-2", 8)):
        drawing = frame(_state(name), LIGHT, 620, 340, sparing=Sparing.NOTHING)
        labelled = len(labels_of(drawing))
        said = [text.text for text in drawing.above.texts if text.text.startswith("labels:")]
        assert said == ([f"labels: {labelled} of {weights} weights"] if labelled < weights else [])
        assert (labelled < weights) == (weights > 8), "some of each kind"


@pytest.mark.parametrize("view", ["network", "paths", "tree"])
def test_nothing_moves_from_beat_to_beat(view: str, qapp: QApplication) -> None:
    state, places = _state("xor-2-4-1"), set()
    last = state.cursor.beat
    for beat in (0, last // 2, last):
        shown = replace(state, cursor=replace(state.cursor, beat=beat))
        page = figure_page(laid_out(shown, FigureRequest(view, PRESETS["half"])))
        stays = "input" if view == "network" else "w₁₁⁽²⁾"
        found = [mark for mark in _texts(page) if mark.text.startswith(stays)]
        places.add((round(found[-1].x, 1), round(found[-1].y, 1), found[-1].size))
    assert len(places) == 1


def test_a_figure_has_the_labels_of_weights_that_are_chosen(qapp: QApplication) -> None:
    written = {}
    for labels in WeightLabels:
        request = FigureRequest("network", PRESETS["slide"], labels=labels)
        page = figure_page(laid_out(_state(), request))
        written[labels] = {mark.text for mark in _texts(page) if mark.text[:2] in ("w₁", "w₂")}
    assert len(written[WeightLabels.ALL]) == 8
    assert len(written[WeightLabels.ON_HOVER]) == 1  # the one that is selected
    assert written[WeightLabels.ON_HOVER] <= written[WeightLabels.ALL]


@pytest.mark.parametrize("name", ["xor-2-4-1", "mazur-2-2-2"])
def test_a_legend_tells_what_the_lines_of_a_network_mean(name: str, qapp: QApplication) -> None:
    said = [mark.text for mark in _texts(_page("network", "slide", name))]
    assert "w > 0" in said
    assert ("w < 0" in said) is (name == "xor-2-4-1")
    assert "gradient > 0" in said
    assert "gradient < 0" in said


def test_a_column_is_as_high_as_its_formulas_need(qapp: QApplication) -> None:
    page = _page("explanation", "column")
    assert page.width == pytest.approx(84 * 96 / 25.4)
    assert page.height > 63 * 96 / 25.4


def test_everything_is_larger_where_that_is_asked_for(qapp: QApplication) -> None:
    state = _state()
    usual, larger = (
        figure_page(laid_out(state, FigureRequest("loss", of_mm(120, 80), text_scale=scale)))
        for scale in (1.0, 1.5)
    )
    smallest = [min(mark.size for mark in _texts(page)) for page in (usual, larger)]
    assert smallest[1] == pytest.approx(1.5 * smallest[0], rel=0.01)


def test_the_words_around_a_figure_lie_on_it(qapp: QApplication) -> None:
    state = _state()
    wanted = FigureRequest("loss", PRESETS["column"], has_caption=True, title="What is learned")
    page = figure_page(laid_out(state, wanted))
    texts = _texts(page)
    assert texts[-1].y < page.height
    assert all(mark.y >= 0 for mark in texts)
    joined = " ".join(mark.text for mark in texts)
    assert "What is learned" in joined
    for word in caption_of(state).split():
        assert word in joined
    assert all(mark.x + mark.width <= page.width for mark in texts if not mark.angle)


def test_a_caption_tells_the_settings_and_the_step(qapp: QApplication) -> None:
    said = caption_of(_state("moons-2-8-1"))
    for part in ("Two moons", "90 samples", "2 – 8 – 1", "tanh", "binary cross-entropy", "Adam"):
        assert part in said
    assert "learning rate η = 0.03, batch: all 90" in said
    assert said.endswith("Step 2.")


@pytest.mark.parametrize("view", ["slice", "secant", "neuron"])
def test_what_is_not_of_the_experiment_has_no_caption_of_it(view: str, qapp: QApplication) -> None:
    state = choose_curve(_state("mazur-2-2-2"), "dips")
    plain = FigureRequest(view, PRESETS["slide"])
    said = "2-2-2 worked example"

    def written(request: FigureRequest) -> str:
        page = figure_page(laid_out(state, replace(request, has_caption=True)))
        marks = every_mark(page.marks)
        return " ".join(mark.text for mark in marks if isinstance(mark, TextMark))

    assert said not in written(plain)
    assert said in written(replace(plain, view="loss"))


def test_a_caption_keeps_the_secret_of_a_challenge(qapp: QApplication) -> None:
    hidden = replace(files.read(files.resolve("mazur-2-2-2")), challenge=True)
    said = caption_of(state_at(hidden, step=0, beat=None))
    assert "Loss" not in said
    assert "Optimiser" in said


@pytest.mark.parametrize("view", FIGURES)
def test_what_lies_below_a_transparent_figure_is_seen(view: str, qapp: QApplication) -> None:
    state, size = _state(), of_pixels(320, 240)
    clear, filled = (
        QImage.fromData(file_of(state, FigureRequest(view, size, is_transparent=on), ".png"))
        for on in (True, False)
    )
    assert clear.pixelColor(1, 1).alpha() == 0
    assert filled.pixelColor(1, 1).alpha() == 255


def test_the_ground_of_a_figure_of_lines_is_left_out(qapp: QApplication) -> None:
    for is_clear in (True, False):
        request = FigureRequest("tree", PRESETS["square"], is_transparent=is_clear)
        content = file_of(_state(), request, ".svg")
        assert (b'<rect width="100%"' in content) is not is_clear


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (["--view", "network", "--preset", "poster"], ("poster", "slide")),
        (["--view", "network", "--preset", "slide", "--size", "90x90"], ("--size", "--preset")),
        (["--view", "window", "--transparent"], ("--transparent", "window")),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    asked: list[str], words: tuple[str, ...], capsys: Capture, tmp_path: Path
) -> None:
    out = tmp_path / "x.png"
    assert main(["render", "mazur-2-2-2", *asked, "-o", str(out)]) == 2
    assert_one_complaint(capsys, *words)
    assert not out.exists()
