"""Where the matrices of each layer stand: z = W a + b, a = f(z), and the derivatives beside."""

from collections.abc import Sequence
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from engine.frozen import Array
from engine.story.notation import noted_text
from engine.text.names import written
from engine.written.expression import Partial, Symbol
from engine.written.quantity import Kind, Quantity
from gui.draw.letters import text_width
from gui.numbers.matrix import CELL, TEXT, Matrix, cell_width, largest_of
from gui.state.run import derived
from gui.state.state import State
from gui.words.catalog import say
from gui.words.functions import activation_name

MARGIN, TITLE, HEAD, AFTER = 6.0, 20.0, 18.0, 9.0
TITLE_X = 2.0
GAP, SIGN, BETWEEN = 16.0, 34.0, 36.0  # inside a product, around a sign, between two
_SIGN_TEXT, _EDGE = 15.0, 2.0
_FEW = 16  # rows of a layer up to which what is smaller stands in the middle of its height


class PageText(Struct, frozen=True):
    """Words on the page, centred on a point, or beginning there."""

    text: str
    x: float
    y: float
    ink: str
    bold: bool = False
    italic: bool = False
    centred: bool = True
    size: float = TEXT


class Page(Struct, frozen=True, eq=False):
    """What is written, in units from the left upper corner; the height each layer begins at."""

    matrices: tuple[Matrix, ...]
    labels: tuple[PageText, ...]
    width: float
    height: float
    tops: dict[int, float]


class _Piece(Struct, frozen=True, eq=False):
    """A matrix without its place, or a sign, and how much room it takes."""

    width: float
    matrix: Matrix | None = None
    sign: str = ""


def page(state: State, layers: Sequence[int], width: float, height: float | None = None) -> Page:
    """Lay out some layers, one below the other.

    width: what a layer has before its derivatives go to a line of their own; height: of a
    picture, in which a large matrix is cut to what has room; None where one can scroll.
    """
    matrices: list[Matrix] = []
    labels: list[PageText] = []
    tops: dict[int, float] = {}
    y, right = 0.0, 0.0
    for layer in layers:
        tops[layer] = y
        title = layer_title(state, layer)
        labels.append(PageText(title, TITLE_X, y + TITLE / 2, "text_faint", True, centred=False))
        right = max(right, TITLE_X + text_width(title, TEXT, bold=True))
        y += TITLE
        lines = _lines(state, layer, width - 2 * MARGIN, height is not None)
        for index, line in enumerate(lines):
            if height is not None:
                line = _cut_to_height(line, (height - y) / (len(lines) - index))
            end, y = _set(line, y, matrices, labels)
            right = max(right, end)
    below = y - AFTER + _EDGE
    return Page(tuple(matrices), tuple(labels), right + MARGIN, below, tops)


def layer_title(state: State, layer: int) -> str:
    """Return which layer it is and what it computes, as a heading."""
    network = state.document.experiment.network
    return say(
        "numbers.output-layer" if layer == network.depth else "numbers.hidden-layer",
        layer=layer,
        activation=activation_name(network.layers[layer - 1].activation.name),
    )


def _lines(state: State, layer: int, room: float, cut: bool) -> list[list[_Piece]]:
    """Return the pieces of a layer in one line where they fit, else in two."""
    forward, backward = _forward(state, layer), _backward(state, layer)
    between = _Piece(BETWEEN)
    if _width(forward) + BETWEEN + _width(backward) <= room:
        return [[*forward, between, *backward]]
    lines = [forward, backward]
    return [_cut_to_width(line, room) for line in lines] if cut else lines


def _forward(state: State, layer: int) -> list[_Piece]:
    trace, row = derived.trace(state), derived.row(state)
    of_layer, before = trace.layers[layer - 1], trace.before
    sender = Kind.INPUT if layer == 1 else Kind.A
    letter = _function(state, layer)
    z, a = _letter("z", layer), _letter("a", layer)
    received = _letter("x" if layer == 1 else "a", layer - 1)
    bias, added = before.bias(layer), list[_Piece]()
    if bias is not None:
        own = _matrix(state, Kind.BIAS, layer, bias[:, None], _letter("b", layer))
        added = [_Piece(SIGN, sign="+"), own]
    return [
        _matrix(state, Kind.Z, layer, of_layer.z[row][:, None], z),
        _Piece(SIGN, sign="="),
        _matrix(state, Kind.WEIGHT, layer, before.weights(layer), _letter("W", layer)),
        _Piece(GAP),
        _matrix(state, sender, layer - 1, trace.a(layer - 1)[row][:, None], received),
        *added,
        _Piece(BETWEEN),
        _matrix(state, Kind.A, layer, of_layer.a[row][:, None], f"{a} = {letter}({z})"),
    ]


