"""A layer too large for circles as a block of cells, that of an image in its shape."""

from math import ceil, isqrt

_MOST_HIGH = 64
_LARGEST, _ON_PAGE = 6.0, 12.0  # units, of the side of a cell on screen and in a figure
_OF_HEIGHT, _OF_WAY = 0.85, 0.5  # of its room, and in a figure of the way to the next layer


def cell_radius(n: int, room: float, scale: float, way: float, on_page: bool) -> float:
    """Return half the side of a cell in a room so high, so far from the next layer."""
    most = _LARGEST * scale
    if on_page:
        most = min(_ON_PAGE * scale, _OF_WAY * way / block_width(n, 1.0))
    return min(most, _OF_HEIGHT * room / _high(n)) / 2


def block_width(n: int, side: float) -> float:
    """Return how wide a block of cells is."""
    return ceil(n / _high(n)) * side


def cell_places(
    n: int, x: float, y: float, side: float
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the middles of cells around the middle of their block: xs and ys."""
    high, wide = _high(n), ceil(n / _high(n))
    is_image = high * wide == n and high == wide
    places = [divmod(i, wide)[::-1] if is_image else divmod(i, high) for i in range(n)]
    xs = tuple(x + (across - (wide - 1) / 2) * side for across, _ in places)
    ys = tuple(y + (down - (high - 1) / 2) * side for _, down in places)
    return xs, ys


def _high(n: int) -> int:
    """Return how many cells stand above each other: an image keeps its shape."""
    return isqrt(n) if isqrt(n) ** 2 == n else min(n, _MOST_HIGH)
