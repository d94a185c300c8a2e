"""The chain-rule panels show where a gradient comes from, and lead into the network and back."""

import re
from itertools import combinations, pairwise
from itertools import product as every

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from engine.experiment import Experiment, Training, UpdateRule
from engine.text.numbers import DASH, short
from engine.written.quantity import Kind, Quantity, parse
from gui.chain.apart import are_apart, boxes_of, words_of
from gui.chain.frame import tree_frame
from gui.chain.last_factor import ends
from gui.chain.on_page import page_tree
from gui.chain.paint import paint_tree
from gui.chain.paths import path_list
from gui.chain.paths_view import PathsView
from gui.chain.shapes import BOX_HEIGHT, Link, TreeBox, TreeFrame
from gui.chain.view import TreeDrawing, TreeView, selection, tip
from gui.disk import files
from gui.draw.letters import text_width
from gui.look.theme import LIGHT
from gui.network.frame import frame
from gui.state.experiment import editing
from gui.state.run import actions, derived
from gui.state.state import State, first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.words.catalog import spoken
from tests.networks import mazur, random_experiment
from tests.reader import number as read

EXAMPLES = [example.name for example in files.examples()]


def _end(experiment: Experiment, selected: str | None = None) -> State:
    state = actions.last_beat(first_state(experiment))
    return view_actions.select(state, None if selected is None else parse(selected))


def _crosses(one: Link, other: Link) -> bool:
    """Return whether two arrows cross between their ends."""

    def side(link: Link, x: float, y: float) -> float:
        return (link.to_x - link.x) * (y - link.y) - (link.to_y - link.y) * (x - link.x)

    return (
        side(one, other.x, other.y) * side(one, other.to_x, other.to_y) < -1e-6
        and side(other, one.x, one.y) * side(other, one.to_x, one.to_y) < -1e-6
    )


def _overlap(one: TreeBox, other: TreeBox) -> bool:
    wide = (one.width + other.width) / 2
    return abs(one.x - other.x) < wide - 1 and abs(one.y - other.y) < BOX_HEIGHT - 1


@pytest.mark.parametrize("size", [(1400.0, 760.0), (340.0, 420.0), (860.0, 250.0), (1240.0, 640.0)])
@pytest.mark.parametrize("sizes", [(1, 1), (2, 2, 2), (3, 4, 4, 2), (4, 6, 6, 3), (64, 32, 10)])
def test_no_two_arrows_cross_and_no_boxes_overlap(
    sizes: tuple[int, ...], size: tuple[float, float]
) -> None:
    drawn = tree_frame(_end(random_experiment(1, sizes), "w[1,0,0]"), *size)
    assert not [pair for pair in combinations(drawn.links, 2) if _crosses(*pair)]
    assert not [pair for pair in combinations(drawn.boxes, 2) if _overlap(*pair)]
    for box in drawn.boxes:
        assert box.x - box.width / 2 >= 0
        assert box.x + box.width / 2 <= size[0]
        assert BOX_HEIGHT / 2 <= box.y <= size[1] - BOX_HEIGHT / 2 + 1


def test_up_to_4_6_6_3_every_path_is_drawn_in_full_size() -> None:
    state = _end(random_experiment(1, (4, 6, 6, 3)), "w[1,2,1]")
    drawn = tree_frame(state, 1400.0, 760.0)
    assert len(drawn.shares) == 18
    assert all(box.quantity is not None for box in drawn.boxes)


@pytest.mark.parametrize("size", [(340.0, 420.0), (860.0, 250.0)])
def test_what_ways_come_to_is_not_told_before_it_is_known_nor_of_those_put_together(
    size: tuple[float, float],
) -> None:
    state = _end(random_experiment(1, (64, 32, 10)), "w[1,2,1]")
    gradient = parse("dw[1,2,1]")
    for beat in range(len(derived.beats(state))):
        seen = actions.go_to(state, 0, beat, 1.0)
        drawn = tree_frame(seen, *size)
        told = {share.text for share in drawn.shares} | {box.share for box in drawn.boxes}
        assert (told - {""} == {DASH}) != derived.is_known(seen, gradient)
        others = next(box.text for box in drawn.boxes if box.quantity is None)
        assert re.search(r"\d\.\d", others) is None or derived.is_known(seen, gradient)


