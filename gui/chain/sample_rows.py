"""The gradient of a batch as one row a sample, with the paths of each."""

from msgspec.structs import replace

from engine.story.chain.paths import Dependence, dependence
from engine.story.scope import Scope
from engine.text.numbers import short
from engine.written.quantity import Kind, Quantity
from engine.written.sums import total
from gui.chain.path_rows import Row, enclosed, parts_of, path_rows, result_text, share
from gui.chain.summands import enough_for_product, enough_for_sum
from gui.state.state import View
from gui.words.catalog import say, say_count

MOST_IN_FULL = 40  # samples whose paths are followed; of more, each is one product
_MOST_TERMS = 6  # paths of a sample that are written beside each other


def sample_gradients(scope: Scope, which: Quantity) -> list[float]:
    """Return the derivative of each sample's own loss by a parameter: the sum over its paths."""
    if scope.samples > MOST_IN_FULL:
        return [float(own) for own in scope.own_gradients(which)]
    return [_dependence(scope, which, row).total for row in range(scope.samples)]


def sample_rows(scope: Scope, which: Quantity, view: View, shown: int) -> tuple[Row, ...]:
    """Return a row for each sample of the batch, the largest first.

    shown: the digits of what each comes to.
    """
    write = _by_product if scope.samples > MOST_IN_FULL else _by_paths
    rows = [write(scope, which, row, view, shown) for row in range(scope.samples)]
    largest = max(abs(row.value) for row in rows)
    shared = [replace(row, share=share(row.value, largest)) for row in rows]
    return tuple(sorted(shared, key=lambda row: -abs(row.value)))


def with_rest(rows: tuple[Row, ...], most: int, digits: int) -> tuple[Row, ...]:
    """Return at most so many rows: the smallest ones as one, with what they come to together."""
    if len(rows) <= most:
        return rows
    others = rows[most - 1 :]
    value, largest = total(row.value for row in others), max(abs(row.value) for row in rows)
    text, of_largest = short(value, digits, sign=True), min(share(value, largest), 1.0)
    rest = Row(say_count("paths.rest", len(others)), "", value, text, of_largest, ())
    return (*rows[: most - 1], rest)


def _dependence(scope: Scope, which: Quantity, row: int) -> Dependence:
    return dependence(scope.experiment, scope.of_sample(row), which, 0)


def _by_paths(scope: Scope, which: Quantity, row: int, view: View, shown: int) -> Row:
    found = _dependence(scope, which, row)
    rows = path_rows(found, view, row, shown)
    if found.count == 1:
        return rows[0]
    needed = enough_for_sum(parts_of(found), found.total, view.digits, shown=shown)
    written = view.digits + needed.extra
    terms = [enclosed(path.product, written) for path in found.paths[:_MOST_TERMS]]
    is_whole = 0 < found.count <= _MOST_TERMS
    return Row(
        way=say_count("paths.of-one-sample", found.count, sample=row + 1),
        factors=" + ".join(terms) if is_whole else "",
        value=found.total,
        text=result_text(found.total, shown, needed),
        share=0.0,
        lit=tuple(dict.fromkeys(weight for each in rows for weight in each.lit)),
    )


def _by_product(scope: Scope, which: Quantity, row: int, view: View, shown: int) -> Row:
    """Return a sample with what was sent times delta, or delta alone."""
    delta = scope.read(Quantity(Kind.DELTA, which.layer, which.unit, sample=row))
    factors, value = [delta], delta
    if which.source is not None:
        sent = float(scope.step.a(which.layer - 1)[row, which.source])
        factors, value = [sent, delta], delta * sent
    needed = enough_for_product(factors, value, view.digits, shown)
    written = view.digits + needed.extra
    return Row(
        way=say("paths.sample", sample=row + 1),
        factors=" × ".join(enclosed(factor, written) for factor in factors),
        value=value,
        text=result_text(value, shown, needed),
        share=0.0,
        lit=(),
    )
