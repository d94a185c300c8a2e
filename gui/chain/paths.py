"""The gradient as a sum over paths: one row a path, the largest first."""

from collections.abc import Sequence
from functools import lru_cache, partial

from msgspec import Struct
from msgspec.structs import replace

from engine.story.chain.paths import MOST_PATHS, Dependence, dependence
from engine.story.scope import Scope
from engine.text.names import name
from engine.text.numbers import DASH, short
from engine.text.recomputed import EQUALS
from engine.written.quantity import Kind, Quantity, gradient_of
from engine.written.sums import total as summed_up
from gui.chain.path_rows import Row, covered_row, parts_of, path_rows
from gui.chain.sample_rows import sample_gradients, sample_rows, with_rest
from gui.chain.summands import enough_for_sum
from gui.state.hiding.derived import hides_among, hides_any, is_hidden, told
from gui.state.run import derived
from gui.state.state import State, View
from gui.words.batch import pooled_name
from gui.words.catalog import say, say_count

ALL_ROWS = 10**9
_FACTORS = (Kind.DELTA, Kind.D_A, Kind.WEIGHT, Kind.A, Kind.INPUT)


class PathList(Struct, frozen=True):
    """rows; total: what they come to, sign: = or ≈ before it; gradient: the same number as the
    step has it; agrees: to every shown digit; known: whether this beat has computed it.
    """

    heading: str
    rows: tuple[Row, ...]
    sign: str
    total: str
    gradient: str
    agrees: bool
    known: bool


class _Summed(Struct, frozen=True):
    """Rows with what they come to: `whole`, printed behind `sign`."""

    rows: tuple[Row, ...]
    whole: float
    sign: str


@lru_cache(maxsize=8)
def _dependence(scope: Scope, which: Quantity) -> Dependence:
    """Return the paths of one sample: of the one shown, or of the only one."""
    return dependence(scope.experiment, scope.shown, which, 0)


@lru_cache(maxsize=4)
def _paths(scope: Scope, which: Quantity, view: View, most: int) -> _Summed:
    """Return the paths of one sample and their sum."""
    found = _dependence(scope, which)
    needed = enough_for_sum(_gathered(parts_of(found), most), found.total, view.digits)
    digits = view.digits + needed.extra
    rows = path_rows(found, view, scope.sample, digits)
    return _Summed(with_rest(rows, most, digits), found.total, needed.sign)


def _with_hidden(state: State, scope: Scope, which: Quantity, most: int) -> tuple[Row, ...]:
    """Return the rows of one sample without the numbers that are hidden."""
    found, view = _dependence(scope, which), state.view
    needed = enough_for_sum(_gathered(parts_of(found), most), found.total, view.digits)
    digits = view.digits + needed.extra
    rows = path_rows(found, view, scope.sample, digits, partial(is_hidden, state))
    return with_rest(rows, most, digits)


@lru_cache(maxsize=4)
def _samples(scope: Scope, which: Quantity, view: View, most: int) -> _Summed:
    """Return the samples of a batch and what they come to: their mean, or their sum."""
    own = sample_gradients(scope, which)
    whole = summed_up(own) / scope.divisor
    summands = _gathered(own, most)
    needed = enough_for_sum(summands, whole, view.digits, divisor=scope.divisor)
    digits = view.digits + needed.extra
    rows = sample_rows(scope, which, view, digits)
    return _Summed(with_rest(rows, most, digits), whole, needed.sign)


def _gathered(values: Sequence[float], most: int) -> Sequence[float]:
    """Return at most so many summands: the smallest ones as one."""
    if len(values) <= most:
        return values
    ranked = sorted(values, key=lambda value: -abs(value))
    return [*ranked[: most - 1], summed_up(ranked[most - 1 :])]


def path_list(state: State, most: int = ALL_ROWS) -> PathList:
    """Return the paths from the selected weight or bias to the loss that is shown.

    most: rows, of which the last stands for all that have no room.
    """
    scope, which = derived.scope(state), derived.parameter(state)
    if scope.is_pooled:
        letter = name(gradient_of(which), state.view.notation)
        head = say_count("paths.samples", scope.samples, gradient=letter)
        samples = _samples(scope, which, state.view, most)
        if is_hidden(state, gradient_of(which)) or hides_any_factor(state):
            rows = (replace(covered_row(row), factors="") for row in samples.rows)
            samples = replace(samples, rows=tuple(rows))
        return _summed(state, head, samples)
    head = _heading(state, scope, _dependence(scope, which))
    paths = _paths(scope, which, state.view, most)
    if hides_any(state):
        paths = replace(paths, rows=_with_hidden(state, scope, which, most))
    return _summed(state, head, paths)


def _summed(state: State, head: str, summed: _Summed) -> PathList:
    """Return a list with what its rows come to beside the gradient shown, once that is known."""
    gradient = gradient_of(derived.parameter(state))
    if not derived.is_known(state, gradient):
        hidden = tuple(
            replace(row, factors="", value=0.0, text=DASH, share=0.0) for row in summed.rows
        )
        return PathList(head, hidden, EQUALS, DASH, DASH, True, False)
    digits, own = state.view.digits, derived.scope(state).value(gradient)
    total, shown = (short(number, digits, sign=True) for number in (summed.whole, own))
    agrees = total == shown
    total, shown = (told(state, gradient, text) for text in (total, shown))
    return PathList(head, summed.rows, summed.sign, total, shown, agrees, True)


def hides_any_factor(state: State) -> bool:
    """Return whether a number is hidden that stands in the products of samples."""
    return any(hides_among(state, kind) for kind in _FACTORS)


def sum_text(shown: PathList, scope: Scope) -> str:
    """Return what the paths come to, and whether the step has the same number."""
    if not shown.known:
        return say("paths.not-yet")
    numbers = {"sign": shown.sign, "sum": shown.total, "gradient": shown.gradient}
    if scope.is_pooled:
        pooled = "paths.pooled" if shown.agrees else "paths.pooled-differs"
        return say(pooled, all=pooled_name(scope), **numbers)
    if scope.sample is not None:
        own = "paths.sum-of-sample" if shown.agrees else "paths.sum-of-sample-differs"
        return say(own, sample=scope.sample + 1, **numbers)
    return say("paths.sum" if shown.agrees else "paths.sum-differs", **numbers)


def _heading(state: State, scope: Scope, found: Dependence) -> str:
    which, sample = found.parameter, scope.sample
    gradient = name(scope.address(gradient_of(which)), state.view.notation)
    if found.paths:
        if sample is not None:
            return say_count("paths.of-sample", found.count, gradient=gradient, sample=sample + 1)
        return say_count("paths.all", found.count, gradient=gradient)
    many = {"count": found.count, "gradient": gradient, "most": MOST_PATHS}
    return (
        say("paths.by-neuron", **many)
        if sample is None
        else say("paths.of-sample-by-neuron", sample=sample + 1, **many)
    )
