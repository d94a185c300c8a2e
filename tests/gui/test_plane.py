"""The loss over two weights is true at every place, and starting from one of them is exact."""

from itertools import pairwise

import numpy as np
import pytest
from msgspec.structs import replace

from engine.backprop import cost
from engine.curves.gallery import SURFACES
from engine.curves.plane import random_directions
from engine.experiment import Experiment, Training
from engine.frozen import Array
from engine.network import Parameters, flat_index, of_flat
from engine.optimizers import OPTIMIZERS
from engine.text.numbers import short
from engine.written.quantity import Quantity, parse
from gui.landscape.plane.plane_chart import drawable, plane_chart
from gui.landscape.plane.relief import FEWEST, MOST, SIZE, Relief
from gui.plots.chart import Area, Chart, Series
from gui.state.choices import NETWORK, RANDOM
from gui.state.curve import actions as curve_actions
from gui.state.experiment import editing
from gui.state.plane import actions as plane_actions
from gui.state.plane import derived as plane_derived
from gui.state.refusal import Refused
from gui.state.run import actions
from gui.state.state import Mode, State, first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from tests.networks import mazur, random_experiment

PAIRS = [("w[2,0,0]", "w[2,0,1]"), ("w[1,0,0]", "w[1,1,1]"), ("w[1,1,0]", "b[2,1]")]
FORMULAS = {
    "valley": lambda a, b: 0.05 * a**2 + b**2,
    "saddle": lambda a, b: 0.5 * a**2 - 0.5 * b**2 + 0.05 * b**4,
    "banana": lambda a, b: (1 - a) ** 2 + 5 * (b - a**2) ** 2,
}
GRADIENTS = {
    "valley": lambda a, b: (0.1 * a, 2 * b),
    "saddle": lambda a, b: (a, -b + 0.2 * b**3),
    "banana": lambda a, b: (-2 * (1 - a) - 20 * a * (b - a**2), 10 * (b - a**2)),
}


def _state(experiment: Experiment | None = None, pair: tuple[str, str] | None = None) -> State:
    state = first_state(experiment or mazur())
    for which, place in enumerate(pair or ()):
        state = plane_actions.choose_axis(state, which, parse(place))
    return state


def _on(surface: str, experiment: Experiment | None = None) -> State:
    return plane_actions.choose_surface(_state(experiment), surface)


def _complete(state: State) -> Relief:
    relief = Relief(plane_derived.drawn(state))
    while not relief.complete:
        relief.more()
    return relief


def _chart(state: State) -> Chart:
    return plane_chart(state, _complete(state) if drawable(state) else None)


def _places(relief: Relief) -> tuple[Array, Array, Array]:
    grid = relief.grid()
    assert grid is not None
    xs, ys, costs = grid
    across, up = np.meshgrid(xs, ys)
    return across.ravel(), up.ravel(), costs.ravel()


def _index(parameters: Parameters, which: Quantity) -> int:
    return flat_index(parameters.shape, which.place)


def _costs(experiment: Experiment, flats: list[Array]) -> list[float]:
    shape = experiment.network.shape
    return [cost(experiment.problem, of_flat(shape, flat)) for flat in flats]


def test_without_a_choice_the_first_two_weights_of_the_first_output_are_drawn() -> None:
    assert plane_derived.axes(_state()) == (parse("w[2,0,0]"), parse("w[2,0,1]"))
    selected = view_actions.select(_state(), parse("w[1,1,0]"))
    assert plane_derived.axes(selected) == (parse("w[1,1,0]"), parse("w[1,1,1]"))


@pytest.mark.parametrize("pair", PAIRS)
def test_at_every_place_stands_the_cost_with_these_two_weights_put_in(
    pair: tuple[str, str],
) -> None:
    experiment = mazur()
    first = experiment.first_parameters()
    across, up, costs = _places(_complete(_state(pair=pair)))
    flats = []
    for x, y in zip(across, up, strict=True):
        flat = first.flat.copy()
        flat[_index(first, parse(pair[0]))], flat[_index(first, parse(pair[1]))] = x, y
        flats.append(flat)
    assert len(costs) == SIZE**2
    assert costs == pytest.approx(_costs(experiment, flats), rel=1e-12)


