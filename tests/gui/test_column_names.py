"""Inputs and outputs are called what the data call them, wherever they stand."""

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.written.quantity import Kind, Quantity
from gui.disk import files
from gui.export.layout import laid_out
from gui.export.request import PRESETS, FigureRequest
from gui.landscape.plane.plane_chart import axis_names
from gui.look.fonts import sized
from gui.network.card import rows
from gui.numbers.view import NumbersView
from gui.state.choices import NeuronContent
from gui.state.run import actions
from gui.state.state import State, first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.words.catalog import spoken
from gui.words.functions import input_column
from gui.words.quantities import column_name
from tests.gui.drawings import all_texts, all_words, drawn
from tests.gui.drawn_texts import drawn_texts
from tests.gui.overlaps import assert_nothing_overlaps
from tests.networks import mazur, random_experiment

IRIS = ("sepal_length", "sepal_width", "petal_length", "petal_width")
SPECIES = ("setosa", "versicolor", "virginica")
LONG = ("temperature of the water in the tank", "pH")


def _iris() -> State:
    return first_state(files.read(files.resolve("iris-4-5-3")))


def _named(*, inputs: tuple[str, ...], targets: tuple[str, ...]) -> State:
    experiment = random_experiment(1, (len(inputs), 3, len(targets)), samples=2)
    data = replace(experiment.data, input_names=inputs, target_names=targets)
    return first_state(replace(experiment, data=data))


def test_the_drawing_names_columns_and_classes_of_a_table() -> None:
    for panel in ((734.0, 324.0), (998.0, 461.0), (470.0, 264.0)):
        words = all_words(drawn(_iris(), panel)).split("\n")
        assert set(IRIS + SPECIES) <= set(words)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("content", [NeuronContent.MAPS, NeuronContent.GRADIENTS])
@pytest.mark.parametrize(
    "panel", [(653.0, 318.0), (430.0, 470.0), (360.0, 470.0), (560.0, 240.0), (620.0, 300.0)]
)
def test_beside_pictures_no_name_of_an_input_is_cut_or_lies_on_another(
    panel: tuple[float, float], content: NeuronContent, language: str
) -> None:
    state = view_actions.set_neurons(actions.last_beat(actions.train(_iris(), 2)), content)
    with spoken(language):
        drawing = drawn(state, panel)
        texts = all_texts(drawing)
        names = [input_column(state.document.experiment.data, unit) for unit in range(4)]
    assert [text.text for text in texts if "…" in text.text] == []
    one_after_the_other = "".join(text.text for text in texts)  # of a name in two lines, too
    assert [name for name in names if name not in one_after_the_other] == []
    assert_nothing_overlaps(drawing)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_on_a_slide_they_are_whole_and_as_wide_as_elsewhere(
    language: str, qapp: QApplication
) -> None:
    state = actions.last_beat(actions.train(_iris(), 2))
    page = laid_out(state, FigureRequest(view="network", size=PRESETS["slide"], language=language))
    texts = [each for each in drawn_texts(page.paint, 1000, 600) if each.text.strip()]
    with spoken(language):
        names = [input_column(state.document.experiment.data, unit) for unit in range(4)]
    for name in names:
        found = next(each for each in texts if each.text == name)
        assert found.rect.width() > 0.9 * QFontMetricsF(sized(found.size)).horizontalAdvance(name)


def test_a_long_name_is_cut_short_and_stands_in_full_on_hover() -> None:
    state = _named(inputs=LONG, targets=("a class with a rather long name", "other"))
    for panel in ((734.0, 324.0), (470.0, 264.0), (330.0, 200.0)):
        drawing = drawn(state, panel)
        texts = [text for text in all_texts(drawing) if text.text.startswith(("temp", "a cl"))]
        assert all(text.text.endswith("…") for text in texts)
        for text in all_texts(drawing):
            assert text.rect.x >= 0
            assert text.rect.right <= panel[0]
    card = rows(state, Quantity(Kind.INPUT, 0, 0))
    assert any(LONG[0] in term for _, term, _ in card)


def test_names_that_are_only_letters_are_not_written_twice() -> None:
    assert "x1" not in all_words(drawn(first_state(mazur())))
    moons = first_state(files.read(files.resolve("moons-2-8-1")))
    assert moons.document.experiment.data.input_names == ("x1", "x2")
    assert "x1" not in all_words(drawn(moons)).split("\n")


def test_many_inputs_have_their_names_beside_them() -> None:
    names = tuple(f"column {number}" for number in range(1, 11))
    state = _named(inputs=names, targets=("y",))
    panel = (734.0, 230.0)
    assert set(names) <= set(all_words(drawn(state, panel)).split("\n"))


def test_weights_of_inputs_and_outputs_carry_the_names_in_cards_tables_and_plots(
    qtbot: QtBot,
) -> None:
    store = Store(_iris())
    experiment = store.state.document.experiment
    first, last = Quantity(Kind.WEIGHT, 1, 0, 2), Quantity(Kind.WEIGHT, 2, 1, 0)
    assert column_name(experiment, first) == "petal_length"
    assert column_name(experiment, last) == "versicolor"
    assert column_name(experiment, Quantity(Kind.A, 1, 0)) == ""
    assert any("versicolor" in term for _, term, _ in rows(store.state, Quantity(Kind.A, 2, 1)))
    assert axis_names(store.state)[0].endswith(", setosa")
    numbers = NumbersView(store)
    qtbot.addWidget(numbers)
    numbers.resize(900, 400)
    numbers.show()
    store.apply(view_actions.select, first)
    assert "petal_length" in numbers.reading.text()