def test_a_large_network_says_how_many_neurons_are_put_together_and_what_they_carry() -> None:
    state = _end(random_experiment(1, (64, 32, 10)), "w[1,2,1]")
    drawn = tree_frame(state, 340.0, 420.0)
    others = next(box for box in drawn.boxes if box.quantity is None)
    assert others.text == f"{10 - (len(drawn.shares) - 1)} others"
    assert others.share in [share.text for share in drawn.shares]
    lying = tree_frame(state, 860.0, 250.0)
    assert next(box for box in lying.boxes if box.quantity is None).text.count("others: ") == 1


@pytest.mark.parametrize("name", EXAMPLES)
def test_tree_paths_and_trace_agree_to_the_shown_digits_on_every_example(name: str) -> None:
    first = actions.last_beat(first_state(files.read(files.resolve(name))))
    sizes = first.document.experiment.network.sizes
    trace = derived.trace(first)
    for layer in range(1, len(sizes)):
        for source in (0, None):
            kind = Kind.BIAS if source is None else Kind.WEIGHT
            state = view_actions.select(first, Quantity(kind, layer, 0, source))
            sent = np.ones(len(trace.x)) if source is None else trace.a(layer - 1)[:, source]
            shares = trace.layers[layer - 1].delta[:, 0] * sent
            in_place = first.document.experiment.training.update_rule is UpdateRule.IN_PLACE
            whole = view_actions.show_whole_batch(state)
            for shown, number in ((state, len(shares) * shares[0]), (whole, shares.sum())):
                listed = path_list(shown)
                assert listed.gradient == short(float(number), 4, sign=True)
                assert listed.agrees or in_place
                assert f"= {listed.total}" in tree_frame(shown, 900.0, 300.0).caption


def test_the_paths_of_mazurs_w1_are_the_printed_ones() -> None:
    state = view_actions.set_digits(_end(mazur(), "w[1,0,0]"), 6)
    listed = path_list(state)
    assert [row.text for row in listed.rows] == ["+0.000668396", "−0.000229828"]
    assert listed.total == listed.gradient == "+0.000438568"
    assert listed.rows[0].share == 1
    assert listed.rows[0].lit == (parse("w[1,0,0]"), parse("w[2,0,0]"))


def test_the_factors_written_multiply_to_the_path() -> None:
    state = view_actions.set_digits(_end(random_experiment(4, (2, 3, 3, 2)), "w[1,1,0]"), 10)
    for row in path_list(state).rows:
        product = 1.0
        for factor in row.factors.split(" × "):
            product *= float(factor.strip("()").replace("−", "-"))
        assert product == pytest.approx(row.value, rel=1e-8)


def test_an_in_place_update_is_told_as_a_difference() -> None:
    experiment = mazur(Training(0.5, train_biases=False, update_rule=UpdateRule.IN_PLACE))
    listed = path_list(_end(experiment, "w[1,0,0]"))
    assert listed.total == "+0.0004386"
    assert not listed.agrees


def test_before_the_gradient_is_known_there_are_dashes() -> None:
    state = view_actions.select(actions.go_to(first_state(mazur()), 0, 8, 1.0), parse("w[1,0,0]"))
    listed = path_list(state)
    assert {row.text for row in listed.rows} == {DASH}
    assert listed.total == DASH
    assert tree_frame(state, 340.0, 420.0).caption.split(" = ")[1].startswith(DASH)


