"""Every view of every example, at several moments and in every size, is fit for its page."""

import pytest
from PySide6.QtWidgets import QApplication

from engine.written.quantity import parse
from gui.disk import files
from gui.export.figure import of_sample, state_at
from gui.export.layout import figure_page, laid_out
from gui.export.request import PRESETS, FigureRequest
from gui.state.run import derived
from gui.views import FIGURES
from tests.gui.composed import faults, filled
from tests.gui.test_figure_sizes import CROWDED, SMALL, assert_composed, assert_less_is_shown

EXAMPLES = [example.name for example in files.examples()]


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_figure_is_fit_for_its_page(name: str, preset: str, qapp: QApplication) -> None:
    experiment, size = files.read(files.resolve(name)), PRESETS[preset]
    found = []
    for step, share in ((0, 0.5), (3, 1.0)):
        state = state_at(experiment, step=step, beat=None)
        last = len(derived.beats(state)) - 1
        state = state_at(
            experiment, step=step, beat=round(share * last), selected=parse("w[1,0,0]")
        )
        for is_whole in (False, True):
            shown = of_sample(state, None, is_whole)
            for view in FIGURES:
                page = figure_page(laid_out(shown, FigureRequest(view, size)))
                said = faults(page, size.least_type)
                if max(filled(page)) < 0.4:
                    said.append(f"filled {filled(page)}")
                found += [f"{view} {step} {share} {is_whole}: {each}" for each in said]
    assert found == []


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("view", FIGURES)
def test_a_figure_is_composed_for_every_page(view: str, preset: str, qapp: QApplication) -> None:
    assert_composed(view, preset)


@pytest.mark.parametrize("preset", SMALL)
@pytest.mark.parametrize(("view", "name"), CROWDED)
def test_where_there_is_little_room_less_is_shown(
    view: str, name: str, preset: str, qapp: QApplication
) -> None:
    assert_less_is_shown(view, name, preset)
