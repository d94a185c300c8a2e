"""Where everything of the tree of dependence stands: boxes, arrows, and the words on them."""

from functools import lru_cache
from math import isfinite, isnan

from engine.run.training import Run
from engine.story.chain.tree import Branch, Tree, grow
from engine.text.names import name
from engine.text.numbers import DASH, short
from engine.written.quantity import Kind, Quantity, gradient_of
from gui.chain.shapes import Link, Share, TreeBox, TreeFrame
from gui.state.run import derived
from gui.state.state import State
from gui.words.catalog import say, say_count

WAY, FLAT_WAY = 78.0, 30.0  # the room one way to the loss needs, upright and lying
MARGIN = 14.0
BOX_HEIGHT = 22.0
_LETTER, _BOX_PADDING = 6.6, 12.0
_FULL_TEXT = 150.0  # from here on an arrow carries its symbols as well as its number
_LEAST_ROOM = 60.0  # px above a path's product for the last derivative as well
_ENDING = 190.0  # of a lying tree with several paths: the last derivative and the product


def root_of(state: State) -> Quantity:
    """Return what the tree begins with: the selection, a neuron by its z."""
    selected = state.selected
    if selected is None:
        return derived.parameter(state)
    if selected.kind is Kind.A:
        return Quantity(Kind.Z, selected.layer, selected.unit)
    return selected


def explained_by(root: Quantity) -> Quantity | None:
    """Return the number that the tree explains; that of an input is never part of a step."""
    if root.kind in (Kind.WEIGHT, Kind.BIAS):
        return gradient_of(root)
    return Quantity(Kind.DELTA, root.layer, root.unit) if root.kind is Kind.Z else None


@lru_cache(maxsize=8)
def _tree(run: Run, step: int, root: Quantity, row: int, most: int) -> Tree:
    return grow(run.settings(step), derived.trace_of(run, step), root, row, most)


def tree(state: State, most: int) -> Tree:
    """Return the tree of the moment on screen with at most so many ways."""
    return _tree(state.document.run, state.cursor.step, root_of(state), derived.row(state), most)


def tree_frame(state: State, width: float, height: float) -> TreeFrame:
    """Lay out the tree: upward where there is height, to the right where there is width."""
    lies = width > 1.5 * height
    across = height if lies else width
    way = FLAT_WAY if lies else WAY
    most = max(int((across - 2 * MARGIN) / way), 2)
    return _Layout(state, tree(state, most), width, height, lies).frame()