@pytest.mark.parametrize("seed", [0, 7])
def test_along_random_directions_stands_the_cost_at_the_sum(seed: int) -> None:
    experiment = random_experiment(2)
    first = experiment.first_parameters()
    one, other = random_directions(first, seed)
    state = plane_actions.set_seed(_on(RANDOM, experiment), seed)
    across, up, costs = _places(_complete(state))
    flats = [first.flat + x * one + y * other for x, y in zip(across, up, strict=True)]
    assert costs == pytest.approx(_costs(experiment, flats), rel=1e-12)


@pytest.mark.parametrize("surface", sorted(SURFACES))
def test_a_surface_of_the_gallery_is_its_formula(surface: str) -> None:
    across, up, costs = _places(_complete(_on(surface)))
    assert across.min() == SURFACES[surface].low
    assert up.max() == SURFACES[surface].high
    expected = FORMULAS[surface](across, up)
    assert costs == pytest.approx(expected, rel=1e-12, abs=1e-12)


def test_a_relief_grows_from_coarse_to_fine_and_keeps_what_it_has() -> None:
    relief = Relief(plane_derived.drawn(_state()))
    assert relief.grid() is None
    sides: list[int] = []
    kept: dict[tuple[float, float], float] = {}
    while not relief.complete:
        relief.more()
        grid = relief.grid()
        if grid is not None:
            sides.append(len(grid[0]))
            assert np.isfinite(grid[2]).all()
            seen = {
                (x, y): float(grid[2][row, column])
                for row, y in enumerate(grid[1].tolist())
                for column, x in enumerate(grid[0].tolist())
            }
            assert kept.items() <= seen.items()
            kept = seen
    assert sorted(set(sides)) == [9, 17, 33, 65]
    assert sides == sorted(sides)


@pytest.mark.parametrize("pair", PAIRS)
def test_the_gradient_of_two_weights_is_that_of_the_trace(pair: tuple[str, str]) -> None:
    experiment = mazur(Training(0.5))
    state = actions.train(_state(experiment, pair), 5)
    trace = state.document.run.trace(5)
    expected = [trace.gradient.flat[_index(trace.before, parse(each))] for each in pair]
    assert plane_derived.gradient(state) == pytest.approx(expected, rel=1e-14)
    written = ", ".join(short(each, 4, sign=True) for each in expected)
    assert f"gradient ({written})" in _chart(state).notes[1].text


def test_the_gradient_along_random_directions_is_a_central_difference() -> None:
    experiment, h = random_experiment(3), 1e-5
    first = experiment.first_parameters()
    directions = random_directions(first, 0)
    moved = [first.flat + side * each for each in directions for side in (h, -h)]
    above_1, below_1, above_2, below_2 = _costs(experiment, moved)
    expected = [(above_1 - below_1) / (2 * h), (above_2 - below_2) / (2 * h)]
    assert plane_derived.gradient(_on(RANDOM, experiment)) == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize("surface", sorted(SURFACES))
@pytest.mark.parametrize("place", [(-1.5, 0.75), (0.5, -1.25), (0.0, 0.0)])
def test_the_gradient_of_a_surface_is_its_formula(surface: str, place: tuple[float, float]) -> None:
    state = plane_actions.start_from(_on(surface), *place)
    assert plane_derived.present(state) == place
    assert plane_derived.gradient(state) == pytest.approx(GRADIENTS[surface](*place), rel=1e-12)