@pytest.mark.parametrize("selected", ["w[1,0,0]", "x[0,0]", "a[1,0]"])
def test_a_tree_tells_no_number_and_no_sign_before_it_is_known(selected: str, qtbot: QtBot) -> None:
    begun = view_actions.select(first_state(mazur()), parse(selected))
    drawing = TreeDrawing(Store(begun))
    qtbot.addWidget(drawing)
    drawing.resize(520, 420)
    shown = drawing.current_frame()
    assert shown.caption.endswith(f"= {DASH}")
    assert all(tip(box, begun.view.notation).endswith(f": {DASH}") for box in shown.boxes)
    picture = drawing.grab().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(420)}
    assert not colours & {LIGHT.gradient_positive, LIGHT.gradient_negative}


def test_arrows_light_up_as_the_beats_reach_them() -> None:
    state = view_actions.select(first_state(mazur()), parse("w[1,0,0]"))
    beats, counts = len(derived.beats(state)), []
    for beat in range(beats):
        drawn = tree_frame(actions.go_to(state, 0, beat, 1.0), 340.0, 420.0)
        counts.append(sum(link.known for link in drawn.links))
    assert counts[0] == 0
    assert counts == sorted(counts)
    assert counts[-1] == len(drawn.links) == 8
    assert len(set(counts)) >= 5  # C, then a, z, a again, z, w


def test_changing_a_weight_changes_tree_and_paths_at_once() -> None:
    before = _end(mazur(), "w[1,0,0]")
    after = actions.last_beat(actions.next_step(before))
    assert tree_frame(before, 340.0, 420.0).caption != tree_frame(after, 340.0, 420.0).caption
    assert path_list(before).total != path_list(after).total


@pytest.fixture
def store() -> Store:
    return Store(_end(mazur(), "w[1,0,0]"))


def _box(drawn: TreeFrame, quantity: str) -> TreeBox:
    return next(box for box in drawn.boxes if str(box.quantity) == quantity)


def test_clicking_a_box_or_an_arrow_selects_it_in_the_network(store: Store, qtbot: QtBot) -> None:
    view = TreeView(store)
    qtbot.addWidget(view)
    view.resize(340, 460)
    view.show()
    qtbot.waitUntil(lambda: "2 paths" in view.caption)
    drawing = view.drawing
    box = _box(drawing.current_frame(), "a[2,1]")
    place = QPoint(round(box.x), round(box.y))
    qtbot.mouseClick(drawing, Qt.MouseButton.LeftButton, pos=place)
    assert store.state.selected == parse("a[2,1]")
    store.apply(view_actions.select, parse("w[1,0,0]"))
    links = drawing.current_frame().links
    link = next(each for each in links if str(each.head) == "z[2,1]")
    middle = QPoint(round((link.x + link.to_x) / 2), round((link.y + link.to_y) / 2))
    qtbot.mouseClick(drawing, Qt.MouseButton.LeftButton, pos=middle)
    assert store.state.selected == parse("w[2,1,0]")


def test_selecting_in_the_network_changes_the_tree(store: Store) -> None:
    store.apply(view_actions.select, parse("a[2,0]"))
    drawn = tree_frame(store.state, 340.0, 420.0)
    assert drawn.boxes[-2].is_selected
    assert "∂C/∂z₁⁽²⁾" in drawn.caption
    assert drawn.total == pytest.approx(0.138498562, abs=1e-9)


def test_the_loss_cannot_be_selected(store: Store) -> None:
    drawn = tree_frame(store.state, 340.0, 420.0)
    assert selection(_box(drawn, "C")) is None


def test_pointing_at_a_path_lights_it_up_in_the_network(store: Store, qtbot: QtBot) -> None:
    view = PathsView(store)
    qtbot.addWidget(view)
    view.resize(340, 400)
    view.show()
    dark = frame(store.state, LIGHT, 700.0, 400.0)
    qtbot.mouseMove(view.rows.viewport(), QPoint(60, 60))
    qtbot.mouseMove(view.rows.viewport(), QPoint(62, 62))
    qtbot.waitUntil(lambda: len(store.state.lit) > 0)
    assert store.state.lit == (parse("w[1,0,0]"), parse("w[2,1,0]"))
    lit = frame(store.state, LIGHT, 700.0, 400.0)
    assert len(lit.below.lines) > len(dark.below.lines)
    view.hide()
    qtbot.waitUntil(lambda: len(store.state.lit) == 0)


