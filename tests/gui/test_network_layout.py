"""Where neurons stand: inside the panel, apart, with as much written as there is room."""

from itertools import combinations, pairwise
from math import hypot

import pytest

from gui.network.layout import ROWS, Column, Detail, NetworkLayout, lay_out

SIZES = [
    (1, 1),
    (2, 2, 2),
    (3, 4, 4, 2),
    (2, 8, 8, 8, 1),
    (12, 12, 12),
    (1, 2, 1),
    (64, 32, 10),
    (784, 128, 64, 10),
]
PANELS = [(500.0, 330.0), (600.0, 330.0), (715.0, 440.0), (1400.0, 800.0)]


def _circles(column: Column) -> list[tuple[float, float]]:
    return list(zip(column.xs, column.ys, strict=True))


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("panel", PANELS)
def test_every_neuron_has_its_place_inside_the_panel(
    sizes: tuple[int, ...], panel: tuple[float, float]
) -> None:
    layout = lay_out(sizes, *panel, 1.0, 90.0)
    assert [len(column.ys) for column in layout.columns] == list(sizes)
    for column in layout.columns:
        assert column.radius > 0
        for x, y in _circles(column):
            assert column.radius <= x <= panel[0] - column.radius
            assert column.radius <= y <= layout.caption_y - column.radius


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("panel", PANELS)
def test_neurons_do_not_touch(sizes: tuple[int, ...], panel: tuple[float, float]) -> None:
    layout = lay_out(sizes, *panel, 1.0, 90.0)
    for column in layout.columns:
        for one, other in pairwise(sorted(_circles(column), key=lambda place: place[::-1])):
            apart = max(abs(one[0] - other[0]), abs(one[1] - other[1]))
            assert apart >= 2 * column.radius - 1e-6
    for left, right in pairwise(layout.columns):
        assert left.x + left.half_width < right.x - right.half_width


def _rows_fit(layout: NetworkLayout, column: Column) -> bool:
    rows = ROWS[column.detail]
    needed = 2 * column.radius + layout.scale * (rows.above + rows.below)
    return all(b - a >= needed - 1e-6 for a, b in pairwise(column.ys))


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("panel", PANELS)
def test_what_is_written_at_neurons_has_room_between_them(
    sizes: tuple[int, ...], panel: tuple[float, float]
) -> None:
    layout = lay_out(sizes, *panel, 1.0, 90.0)
    for column in layout.columns:
        if column.detail < Detail.SMALL:
            assert _rows_fit(layout, column)


def test_the_worked_example_has_all_its_texts_in_both_windows() -> None:
    for panel in ((715.0, 440.0), (600.0, 330.0)):
        layout = lay_out((2, 2, 2), *panel, 1.0, 90.0)
        assert {column.detail for column in layout.columns} == {Detail.FULL}


def test_large_layers_lose_their_texts_and_then_their_circles() -> None:
    layout = lay_out((784, 64, 12), 715.0, 440.0, 1.0, 90.0)
    assert [column.detail for column in layout.columns] == [
        Detail.CELLS,
        Detail.SMALL,
        Detail.SIDE,
    ]


def test_an_image_keeps_its_shape() -> None:
    cells = lay_out((784, 10), 715.0, 440.0, 1.0, 90.0).columns[0]
    assert len(set(cells.xs)) == len(set(cells.ys)) == 28
    assert cells.ys[0] == cells.ys[27]
    assert cells.xs[0] == cells.xs[28]


def test_scale_enlarges_what_is_written_not_the_panel() -> None:
    small = lay_out((2, 2, 2), 1400.0, 800.0, 1.0, 90.0)
    large = lay_out((2, 2, 2), 1400.0, 800.0, 2.0, 180.0)
    assert large.columns[0].radius > small.columns[0].radius
    assert large.columns[-1].x < small.columns[-1].x


def test_ways_between_columns_are_equal_where_texts_reach_differently() -> None:
    reaches = ((20.0, 20.0), (60.0, 80.0), (40.0, 10.0))
    layout = lay_out((2, 2, 2), 900.0, 440.0, 1.0, 90.0, reaches)
    xs = [column.x for column in layout.columns]
    lefts, rights = (
        [max(c.radius, r[side]) for c, r in zip(layout.columns, reaches, strict=True)]
        for side in (0, 1)
    )
    first, second = (xs[i + 1] - xs[i] - rights[i] - lefts[i + 1] for i in range(2))
    assert first == pytest.approx(second)


def test_all_pairs_of_circles_are_apart() -> None:
    layout = lay_out((12, 12), 600.0, 330.0, 1.0, 90.0)
    for column in layout.columns:
        for (x1, y1), (x2, y2) in combinations(_circles(column), 2):
            assert hypot(x1 - x2, y1 - y2) >= 2 * column.radius