def test_the_arrow_goes_straight_down_the_gradient() -> None:
    for state in (_state(), _on(RANDOM), *map(_on, SURFACES)):
        (arrow,) = _chart(state).arrows
        along = np.array([arrow.to_x - arrow.x, arrow.to_y - arrow.y])
        slopes = np.array(plane_derived.gradient(state))
        shown = _chart(state).notes[1].text
        scale = np.linalg.norm(along) / np.linalg.norm(slopes)
        assert along == pytest.approx(-scale * slopes)
        assert shown.endswith(f"arrow: −{short(float(scale))} × gradient")


@pytest.mark.parametrize("pair", PAIRS)
def test_the_path_is_where_training_has_been(pair: tuple[str, str]) -> None:
    state = actions.train(_state(mazur(Training(0.5)), pair), 30)
    run = state.document.run
    flats = [run.parameters(step) for step in range(31)]
    expected = [[each.flat[_index(each, parse(place))] for place in pair] for each in flats]
    assert plane_derived.path(state) == pytest.approx(np.array(expected), rel=1e-15)
    drawn = next(curve for curve in _chart(state).curves if curve.ink == "accent")
    assert np.column_stack([drawn.xs, drawn.ys]) == pytest.approx(np.array(expected), rel=1e-15)


def test_of_a_long_run_the_path_keeps_both_ends() -> None:
    state = actions.train(_state(), 5000)
    run, path, index = state.document.run, plane_derived.path(state), _index
    which = plane_derived.axes(state)
    assert len(path) == plane_derived.MOST_PLACES
    for step, place in ((0, path[0]), (5000, path[-1])):
        flat = run.parameters(step)
        assert place.tolist() == [flat.flat[index(flat, each)] for each in which]


def test_along_random_directions_the_path_is_the_nearest_place_of_the_plane() -> None:
    experiment = random_experiment(2, training=Training(0.5, batch_size=None))
    state = actions.train(_on(RANDOM, experiment), 30)
    run, path = state.document.run, plane_derived.path(state)
    basis = np.column_stack(random_directions(run.parameters(0), 0))
    away = np.array([run.parameters(step).flat for step in range(31)]) - run.parameters(30).flat
    missed = away - path @ basis.T
    assert np.abs(missed @ basis).max() < 1e-10  # at right angles to both directions
    assert np.linalg.norm(missed) < np.linalg.norm(away)
    assert path[-1] == pytest.approx([0, 0], abs=1e-12)


@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_the_ball_on_a_surface_takes_the_steps_of_its_optimiser(optimizer: str) -> None:
    state = plane_actions.set_ground_optimizer(_on("banana"), optimizer)
    place, known = np.array([-1.2, 1.0]), OPTIMIZERS[optimizer]
    slots, expected = known.first_slots(2), [place]
    for count in range(1, 6):
        state = curve_actions.step_down(state)
        gradient = np.array(GRADIENTS["banana"](*place))
        place, slots = known.step(place, gradient, slots, 0.02, count)
        expected.append(place)
    assert plane_derived.path(state) == pytest.approx(np.array(expected), rel=1e-12)


@pytest.mark.parametrize("pair", PAIRS)
def test_starting_from_a_place_sets_exactly_these_two_weights(pair: tuple[str, str]) -> None:
    trained = actions.train(_state(mazur(Training(0.5)), pair), 12)
    store = Store(actions.start_training(trained))
    old = store.state.document
    before = old.run.parameters(12)
    store.apply(plane_actions.start_from, 1.25, -0.75)
    state = store.state
    expected = before.flat.copy()
    for place, value in zip(pair, (1.25, -0.75), strict=True):
        expected[_index(before, parse(place))] = value
    assert np.array_equal(state.document.run.parameters(0).flat, expected)
    assert (state.trained, state.cursor.step, state.mode) == (0, 0, Mode.PAUSED)
    assert plane_derived.present(state) == (1.25, -0.75)
    store.undo()
    assert store.state.document is old
    assert store.state.trained == 12