def test_the_keys_go_through_the_paths_and_their_words_say_them(store: Store, qtbot: QtBot) -> None:
    view = PathsView(store)
    qtbot.addWidget(view)
    view.resize(340, 400)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view.rows.setFocus()
    listed = path_list(store.state).rows
    qtbot.keyClick(view.rows, Qt.Key.Key_Down)
    assert store.state.lit == listed[view.rows.currentIndex().row()].lit
    qtbot.keyClick(view.rows, Qt.Key.Key_Down)
    assert view.rows.currentIndex().row() == 1
    assert store.state.lit == listed[1].lit
    model = view.rows.model()
    said = [model.data(model.index(row, 0)) for row in range(model.rowCount())]
    assert said == [f"{row.way}: {row.text}" for row in listed]
    assert model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole) == listed[0].factors
    store.apply(actions.previous_beat)  # as many paths as before: the current one stays
    assert view.rows.currentIndex().row() == 1
    view.rows.clearFocus()
    assert store.state.lit == ()


def test_a_path_stays_lit_as_what_it_is_when_another_weight_is_selected(
    store: Store, qtbot: QtBot
) -> None:
    view = PathsView(store)
    qtbot.addWidget(view)
    view.resize(340, 400)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view.rows.setFocus()
    qtbot.keyClick(view.rows, Qt.Key.Key_Down)
    store.apply(view_actions.select, parse("w[1,1,0]"))
    wanted = path_list(store.state).rows[view.rows.currentIndex().row()].lit
    qtbot.waitUntil(lambda: store.state.lit == wanted)


def _exploded() -> State:
    """Return a state whose numbers are at the end of what a float64 can hold."""
    state = editing.set_parameter(_end(random_experiment(4), "w[1,0,0]"), parse("w[1,0,0]"), 1e200)
    return editing.set_parameter(state, parse("w[2,0,0]"), -1e300)


def test_numbers_beyond_all_bounds_are_drawn_without_an_error(qtbot: QtBot) -> None:
    state = actions.go_to(_exploded(), 0, 10, 1.0)
    store = Store(state)
    for view in (TreeView(store), PathsView(store)):
        qtbot.addWidget(view)
        view.resize(340, 420)
        view.show()
        qtbot.waitExposed(view)
        assert not view.grab().isNull()
    assert all(0 <= link.weight <= 1 for link in tree_frame(state, 340, 420).links)
    assert all(0 <= row.share <= 1 for row in path_list(state).rows)


@pytest.mark.parametrize("height", [150.0, 170.0, 200.0, 260.0])
def test_in_a_low_panel_no_number_of_the_tree_lies_on_a_box(height: float) -> None:
    state = actions.last_beat(first_state(files.read(files.resolve("xor-2-4-1"))))
    shown = tree_frame(view_actions.select(state, parse("w[1,2,0]")), 300.0, height)
    assert len(shown.links) == 5
    for word in words_of(shown):
        assert all(are_apart((word, box)) for box in boxes_of(shown))
        assert word[0] + word[2] / 2 <= 300


