"""Where the matrices of each layer stand: z = W a + b, a = f(z), and the derivatives beside."""

from collections.abc import Sequence
from functools import partial

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
from gui.numbers.matrix import CELL, TEXT, Matrix, Piece, cell_width, largest_of, slot, width_of
from gui.state.hiding.derived import is_hidden
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


def page(
    state: State,
    layers: Sequence[int],
    width: float,
    height: float | None = None,
    *,
    on_page: bool = False,
) -> Page:
    """Lay out some layers, one below the other.

    width: what a layer has before its derivatives go to a line of their own; height: of a picture,
    in which a large matrix is cut to what has room; on_page: whether it is a picture, in which
    nothing can be scrolled.
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
        for line in _lines(state, layer, width - 2 * MARGIN, on_page, height and height - y):
            end, y = _set(line, y, matrices, labels)
            right = max(right, end)
    below = y - AFTER + _EDGE
    return Page(tuple(matrices), tuple(labels), right + MARGIN, below, tops)


def is_cut(page: Page) -> bool:
    """Return whether some matrix is not drawn whole."""
    return any(each.shown != each.values.shape for each in page.matrices)


def matrices_of(state: State, layer: int) -> int:
    """Return how many matrices a layer has."""
    parts = (_weighted_sum(state, layer), _activation(state, layer), _backward(state, layer))
    return sum(piece.matrix is not None for part in parts for piece in part)


def layer_title(state: State, layer: int) -> str:
    """Return which layer it is and what it computes, as a heading."""
    network = state.document.experiment.network
    return say(
        "numbers.output-layer" if layer == network.depth else "numbers.hidden-layer",
        layer=layer,
        activation=activation_name(network.layers[layer - 1].activation.name),
    )


def _lines(
    state: State, layer: int, room: float, on_page: bool, height: float | None
) -> list[list[Piece]]:
    """Return the pieces of a layer in one line where they fit, else in two or three."""
    weighted, activation = _weighted_sum(state, layer), _activation(state, layer)
    backward, between = _backward(state, layer), Piece(BETWEEN)
    if on_page:
        from gui.numbers.on_page import closely, lines_on_page, with_height

        parts = [closely(each, state.view.digits) for each in (weighted, activation, backward)]
        lines = lines_on_page(parts, BETWEEN, room)
        return lines if height is None else with_height(lines, height)
    forward = [*weighted, between, *activation]
    if width_of(forward) + BETWEEN + width_of(backward) <= room:
        return [[*forward, between, *backward]]
    if width_of(forward) > room:  # there is a column for each sample
        return [weighted, [*activation, between, *backward]]
    return [forward, backward]


def _weighted_sum(state: State, layer: int) -> list[Piece]:
    scope = derived.scope(state)
    step, before = scope.step, scope.step.before
    of_layer = step.layers[layer - 1]
    sender = Kind.INPUT if layer == 1 else Kind.A
    z = _letter(scope, "z", layer)
    received = _letter(scope, "x" if layer == 1 else "a", layer - 1)
    weights = _letter(None, "W", layer)
    bias, added = before.bias(layer), list[Piece]()
    found = digits_of(scope, layer, state.view.digits)
    more = found.operands, MOST_OF_OPERANDS
    if bias is not None:
        own = _matrix(state, Kind.BIAS, layer, bias[:, None], _letter(None, "b", layer), more)
        added = [Piece(SIGN, sign="+"), own]
    return [
        _matrix(state, Kind.Z, layer, _columns(scope, of_layer.z), z, (found.z, MOST_OF_Z)),
        Piece(SIGN, sign=found.sum_sign),
        _matrix(state, Kind.WEIGHT, layer, before.weights(layer), weights, more),
        Piece(GAP),
        _matrix(state, sender, layer - 1, _columns(scope, step.a(layer - 1)), received, more),
        *added,
    ]


def _activation(state: State, layer: int) -> list[Piece]:
    scope = derived.scope(state)
    letter = scope.experiment.network.layers[layer - 1].activation.written.letter
    sign = digits_of(scope, layer, state.view.digits).activation_sign
    head = f"{_letter(scope, 'a', layer)} {sign} {letter}({_letter(scope, 'z', layer)})"
    return [_matrix(state, Kind.A, layer, _columns(scope, scope.step.a(layer)), head)]


def _backward(state: State, layer: int) -> list[Piece]:
    scope = derived.scope(state)
    of_layer, loss = scope.shown.layers[layer - 1], symbol(scope.loss)
    assert isinstance(loss, Symbol)
    weights, bias = (
        written(Partial(Symbol(name, sup=f"({layer})"), over=loss)) for name in ("W", "b")
    )
    delta = _columns(scope, scope.step.layers[layer - 1].delta * scope.divisor)
    pieces = [
        _matrix(state, Kind.DELTA, layer, delta, _letter(scope, "δ", layer)),
        Piece(BETWEEN / 2),
        _matrix(state, Kind.D_WEIGHT, layer, of_layer.d_weights, weights),
    ]
    if of_layer.d_bias is not None:
        own = _matrix(state, Kind.D_BIAS, layer, of_layer.d_bias[:, None], bias)
        pieces += [Piece(BETWEEN / 2), own]
    return pieces


def _matrix(
    state: State, kind: Kind, layer: int, values: Array, head: str, more: tuple[int, int] = (0, 0)
) -> Piece:
    known = derived.is_known(state, Quantity(kind, layer, 0, 0))
    cell = cell_width(values, state.view.digits + more[1], kind)
    head, rows, columns = noted_text(head, state.view.notation), *values.shape
    scope = derived.scope(state)
    matrix = Matrix(
        *(kind, layer, values, known, head, 0.0, 0.0, cell, (rows, columns), largest_of(values)),
        sample=scope.address(Quantity(kind, layer)).sample,
        has_column_a_sample=scope.is_pooled and kind in ONE_A_SAMPLE,
        extra=more[0],
        hides=partial(is_hidden, state),
    )
    return Piece(slot(matrix), matrix)


def _columns(scope: Scope, values: Array) -> Array:
    """Return (batch, units) as a column for each sample shown: (units, samples)."""
    return values.T if scope.row is None else values[[scope.row]].T


def _letter(scope: Scope | None, name: str, layer: int) -> str:
    """Return the letter of a vector; scope: of what each sample has its own of."""
    letter = Symbol(name, sup=f"({layer})" if layer else "")
    return written(letter if scope is None or scope.samples == 1 else indexed(letter, scope.row))


def _set(
    line: Sequence[Piece], y: float, matrices: list[Matrix], labels: list[PageText]
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
