"""Where everything of the tree of dependence stands: boxes, arrows, and the words on them."""

from functools import partial
from math import inf, isfinite, isnan

from msgspec.structs import replace

from engine.story.chain.tree import Branch, Tree
from engine.text.covered import covered
from engine.text.names import name
from engine.text.numbers import DASH, short
from engine.text.recomputed import APPROXIMATELY, EQUALS
from engine.written.quantity import Kind, Quantity
from gui.chain.apart import are_apart, words_of
from gui.chain.last_factor import with_last_factors
from gui.chain.lying import ENDING, MARGIN, depth_of, lies_best, most_ways
from gui.chain.shapes import BOX_HEIGHT, TEXT, Link, Share, TreeBox, TreeFrame, width_of_box
from gui.chain.subject import (
    caption,
    explained_by,
    hides_whole,
    is_known,
    local_derivative,
    root_of,
    shown_name,
    tree,
)
from gui.chain.summands import ends_in_loss, is_loss, tree_digits
from gui.draw.letters import text_width
from gui.state.hiding.derived import hides_among, is_hidden, told
from gui.state.run import derived
from gui.state.state import State
from gui.words.catalog import say_count

_MOST_MEANS = 4  # arrows to the loss of the batch that say each that they stand for 1/N
_FULL_TEXT = 150.0  # from here on an arrow carries its symbols as well as its number
_LINE_ROOM, _BESIDE = 14.0, 6.0  # for words between two boxes, and between them and a box


def tree_frame(state: State, width: float, height: float) -> TreeFrame:
    """Lay out the tree: upward where there is height, to the right where there is width.

    Of more ways than have room, the smallest are put together.
    """
    lies = lies_best(state, width, height)
    for ways in range(most_ways(state, width, height, lies), 2, -1):
        frame = laid_tree(state, tree(state, ways), width, height, lies)
        if are_apart(words_of(frame)):
            return frame
    return laid_tree(state, tree(state, 2), width, height, lies)


def laid_tree(state: State, shown: Tree, width: float, height: float, lies: bool) -> TreeFrame:
    """Lay out a tree that may be cut, to the right or upward."""
    return _Layout(state, shown, width, height, lies).frame()