@pytest.mark.parametrize("size", [(366.0, 185.0), (390.0, 230.0), (520.0, 340.0), (700.0, 500.0)])
@pytest.mark.parametrize("whole", [False, True])
def test_every_way_says_its_last_derivative_as_well_and_nothing_lies_on_it(
    qtbot: QtBot, size: tuple[float, float], whole: bool
) -> None:
    state = _of_two_samples() if whole else actions.last_beat(first_state(mazur()))
    state = view_actions.select(state, parse("w[1,0,0]"))
    drawing = TreeDrawing(Store(state))
    qtbot.addWidget(drawing)
    drawing.resize(*map(int, size))
    for shown in (tree_frame(state, *size), drawing.current_frame(), page_tree(state, *size).frame):
        last = [link for link in shown.links if ends(link)]
        assert len(last) == 2
        for link in last:
            assert float(read(link.text.rpartition(" ")[2])) == pytest.approx(
                link.derivative, rel=1e-3
            )
        own = words_of(replace(shown, links=tuple(last)))  # with the products of the paths
        others = words_of(replace(shown, links=tuple(set(shown.links) - set(last)), shares=()))
        assert are_apart(own)
        assert all(are_apart(each) for each in every(own, (*others, *boxes_of(shown))))


@pytest.mark.parametrize("height", [140, 160, 185, 230])
@pytest.mark.parametrize("name", ["iris-4-5-3", "deep-3-4-4-2"])
def test_in_a_low_panel_no_number_hides_behind_a_box(name: str, height: int, qtbot: QtBot) -> None:
    state = actions.last_beat(first_state(files.read(files.resolve(name))))
    state = view_actions.show_whole_batch(view_actions.select(state, parse("w[1,0,0]")))
    drawing = TreeDrawing(Store(state))
    qtbot.addWidget(drawing)
    drawing.resize(366, height)
    shown = drawing.current_frame()
    glyphs = [(x, y, width, 6.0) for x, y, width, _ in words_of(shown)]
    assert all(are_apart(each) for each in every(glyphs, boxes_of(shown)))
    assert are_apart(words_of(shown))


@pytest.mark.parametrize("height", [165, 190, 260])
@pytest.mark.parametrize("whole", [False, True])
def test_in_a_low_panel_no_box_lies_on_another(height: int, whole: bool, qapp: object) -> None:
    """As of the network of four layers in a window of 1024 x 768: the ground is seen between."""
    state = actions.last_beat(first_state(files.read(files.resolve("deep-3-4-4-2"))))
    state = view_actions.select(state, parse("w[1,3,2]"))
    shown = tree_frame(view_actions.show_whole_batch(state) if whole else state, 340, height)
    picture = QImage(340 * 8, height * 8, QImage.Format.Format_RGB32)
    ground = QColor(LIGHT.control_hover)
    picture.fill(ground)
    with QPainter(picture) as painter:
        painter.scale(8, 8)
        paint_tree(replace(shown, links=(), shares=()), painter, LIGHT)
    boxes = sorted(shown.boxes, key=lambda box: (box.x, box.y))
    stacks = [(above, below) for above, below in pairwise(boxes) if above.x == below.x]
    assert stacks
    for above, below in stacks:
        x = round(8 * (below.x + min(below.width, above.width) / 4))
        between = range(round(8 * above.y), round(8 * below.y))
        assert any(picture.pixelColor(x, y) == ground for y in between)


def test_chinese_words_have_room_in_their_boxes(qapp: object) -> None:
    with spoken("zh"):
        state = actions.last_beat(first_state(files.read(files.resolve("deep-3-4-4-2"))))
        shown = tree_frame(view_actions.select(state, parse("w[1,3,2]")), 340, 190)
    others = [box for box in shown.boxes if box.quantity is None]
    assert others
    for box in others:
        assert text_width(box.text, 11.0) + 10 <= box.width


def test_the_last_derivative_stands_where_it_will_while_it_is_a_dash() -> None:
    ended = view_actions.select(actions.last_beat(first_state(mazur())), parse("w[1,0,0]"))
    begun = actions.go_to(ended, 0, 0, 1.0)
    places = [
        [(link.text_x, link.text_y) for link in tree_frame(state, 390.0, 230.0).links if ends(link)]
        for state in (begun, ended)
    ]
    assert places[0] == places[1]


def _of_two_samples() -> State:
    experiment = random_experiment(3, (2, 3, 1), samples=2, training=Training(0.1, None))
    return view_actions.show_whole_batch(actions.last_beat(first_state(experiment)))
