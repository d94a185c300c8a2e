"""Where the matrices of each layer stand: z = W a + b, a = f(z), and the derivatives beside."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from engine.frozen import Array
from engine.story.formulas.indexed import indexed
from engine.story.formulas.terms import symbol
from engine.story.notation import noted_text
from engine.story.scope import Scope
from engine.text.names import written
from engine.written.expression import Partial, Symbol
from engine.written.quantity import ONE_A_SAMPLE, Kind, Quantity
from gui.draw.letters import text_width
from gui.numbers.enough import MOST_OF_OPERANDS, MOST_OF_Z, digits_of
from gui.numbers.matrix import CELL, TEXT, Matrix, cell_width, largest_of
from gui.state.run import derived
from gui.state.state import State
from gui.words.catalog import say
from gui.words.functions import activation_name

MARGIN, TITLE, HEAD, AFTER = 6.0, 20.0, 18.0, 9.0
TITLE_X = 2.0
GAP, SIGN, BETWEEN = 16.0, 34.0, 36.0  # inside a product, around a sign, between two
_FEWEST = 2  # columns of a matrix that is cut, the last of them as dots
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
    """Return the pieces of a layer in one line where they fit, else in two or three."""
    weighted, activation = _weighted_sum(state, layer), _activation(state, layer)
    backward, between = _backward(state, layer), _Piece(BETWEEN)
    forward = [*weighted, between, *activation]
    if _width(forward) + BETWEEN + _width(backward) <= room:
        return [[*forward, between, *backward]]
    lines = [forward, backward]
    if _width(forward) > room:  # there is a column for each sample
        lines = [weighted, [*activation, between, *backward]]
    return [_cut_to_width(line, room) for line in lines] if cut else lines


def _weighted_sum(state: State, layer: int) -> list[_Piece]:
    scope = derived.scope(state)
    step, before = scope.step, scope.step.before
    of_layer = step.layers[layer - 1]
    sender = Kind.INPUT if layer == 1 else Kind.A
    z = _letter(scope, "z", layer)
    received = _letter(scope, "x" if layer == 1 else "a", layer - 1)
    weights = _letter(None, "W", layer)
    bias, added = before.bias(layer), list[_Piece]()
    found = digits_of(scope, layer, state.view.digits)
    more = found.operands, MOST_OF_OPERANDS
    if bias is not None:
        own = _matrix(state, Kind.BIAS, layer, bias[:, None], _letter(None, "b", layer), more)
        added = [_Piece(SIGN, sign="+"), own]
    return [
        _matrix(state, Kind.Z, layer, _columns(scope, of_layer.z), z, (found.z, MOST_OF_Z)),
        _Piece(SIGN, sign=found.sum_sign),
        _matrix(state, Kind.WEIGHT, layer, before.weights(layer), weights, more),
        _Piece(GAP),
        _matrix(state, sender, layer - 1, _columns(scope, step.a(layer - 1)), received, more),
        *added,
    ]


def _activation(state: State, layer: int) -> list[_Piece]:
    scope = derived.scope(state)
    letter = scope.experiment.network.layers[layer - 1].activation.written.letter
    sign = digits_of(scope, layer, state.view.digits).activation_sign
    head = f"{_letter(scope, 'a', layer)} {sign} {letter}({_letter(scope, 'z', layer)})"
    return [_matrix(state, Kind.A, layer, _columns(scope, scope.step.a(layer)), head)]


def _backward(state: State, layer: int) -> list[_Piece]:
    scope = derived.scope(state)
    of_layer, loss = scope.shown.layers[layer - 1], symbol(scope.loss)
    assert isinstance(loss, Symbol)
    weights, bias = (
        written(Partial(Symbol(name, sup=f"({layer})"), over=loss)) for name in ("W", "b")
    )
    delta = _columns(scope, scope.step.layers[layer - 1].delta * scope.divisor)
    pieces = [
        _matrix(state, Kind.DELTA, layer, delta, _letter(scope, "δ", layer)),
        _Piece(BETWEEN / 2),
        _matrix(state, Kind.D_WEIGHT, layer, of_layer.d_weights, weights),
    ]
    if of_layer.d_bias is not None:
        own = _matrix(state, Kind.D_BIAS, layer, of_layer.d_bias[:, None], bias)
        pieces += [_Piece(BETWEEN / 2), own]
    return pieces


def _matrix(
    state: State, kind: Kind, layer: int, values: Array, head: str, more: tuple[int, int] = (0, 0)
) -> _Piece:
    known = derived.is_known(state, Quantity(kind, layer, 0, 0))
    cell = cell_width(values, state.view.digits + more[1], kind)
    head, rows, columns = noted_text(head, state.view.notation), *values.shape
    scope = derived.scope(state)
    matrix = Matrix(
        *(kind, layer, values, known, head, 0.0, 0.0, cell, (rows, columns), largest_of(values)),
        sample=scope.address(Quantity(kind, layer)).sample,
        has_column_a_sample=scope.is_pooled and kind in ONE_A_SAMPLE,
        extra=more[0],
    )
    return _Piece(_slot(matrix), matrix)


def _slot(matrix: Matrix) -> float:
    """Return the width of a matrix and of what stands above it."""
    return max(matrix.width, text_width(matrix.head, TEXT))


def _columns(scope: Scope, values: Array) -> Array:
    """Return (batch, units) as a column for each sample shown: (units, samples)."""
    return values.T if scope.row is None else values[[scope.row]].T


def _letter(scope: Scope | None, name: str, layer: int) -> str:
    """Return the letter of a vector; scope: of what each sample has its own of."""
    letter = Symbol(name, sup=f"({layer})" if layer else "")
    return written(letter if scope is None or scope.samples == 1 else indexed(letter, scope.row))


def _width(line: Sequence[_Piece]) -> float:
    return sum(piece.width for piece in line)


def _cut_to_width(line: list[_Piece], room: float) -> list[_Piece]:
    """Leave columns out of the widest matrices of a line that is too long for a picture."""
    line = list(line)
    while _width(line) > room:
        at = max(range(len(line)), key=lambda index: _columns_shown(line[index]))
        matrix = line[at].matrix
        if matrix is None or matrix.shown[1] <= _FEWEST:
            break
        matrix = replace(matrix, shown=(matrix.shown[0], matrix.shown[1] - 1))
        line[at] = _Piece(_slot(matrix), matrix)
    return line


def _columns_shown(piece: _Piece) -> int:
    return 0 if piece.matrix is None else piece.matrix.shown[1]


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