def _backward(state: State, layer: int) -> list[_Piece]:
    of_layer, row = derived.trace(state).layers[layer - 1], derived.row(state)
    weights, bias = (written(Partial(Symbol(name, sup=f"({layer})"))) for name in ("W", "b"))
    delta = of_layer.delta[row][:, None]
    pieces = [
        _matrix(state, Kind.DELTA, layer, delta, _letter("δ", layer)),
        _Piece(BETWEEN / 2),
        _matrix(state, Kind.D_WEIGHT, layer, of_layer.d_weights, weights),
    ]
    if of_layer.d_bias is not None:
        own = _matrix(state, Kind.D_BIAS, layer, of_layer.d_bias[:, None], bias)
        pieces += [_Piece(BETWEEN / 2), own]
    return pieces


def _matrix(state: State, kind: Kind, layer: int, values: Array, head: str) -> _Piece:
    known = derived.is_known(state, Quantity(kind, layer, 0, 0))
    cell = cell_width(values, state.view.digits, kind)
    head, rows, columns = noted_text(head, state.view.notation), *values.shape
    matrix = Matrix(
        *(kind, layer, values, known, head, 0.0, 0.0, cell, (rows, columns), largest_of(values))
    )
    return _Piece(_slot(matrix), matrix)


def _slot(matrix: Matrix) -> float:
    """Return the width of a matrix and of what stands above it."""
    return max(matrix.width, text_width(matrix.head, TEXT))


def _letter(name: str, layer: int) -> str:
    return written(Symbol(name, sup=f"({layer})" if layer else ""))


def _function(state: State, layer: int) -> str:
    return state.document.experiment.network.layers[layer - 1].activation.written.letter


def _width(line: Sequence[_Piece]) -> float:
    return sum(piece.width for piece in line)


def _cut_to_width(line: list[_Piece], room: float) -> list[_Piece]:
    """Leave columns out of the matrix of a line that is too long for a picture."""
    excess = _width(line) - room
    return line if excess <= 0 else [_cut(piece, columns_by=excess) for piece in line]


def _cut(piece: _Piece, *, columns_by: float) -> _Piece:
    matrix = piece.matrix
    if matrix is None or matrix.shown[1] == 1:
        return piece
    columns = max(2, matrix.shown[1] - ceil(columns_by / matrix.cell_width))
    matrix = replace(matrix, shown=(matrix.shown[0], columns))
    return _Piece(_slot(matrix), matrix)


def _cut_to_height(line: list[_Piece], room: float) -> list[_Piece]:
    """Leave rows out of every matrix that is too high for a picture."""
    rows = max(2, int((room - HEAD - AFTER) // CELL))
    cut = []
    for piece in line:
        matrix = piece.matrix
        if matrix is not None and matrix.shown[0] > rows:
            piece = replace(piece, matrix=replace(matrix, shown=(rows, matrix.shown[1])))
        cut.append(piece)
    return cut


def _set(
    line: Sequence[_Piece], y: float, matrices: list[Matrix], labels: list[PageText]
) -> tuple[float, float]:
    """Put the pieces of a line beside each other; return where it ends to the right and below."""
    rows = max(piece.matrix.shown[0] for piece in line if piece.matrix is not None)
    x, top, height = MARGIN, y + HEAD, rows * CELL
    for piece in line:
        middle, matrix = x + piece.width / 2, piece.matrix
        if piece.sign:
            beside = _beside(top, height, rows)
            labels.append(PageText(piece.sign, middle, beside, "text_soft", size=_SIGN_TEXT))
        if matrix is not None:
            lower = top + (height - matrix.height) / 2 if rows <= _FEW else top
            matrices.append(replace(matrix, x=middle - matrix.width / 2, y=lower))
        x += piece.width
    return x, top + height + AFTER


def _beside(top: float, height: float, rows: int) -> float:
    """Return where a sign stands: in the middle of what it joins, as far as that is in sight."""
    return top + (height if rows <= _FEW else _FEW * CELL) / 2