def test_starting_from_random_directions_adds_both() -> None:
    state = actions.train(_on(RANDOM), 4)
    run = state.document.run
    first, second = random_directions(run.parameters(0), 0)
    after = plane_actions.start_from(state, 0.5, -0.25)
    expected = run.parameters(4).flat + 0.5 * first - 0.25 * second
    assert after.document.run.parameters(0).flat == pytest.approx(expected, rel=1e-15)


def test_starting_on_a_surface_leaves_the_network_alone() -> None:
    state = curve_actions.step_down(_on("saddle"))
    after = plane_actions.start_from(state, 0.5, 1.5)
    assert after.document is state.document
    assert plane_derived.path(after).tolist() == [[0.5, 1.5]]


def _between(relief: Relief, curve: Series) -> Array:
    """Return the height of the grid at each point of a line, bilinear within the cells."""
    grid = relief.grid()
    assert grid is not None
    xs, ys, costs = grid
    columns = np.clip(np.searchsorted(xs, curve.xs, side="right") - 1, 0, SIZE - 2)
    rows = np.clip(np.searchsorted(ys, curve.ys, side="right") - 1, 0, SIZE - 2)
    across = (curve.xs - xs[columns]) / (xs[columns + 1] - xs[columns])
    up = (curve.ys - ys[rows]) / (ys[rows + 1] - ys[rows])
    low = (1 - across) * costs[rows, columns] + across * costs[rows, columns + 1]
    high = (1 - across) * costs[rows + 1, columns] + across * costs[rows + 1, columns + 1]
    heights: Array = (1 - up) * low + up * high
    return heights


def _contours(chart: Chart) -> list[Series]:
    return [curve for curve in chart.curves if curve.ink == "text_faint"]


@pytest.mark.parametrize("surface", [NETWORK, RANDOM, *SURFACES])
def test_a_contour_line_lies_where_the_grid_has_one_height(surface: str) -> None:
    state = _on(surface)
    relief = _complete(state)
    levels = []
    for line in _contours(plane_chart(state, relief)):
        heights = _between(relief, line)
        assert heights == pytest.approx(heights.mean(), rel=1e-9, abs=1e-9)
        levels.append(float(heights.mean()))
    rounded = [float(f"{level:.9g}") for level in levels]
    assert rounded == sorted(rounded)
    assert len(set(rounded)) >= 5


@pytest.mark.parametrize("surface", [NETWORK, RANDOM, *SURFACES])
def test_the_name_of_a_contour_is_its_height(surface: str) -> None:
    state = view_actions.set_digits(_on(surface), 6)
    relief = _complete(state)
    chart = plane_chart(state, relief)
    named = [label for label in chart.labels if label.ink == "text_soft"]
    assert len(named) >= 3
    for label in named:
        place = Series(np.array([label.x]), np.array([label.y]), "")
        assert label.text == short(float(f"{_between(relief, place)[0]:.9g}"), 6)


def _inside(area: Area, xs: Array, ys: Array) -> np.ndarray:
    """Return which places lie inside an odd number of outlines, by counting crossed edges."""
    odd = np.zeros(len(xs), dtype=bool)
    for outline in area.outlines:
        for (x0, y0), (x1, y1) in pairwise(outline):
            if y0 != y1:
                crosses = (y0 > ys) != (y1 > ys)
                odd ^= crosses & (xs < x0 + (ys - y0) / (y1 - y0) * (x1 - x0))
    return odd


@pytest.mark.parametrize("surface", [NETWORK, RANDOM, *SURFACES])
def test_filled_areas_lie_within_each_other_and_hold_all_that_is_higher(surface: str) -> None:
    state = _on(surface)
    relief = _complete(state)
    across, up, costs = _places(relief)
    inner = (np.abs(across - across.mean()) < np.ptp(across) / 2 - 1e-9) & (
        np.abs(up - up.mean()) < np.ptp(up) / 2 - 1e-9
    )  # a place on the edge is neither inside nor outside
    areas = plane_chart(state, relief).areas
    filled = [_inside(area, across[inner], up[inner]) for area in areas]
    for lower, higher in pairwise(filled):
        assert lower.sum() > higher.sum()
        assert not (higher & ~lower).any()
    for each in filled:
        assert costs[inner][each].min() >= costs[inner][~each].max(initial=-np.inf)
    assert [area.amount for area in areas] == sorted({area.amount for area in areas})


