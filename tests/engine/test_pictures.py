"""Inputs that are a picture are shown as one, and drawn ones become inputs as those did."""

import numpy as np
import pytest

from engine.data.dataset import Dataset, Generated, Inline
from engine.data.editing import inline, with_input
from engine.data.pictures import PictureForm, inputs_of, levels_of, picture_form
from engine.frozen import freeze
from gui.disk import files
from tests.networks import random_experiment


def _data(count: int, names: tuple[str, ...] = (), drawn: bool = False) -> Dataset:
    x = freeze(np.arange(2.0 * count).reshape(2, count))
    source = {"source": Generated("xor", 2, 0.0, 0, 0.0)} if drawn else {}
    return Dataset(x, freeze([[0], [1]]), input_names=names, **source)  # type: ignore[arg-type]


def test_the_bundled_digits_are_pictures_of_8_by_8() -> None:
    data = files.read(files.resolve("digits-64-32-10")).data
    assert picture_form(data) == picture_form(inline(data)) == PictureForm(8, 0.0, 16.0)


@pytest.mark.parametrize(
    ("data", "side"),
    [
        (_data(16), 4),
        (_data(25), 5),
        (_data(9), None),
        (_data(17), None),
        (_data(16, tuple(f"Pixel{n}" for n in range(16))), 4),
        (_data(16, ("age", *(f"pixel{n}" for n in range(15)))), None),
        (_data(16, drawn=True), None),
    ],
)
def test_inputs_are_a_picture_only_where_nothing_speaks_against_it(
    data: Dataset, side: int | None
) -> None:
    form = picture_form(data)
    assert (form and form.side) == side


def test_a_cell_is_as_dark_as_it_has_dots() -> None:
    drawing = np.zeros((16, 16), np.bool_)
    drawing[:4, 4:8] = True  # the whole second cell of the first row
    drawing[4, :3] = True  # three dots of the first cell of the second
    levels = PictureForm(4, -1.0, 1.0).levels(drawing)
    wanted = np.full(16, -1.0)
    wanted[1], wanted[4] = 1.0, -1.0 + 2 * 3 / 16
    assert levels.tolist() == wanted.tolist()


def test_normalised_inputs_and_their_levels_belong_together() -> None:
    text = files.resolve("digits-64-32-10").read_text("utf-8")
    normalised = files.experiment_of(
        text.replace('"seed": 0\n  },', '"seed": 0, "normalise": true},')
    )
    assert normalised.data.normalisation is not None
    plain = files.experiment_of(text)
    levels = levels_of(normalised.data, normalised.data.inputs)
    assert np.allclose(levels, plain.data.inputs, atol=1e-12)
    assert np.allclose(inputs_of(normalised.data, levels), normalised.data.inputs, atol=1e-12)
    assert picture_form(normalised.data) is not None


def test_pictures_stay_pictures_once_a_sample_of_them_is_changed() -> None:
    text = files.resolve("digits-64-32-10").read_text("utf-8")
    normalised = files.experiment_of(
        text.replace('"seed": 0\n  },', '"seed": 0, "normalise": true},')
    )
    edited = with_input(normalised.data, 5, 20, 0.25)
    assert edited.source == Inline()
    before = picture_form(normalised.data)
    assert before is not None
    assert picture_form(edited) == before
    assert levels_of(edited, edited.inputs[:5]).round(9).tolist() == (
        levels_of(normalised.data, normalised.data.inputs[:5]).round(9).tolist()
    )


def test_without_normalisation_inputs_are_the_levels() -> None:
    data = random_experiment(1).data
    assert levels_of(data, data.inputs) is data.inputs
    assert inputs_of(data, data.inputs) is data.inputs
