"""What groups of a recorded figure mean stands where its marks do."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from engine.written.expression import Number, evaluate
from engine.written.quantity import parse
from gui.disk import files
from gui.export.figure import recorded, state_at
from gui.formula.meaning import FormulaMeaning
from gui.plots.meaning import ChartMeaning
from gui.recording.marks import AreaMark, FigurePage, GroupMark, LineMark, every_mark
from gui.state.state import State

_ROUNDED = 1.0  # units: the ink of a slanted letter leans out of its room


@pytest.fixture(scope="module")
def state() -> State:
    experiment = files.read(files.resolve("mazur-2-2-2"))
    return state_at(experiment, step=20, beat=8, selected=parse("w[2,0,0]"))


def _meant(page: FigurePage, kind: type) -> Iterator[GroupMark]:
    for mark in every_mark(page.marks):
        if isinstance(mark, GroupMark) and isinstance(mark.meaning, kind):
            yield mark


def test_a_formula_says_its_lines_in_the_room_of_its_letters(
    state: State, qapp: QApplication
) -> None:
    groups = list(_meant(recorded(state, "explanation", (1000, 640), 1.5), FormulaMeaning))
    assert len(groups) > 1
    held = 0
    for group in groups:
        meaning = group.meaning
        assert isinstance(meaning, FormulaMeaning)
        left, top, width, height = meaning.room
        ink = [mark for mark in every_mark(group.marks) if isinstance(mark, AreaMark)]
        places = [
            (step[i], step[i + 1])
            for mark in ink
            for step in mark.steps
            for i in range(1, len(step) - 1, 2)
        ]
        assert all(left - _ROUNDED <= float(x) <= left + width + _ROUNDED for x, _ in places)
        assert all(top - _ROUNDED <= float(y) <= top + height + _ROUNDED for _, y in places)
        lines = meaning.said.lines
        if len(lines) > 1 and isinstance(lines[-1].right, Number):
            held += 1
            assert evaluate(lines[-2].right, {}) == pytest.approx(lines[-1].right.value)
    assert held


def test_the_data_of_a_plot_lie_where_its_curve_is_drawn(state: State, qapp: QApplication) -> None:
    (group,) = _meant(recorded(state, "loss", (1000, 640), 1.5), ChartMeaning)
    meaning = group.meaning
    assert isinstance(meaning, ChartMeaning)
    left, top, width, height = meaning.data
    x_axis, y_axis = meaning.chart.x_axis, meaning.chart.y_axis
    curve = meaning.chart.curves[0]
    expected = [
        (
            left + width * (x - x_axis.low) / (x_axis.high - x_axis.low),
            top + height - height * (y - y_axis.low) / (y_axis.high - y_axis.low),
        )
        for x, y in zip(curve.xs.tolist(), curve.ys.tolist(), strict=True)
    ]
    drawn = [mark.points for mark in every_mark(group.marks) if isinstance(mark, LineMark)]
    assert any(
        len(points) == len(expected)
        and all(
            at == pytest.approx(place, abs=1e-6) for at, place in zip(points, expected, strict=True)
        )
        for points in drawn
    )