class _Layout:
    """Gives each way its place across, and each generation its place along."""

    def __init__(self, state: State, shown: Tree, width: float, height: float, lies: bool) -> None:
        root = shown.root
        self._state, self._root, self._lies = state, root, lies
        self._paths, self._notation = shown.paths, state.view.notation
        self._along, self._across = (width, height) if lies else (height, width)
        self._depth = depth_of(root)
        self._scope = derived.scope(state)
        self._name = partial(shown_name, self._scope, self._notation)
        # where paths end in a loss: that of the batch, or below it those of its samples
        self._ends = self._depth - self._scope.is_pooled
        self._ending: list[tuple[Branch, tuple[float, float]]] = []
        self._ways = root.leaves
        self._boxes: list[TreeBox] = []
        self._links: list[Link] = []
        self._shares: list[Share] = []
        self._next_way = 0
        self._digits = tree_digits(root, state.view.digits)

    def frame(self) -> TreeFrame:
        self._place(self._root, 0)
        loss = self._scope.loss
        top = self._point(self._across / 2, self._depth)
        if not self._scope.is_pooled:
            self._end(top)
        letter = name(loss, self._notation)
        digits = self._state.view.digits
        explained = explained_by(root_of(self._state))
        known = is_known(self._state, self._root.quantity)
        if explained is not None:
            known = derived.is_known(self._state, explained)
        total = short(self._root.through, digits, sign=True) if known else DASH
        self._boxes.append(self._box(*top, letter, loss, self._root.through, total))
        if known and explained is not None:
            total = told(self._state, explained, total)
        pitch = self._point(0.0, 0)[1] - self._point(0.0, 1)[1]
        frame = TreeFrame(
            tuple(self._boxes),
            tuple(self._links),
            tuple(self._shares),
            caption(self._state, self._paths, self._digits.sign if known else EQUALS, total),
            self._root.through if known else None,
            inf if self._lies else pitch,
        )
        return frame if self._lies else with_last_factors(frame, self._digits, self._across)

    def _point(self, across: float, generation: int) -> tuple[float, float]:
        inset = MARGIN + 26.0 if self._lies else BOX_HEIGHT
        ending = ENDING if self._lies and self._ways > 1 else 0.0
        room = self._along - 2 * inset - ending
        along = inset + room * generation / self._depth
        if generation >= self._ends:
            along += ending
        return (along, across) if self._lies else (across, self._along - along)

    def _place(self, branch: Branch, generation: int) -> tuple[float, float]:
        """Place a branch and all above it; return where it stands."""
        if not branch.branches or ends_in_loss(branch):
            room = self._across - 2 * MARGIN
            across = MARGIN + room * (self._next_way + 0.5) / self._ways
            self._next_way += 1
            x, y = self._point(across, generation)
            if branch.branches:
                if self._ways > 1:
                    self._label(branch, x, y)
                self._ending.append((branch, (x, y)))
        else:
            places = [self._place_sample(each, generation + 1) for each in branch.branches]
            axis = 1 if self._lies else 0
            across = (places[0][axis] + places[-1][axis]) / 2
            x, y = self._point(across, generation)
            for each, place in zip(branch.branches, places, strict=True):
                self._link(branch, each, (x, y), place)
        self._boxes.append(self._of_branch(branch, x, y))
        return x, y

    def _place_sample(self, branch: Branch, generation: int) -> tuple[float, float]:
        """Place a branch; that of a sample among others ends in its own loss, which leads to C."""
        if generation > 1 or not self._scope.is_pooled or branch.quantity is None:
            return self._place(branch, generation)
        place = self._place(branch, generation)
        axis = 1 if self._lies else 0
        ways = [at[axis] for _, at in self._ending]
        end = self._point((ways[0] + ways[-1]) / 2, self._ends)
        loss = self._end(end)
        self._boxes.append(self._of_branch(replace(loss, through=branch.through), *end))
        self._link_to_batch(loss, branch.through, end)
        return place

    def _link_to_batch(self, loss: Branch, through: float, start: tuple[float, float]) -> None:
        """Lead the loss of a sample to C; of many such arrows, one says what all stand for."""
        top = self._point(self._across / 2, self._depth)
        self._link(loss, replace(loss.branches[0], through=through), start, top)
        drawn = [each.quantity.sample for each in self._root.branches if each.quantity is not None]
        assert loss.quantity is not None
        is_middle = loss.quantity.sample == drawn[len(drawn) // 2]
        is_said = len(drawn) <= _MOST_MEANS or is_middle
        mean = f"1/{self._scope.divisor}" if self._scope.is_mean else "1"
        text = (mean if self._links[-1].known else DASH) if is_said else ""
        self._links[-1] = replace(self._links[-1], text=text)

    def _end(self, place: tuple[float, float]) -> Branch:
        """Lead the ways that have come so far to the loss at a place, and return it."""
        for branch, start in self._ending:
            self._link(branch, branch.branches[0], start, place)
        loss = self._ending[0][0].branches[0] if self._ending else self._root
        self._ending = []
        return loss

    def _label(self, branch: Branch, x: float, y: float) -> None:
        """Write the product of a whole path beside its last neuron."""
        text = self._share(branch)
        if text != DASH and branch in self._digits.inexact:
            text = f"{APPROXIMATELY} {text}"
        at = (x + 140, y) if self._lies else (x, y - BOX_HEIGHT / 2 - 8)
        self._shares.append(Share(*at, text, branch.through, self._hides(branch)))

    def _share(self, branch: Branch) -> str:
        """Return what the ways through a branch come to, once all of their numbers are known."""
        known = is_known(self._state, self._root.quantity)
        if not known:
            return DASH
        text = short(branch.through, self._digits.shares, sign=True)
        return covered(text) if self._hides(branch) else text

    def _hides(self, branch: Branch) -> bool:
        """Return whether what the ways through a branch come to is hidden."""
        if branch.quantity is not None:
            return hides_whole(self._state, branch.quantity)
        return any(hides_among(self._state, kind) for kind in (Kind.D_A, Kind.DELTA))

    def _of_branch(self, branch: Branch, x: float, y: float) -> TreeBox:
        value = self._share(branch)
        if branch.quantity is None:
            others = say_count("tree.others", branch.count)
            if self._lies:
                lying = say_count("tree.others-come-to", branch.count, value=value)
                return self._box(x, y, lying, None, branch.through, value)
            # above its box, but below where the loss stands there
            is_under_loss = y < 3 * BOX_HEIGHT
            side = 1 if is_under_loss else -1
            at = x, y + side * (BOX_HEIGHT / 2 + 8)
            self._shares.append(Share(*at, value, branch.through, self._hides(branch)))
            return self._box(x, y, others, None, branch.through, value)
        letter = self._name(branch.quantity)
        return self._box(x, y, letter, branch.quantity, branch.through, value)

    def _box(
        self, x: float, y: float, text: str, quantity: Quantity | None, through: float, share: str
    ) -> TreeBox:
        selected = quantity is not None and replace(quantity, sample=None) == root_of(self._state)
        width = width_of_box(text)
        if not self._lies:
            width = min(width, max(self._across / self._ways - 3, 34.0))
        hides = hides_whole(self._state, quantity)
        return TreeBox(x, y, width, text, quantity, through, share, selected, hides)

    def _link(
        self, below: Branch, above: Branch, start: tuple[float, float], end: tuple[float, float]
    ) -> None:
        tail, head = below.quantity, above.quantity
        known = is_known(self._state, tail)
        total = abs(self._root.through)
        share = abs(above.through) / total if total > 0 else 0.0
        weight = min(share, 1.0) if isfinite(share) else 0.0
        text, is_low = "", False
        ends = is_loss(above) and not is_loss(below) and self._ways > 1
        number = local_derivative(tail, head)
        hides = number is not None and is_hidden(self._state, number)
        if not isnan(above.derivative) and tail is not None and head is not None:
            value = short(above.derivative, self._digits.factors, sign=True)
            value = covered(value) if hides else value
            parallel = start[0] == end[0] and not self._lies
            is_low = parallel and start[1] - end[1] < BOX_HEIGHT + _LINE_ROOM
            wide = self._across / self._ways >= _FULL_TEXT and parallel and not (is_low or ends)
            upper, lower = self._name(head), self._name(tail)
            text = f"∂{upper}/∂{lower} = {value}" if wide and known else value
            text = text if known else DASH
        if ends and self._lies:
            text_at = start[0] + 58.0, start[1]
            start = start[0] + ENDING + 10, start[1]
        else:
            text_at = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
        if text and is_low and not ends:  # no line has room between the boxes: beside them
            wider = max(width_of_box(upper), width_of_box(lower))
            text_at = text_at[0] + (wider + text_width(text, TEXT)) / 2 + _BESIDE, text_at[1]
        self._links.append(
            Link(*start, *end, text, *text_at, tail, head, above.derivative, weight, known, hides)
        )