class _Layout:
    """Gives each way its place across, and each generation its place along."""

    def __init__(self, state: State, shown: Tree, width: float, height: float, lies: bool) -> None:
        root = shown.root
        self._state, self._root, self._lies = state, root, lies
        self._paths, self._notation = shown.paths, state.view.notation
        self._along, self._across = (width, height) if lies else (height, width)
        self._depth = _depth(root)
        self._ways = root.leaves
        self._boxes: list[TreeBox] = []
        self._links: list[Link] = []
        self._shares: list[Share] = []
        self._next_way = 0

    def frame(self) -> TreeFrame:
        self._place(self._root, 0)
        loss = Quantity(Kind.LOSS)
        x, y = self._point(self._across / 2, self._depth)
        letter = self._notation.loss
        self._boxes.append(self._box(x, y, letter, loss, self._root.through, ""))
        digits = self._state.view.digits
        root, explained = self._root.quantity, explained_by(root_of(self._state))
        assert root is not None
        known = explained is None or derived.is_known(self._state, explained)
        total = short(self._root.through, digits, sign=True) if known else DASH
        gradient = f"∂{letter}/∂{name(root, self._notation)}"
        return TreeFrame(
            tuple(self._boxes),
            tuple(self._links),
            tuple(self._shares),
            self._caption(gradient, total),
            self._root.through if known else None,
        )

    def _caption(self, gradient: str, total: str) -> str:
        """Return what the tree comes to, of a batch for which sample."""
        places = {"gradient": gradient, "total": total, "sample": derived.row(self._state) + 1}
        if len(derived.trace(self._state).x) > 1:
            if self._paths == 1:
                return say("tree.product-of-sample", **places)
            return say_count("tree.sum-of-sample", self._paths, **places)
        if self._paths == 1:
            return say("tree.product", **places)
        return say_count("tree.sum", self._paths, **places)

    def _point(self, across: float, generation: int) -> tuple[float, float]:
        inset = MARGIN + 26.0 if self._lies else BOX_HEIGHT
        ending = _ENDING if self._lies and self._ways > 1 else 0.0
        room = self._along - 2 * inset - ending
        along = inset + room * generation / self._depth
        if generation == self._depth:
            along += ending
        return (along, across) if self._lies else (across, self._along - along)

    def _place(self, branch: Branch, generation: int) -> tuple[float, float]:
        """Place a branch and all above it; return where it stands."""
        if not branch.branches or branch.branches[0].quantity == Quantity(Kind.LOSS):
            room = self._across - 2 * MARGIN
            across = MARGIN + room * (self._next_way + 0.5) / self._ways
            self._next_way += 1
            x, y = self._point(across, generation)
            if branch.branches:
                if self._ways > 1:
                    self._label(branch, x, y)
                top = self._point(self._across / 2, self._depth)
                self._link(branch, branch.branches[0], (x, y), top)
        else:
            places = [self._place(each, generation + 1) for each in branch.branches]
            axis = 1 if self._lies else 0
            across = (places[0][axis] + places[-1][axis]) / 2
            x, y = self._point(across, generation)
            for each, place in zip(branch.branches, places, strict=True):
                self._link(branch, each, (x, y), place)
        self._boxes.append(self._of_branch(branch, x, y))
        return x, y

    def _label(self, branch: Branch, x: float, y: float) -> None:
        """Write the product of a whole path beside its last neuron."""
        known = _is_known(self._state, self._root.quantity)
        text = short(branch.through, self._state.view.digits, sign=True) if known else DASH
        at = (x + 140, y) if self._lies else (x, y - BOX_HEIGHT / 2 - 8)
        self._shares.append(Share(*at, text, branch.through))

    def _of_branch(self, branch: Branch, x: float, y: float) -> TreeBox:
        digits = self._state.view.digits
        if branch.quantity is None:
            others = say_count("tree.others", branch.count)
            value = short(branch.through, 2, sign=True)
            if self._lies:
                lying = say_count("tree.others-come-to", branch.count, value=value)
                return self._box(x, y, lying, None, branch.through, value)
            # above its box, but below where the loss stands there
            is_under_loss = y < 3 * BOX_HEIGHT
            side = 1 if is_under_loss else -1
            self._shares.append(Share(x, y + side * (BOX_HEIGHT / 2 + 8), value, branch.through))
            return self._box(x, y, others, None, branch.through, value)
        share = short(branch.through, digits, sign=True)
        return self._box(
            x, y, name(branch.quantity, self._notation), branch.quantity, branch.through, share
        )

    def _box(
        self, x: float, y: float, text: str, quantity: Quantity | None, through: float, share: str
    ) -> TreeBox:
        selected = quantity is not None and quantity == root_of(self._state)
        width = max(len(text) * _LETTER + _BOX_PADDING, 30.0)
        if not self._lies:
            width = min(width, max(self._across / self._ways - 3, 34.0))
        return TreeBox(x, y, width, text, quantity, through, share, selected)

    def _link(
        self, below: Branch, above: Branch, start: tuple[float, float], end: tuple[float, float]
    ) -> None:
        tail, head = below.quantity, above.quantity
        known = _is_known(self._state, tail)
        total = abs(self._root.through)
        share = abs(above.through) / total if total > 0 else 0.0
        weight = min(share, 1.0) if isfinite(share) else 0.0
        text = ""
        if not isnan(above.derivative) and tail is not None and head is not None:
            value = short(above.derivative, self._state.view.digits, sign=True)
            parallel = start[0] == end[0] and not self._lies
            wide = self._across / self._ways >= _FULL_TEXT and parallel
            upper, lower = name(head, self._notation), name(tail, self._notation)
            text = f"∂{upper}/∂{lower} = {value}" if wide and known else value
            text = text if known else DASH
        ends = head is not None and head.kind is Kind.LOSS and self._ways > 1
        if ends and abs(start[1] - end[1]) < _LEAST_ROOM and not self._lies:
            text = ""  # the product of the path stands there; pointing at the arrow tells
        if ends and self._lies:
            text_at = start[0] + 58.0, start[1]
            start = start[0] + _ENDING + 10, start[1]
        else:
            along = 0.62 if ends else 0.5
            text_at = (
                start[0] + along * (end[0] - start[0]),
                start[1] + along * (end[1] - start[1]),
            )
        self._links.append(
            Link(*start, *end, text, *text_at, tail, head, above.derivative, weight, known)
        )


def _is_known(state: State, tail: Quantity | None) -> bool:
    """Return whether the derivative of what follows by `tail` has been used by now."""
    if tail is None:
        return True
    kinds = {
        Kind.WEIGHT: Kind.D_WEIGHT,
        Kind.BIAS: Kind.D_BIAS,
        Kind.Z: Kind.DELTA,
        Kind.A: Kind.D_A,
    }
    if tail.kind not in kinds:
        return derived.is_known(state, Quantity(Kind.DELTA, 1, 0))
    return derived.is_known(state, Quantity(kinds[tail.kind], tail.layer, tail.unit, tail.source))


def _depth(branch: Branch) -> int:
    return 1 + max((_depth(each) for each in branch.branches), default=-1)
