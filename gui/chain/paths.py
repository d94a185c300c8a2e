"""The gradient as a sum over paths: one row a path, the largest first."""

from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from engine.story.chain.paths import MOST_PATHS, Dependence, dependence
from engine.story.scope import Scope
from engine.text.names import name
from engine.text.numbers import DASH, short
from engine.written.quantity import Quantity, gradient_of
from engine.written.sums import total as summed_up
from gui.chain.path_rows import Row, path_rows
from gui.chain.sample_rows import sample_gradients, sample_rows
from gui.state.run import derived
from gui.state.state import State
from gui.words.batch import pooled_name
from gui.words.catalog import say, say_count


class PathList(Struct, frozen=True):
    """rows; total: what they come to; gradient: the same number as the step has it; agrees: to
    every shown digit; known: whether this beat has computed it.
    """

    heading: str
    rows: tuple[Row, ...]
    total: str
    gradient: str
    agrees: bool
    known: bool


_sample_rows = lru_cache(maxsize=4)(sample_rows)


@lru_cache(maxsize=8)
def _dependence(scope: Scope, which: Quantity) -> Dependence:
    """Return the paths of one sample: of the one shown, or of the only one."""
    return dependence(scope.experiment, scope.shown, which, 0)


def path_list(state: State) -> PathList:
    """Return the paths from the selected weight or bias to the loss that is shown."""
    scope, which = derived.scope(state), derived.parameter(state)
    if scope.is_pooled:
        rows, whole = _sample_rows(scope, which, state.view), _batch_total(scope, which)
        letter = name(gradient_of(which), state.view.notation)
        head = say_count("paths.samples", scope.samples, gradient=letter)
        return _summed(state, head, rows, whole)
    found = _dependence(scope, which)
    rows = path_rows(found, state.view, scope.sample)
    return _summed(state, _heading(state, scope, found), rows, found.total)


def _batch_total(scope: Scope, which: Quantity) -> float:
    """Return what the rows of all samples come to: their mean, or their sum."""
    return summed_up(sample_gradients(scope, which)) / scope.divisor


def _summed(state: State, head: str, rows: tuple[Row, ...], whole: float) -> PathList:
    """Return a list with what its rows come to beside the gradient shown, once that is known."""
    gradient = gradient_of(derived.parameter(state))
    if not derived.is_known(state, gradient):
        hidden = tuple(replace(row, factors="", value=0.0, text=DASH, share=0.0) for row in rows)
        return PathList(head, hidden, DASH, DASH, True, False)
    digits = state.view.digits
    total, shown = (
        short(n, digits, sign=True) for n in (whole, derived.scope(state).value(gradient))
    )
    return PathList(head, rows, total, shown, total == shown, True)


def sum_text(shown: PathList, scope: Scope) -> str:
    """Return what the paths come to, and whether the step has the same number."""
    if not shown.known:
        return say("paths.not-yet")
    numbers = {"sum": shown.total, "gradient": shown.gradient}
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