def _assert_drawable(chart: Chart) -> None:
    for axis in (chart.x_axis, chart.y_axis):
        assert np.isfinite([axis.low, axis.high]).all()
        assert axis.low < axis.high
        assert axis.ticks
    for curve in chart.curves:
        assert np.isfinite(curve.xs).all()
        assert np.isfinite(curve.ys).all()
    for point in chart.points:
        assert chart.x_axis.low <= point.x <= chart.x_axis.high
        assert chart.y_axis.low <= point.y <= chart.y_axis.high
    for arrow in chart.arrows:
        assert np.isfinite([arrow.x, arrow.y, arrow.to_x, arrow.to_y]).all()


@pytest.mark.parametrize("surface", [NETWORK, RANDOM])
@pytest.mark.parametrize("rate", [5.0, 1e3, 1e9, 1e150, 1e307])
def test_a_run_that_explodes_can_still_be_drawn(surface: str, rate: float) -> None:
    training = Training(rate, batch_size=None)
    wild = random_experiment(1, hidden="identity", output="identity", training=training)
    state = actions.train(_on(surface, wild), 1000)
    assert state.document.run.divergence is not None
    for step in {0, state.trained // 2, state.trained}:
        _assert_drawable(_chart(actions.go_to(state, step, 0, 1.0)))


@pytest.mark.parametrize("surface", sorted(SURFACES))
@pytest.mark.parametrize("rate", [1e-4, 3.0, 100.0])
def test_a_ball_that_leaves_a_surface_can_still_be_drawn(surface: str, rate: float) -> None:
    state = plane_actions.set_ground_rate(_on(surface), rate)
    for steps in (1, 3, 40):
        chosen = replace(state.curve, steps=steps)
        _assert_drawable(_chart(replace(state, curve=chosen)))


def test_choosing_the_weight_of_the_other_axis_swaps_both() -> None:
    state = _state()
    first, second = plane_derived.axes(state)
    assert plane_derived.axes(plane_actions.choose_axis(state, 0, second)) == (second, first)
    assert plane_derived.axes(plane_actions.choose_axis(state, 1, first)) == (second, first)


def test_weights_beyond_all_bounds_leave_a_sentence_in_place_of_a_picture() -> None:
    state = editing.set_parameter(first_state(mazur()), parse("w[2,0,0]"), 1e200)
    for surface in (NETWORK, RANDOM):
        shown = plane_actions.choose_surface(state, surface)
        assert [note.text for note in plane_chart(shown, None).notes] == ["too large to draw"]
    far = plane_actions.choose_surface(first_state(mazur()), RANDOM)
    huge = editing.set_parameter(far, parse("w[2,0,0]"), 1e300)
    with pytest.raises(Refused):
        plane_actions.start_from(huge, 1e15, 1e15)


def test_pieces_of_work_become_as_long_as_is_wanted() -> None:
    relief = Relief(plane_derived.drawn(first_state(mazur())))
    assert relief.at_once == FEWEST
    for _ in range(20):
        relief.keep_pace(0.0001, 0.006)
    assert relief.at_once == MOST
    relief.keep_pace(0.02, 0.006)
    assert relief.at_once == MOST // 2
    relief.keep_pace(0.004, 0.006)
    assert relief.at_once == MOST // 2
    while not relief.complete:
        relief.more()
    grid = relief.grid()
    assert grid is not None
    assert np.isfinite(grid[2]).all()
