"""Nothing hidden is painted or said anywhere, until somebody or the next beat reveals it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from engine.experiment import Experiment, Training
from engine.story.beats import revealed
from engine.text.covered import as_wide, covered, said, without
from engine.text.file.document import write_experiment
from engine.text.latex import derivation_to_latex
from engine.text.numbers import full, short
from engine.text.plain import derivation_to_text
from engine.text.sheets.formats import tables_as
from engine.text.sheets.matrices import matrices_document
from engine.written.quantity import Kind, Quantity, parse, with_sample
from gui.covered_tables import covered_tables
from gui.draw.letters import text_width
from gui.figures import SHEETS
from gui.formula.fonts import metrics
from gui.formula.layout import GlyphRun, lay_out
from gui.formula.view import FormulaView
from gui.look.theme import LIGHT
from gui.network.card import rows
from gui.network.told import told_items
from gui.panels.comparison import comparisons
from gui.panels.control_cover import ControlCover
from gui.panels.explain import explanation
from gui.panels.explanation import ExplanationPanel
from gui.presenting.choice import ScreenChoice
from gui.presenting.screen import Screen
from gui.state.curve import actions as curve_actions
from gui.state.experiment import editing
from gui.state.hiding import actions as hiding
from gui.state.hiding.derived import is_hidden
from gui.state.run import actions, derived
from gui.state.state import State, first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.views import FIGURES, VIEWS
from gui.window.window import Window
from gui.words.catalog import say, spoken
from gui.words.hiding import control_name
from main import main
from tests.gui.drawn_texts import DrawnText, drawn_texts
from tests.networks import mazur, random_experiment
from tests.windows import lent, put_back

W = TypeVar("W", bound=QWidget)
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?")
_SIZE = 900, 600
_DW_BEAT = 8  # of layer 2 in the 2-2-2 example
BATCH = random_experiment(31, samples=4, training=Training(0.1, batch_size=3))


@pytest.fixture(autouse=True)
def _application(qapp: QApplication) -> None:
    """Letters are painted once there is an application."""


def _numbers(state: State) -> list[Quantity]:
    """Return every number of the step on screen."""
    shape = state.document.experiment.network.shape
    found = [Quantity(Kind.TARGET, shape.layers[-1], unit) for unit in range(shape.sizes[-1])]
    for at in shape.places():
        kind = Kind.BIAS if at.source is None else Kind.WEIGHT
        found.append(Quantity(kind, at.layer, at.unit, at.source))
    for beat in derived.beats(state):
        found += revealed(beat, shape)
    return list(dict.fromkeys(found))


def _values(state: State, number: Quantity) -> set[float]:
    """Return a number as it is shown, that of the batch, and those of all samples."""
    scope = derived.scope(state)
    found = {scope.value(number), scope.read(number)}
    if scope.samples > 1 and with_sample(number, 0) != number:
        found |= {scope.read(with_sample(number, row)) for row in range(scope.samples)}
    return {abs(each) for each in found}


def _written(values: set[float]) -> set[str]:
    return {short(each, digits) for each in values for digits in range(4, 10)} | set(
        map(full, values)
    )


def _telling(state: State, *kinds: Kind) -> set[str]:
    """Return the numbers of kinds as they may be written, but for those that others have too."""
    hidden, others = set[str](), set[str]()
    for number in _numbers(state):
        written = _written(_values(state, number))
        if number.kind in kinds:
            hidden |= written
        else:
            others |= written
    return {each for each in hidden - others if len(each.replace(".", "").lstrip("0")) > 2}


def _found_in(texts: list[str], telling: set[str]) -> set[str]:
    return {each for text in texts for each in _NUMBER.findall(text)} & telling


def _at_the_end(experiment: Experiment, selected: str | None, *hidden: str) -> State:
    state = actions.last_beat(first_state(experiment))
    if selected is not None:
        state = view_actions.select(state, parse(selected))
    return replace(state, document=replace(state.document, hidden=hidden))


def _drawn(key: str, state: State) -> list[DrawnText]:
    figure = VIEWS[key].figure
    assert figure is not None
    paint = figure()
    return drawn_texts(lambda painter: paint(painter, state, LIGHT, *map(float, _SIZE)), *_SIZE)


def _formulas(state: State) -> list[str]:
    """Return what the panel with the formulas says, is read out and gives to be copied."""
    found, digits = [], state.view.digits
    for block in explanation(state).blocks:
        laid = lay_out(block.equations, metrics(), 20.0, 600.0, digits)
        found += [piece.text for piece in laid.pieces if isinstance(piece, GlyphRun)]
        found.append(derivation_to_text(block.equations, digits))
        found.append(derivation_to_latex(block.equations, digits))
    return found


def _said(state: State) -> list[str]:
    """Return what a screen reader is told, and what is shown beside the pointer."""
    items = told_items(state)
    texts = [f"{item.name} {item.description}" for item in items]
    for item in items:
        if item.item is not None and item.item.kind in view_actions.SELECTABLE:
            texts += [row[2] for row in rows(state, item.item)]
    texts += [f"{each.printed} {each.ours}" for each in comparisons(state)]
    return texts


def _everywhere(state: State) -> list[str]:
    texts = [each.text for key in FIGURES for each in _drawn(key, state)]
    return texts + _formulas(state) + _said(state)


@pytest.mark.parametrize(
    ("selected", "kinds"),
    [
        ("w[2,0,0]", (Kind.D_WEIGHT,)),
        ("w[2,0,0]", (Kind.A, Kind.A_AFTER)),
        ("a[1,0]", (Kind.DELTA, Kind.D_BIAS)),  # which are the same here
        ("a[2,0]", (Kind.D_A,)),
        ("b[2,0]", (Kind.LOSS, Kind.SAMPLE_LOSS)),
        (None, (Kind.Z,)),
    ],
)
def test_no_figure_and_no_sentence_has_a_hidden_number(
    selected: str | None, kinds: tuple[Kind, ...]
) -> None:
    state = _at_the_end(mazur(), selected, *(kind.value for kind in kinds))
    telling = _telling(state, *kinds)
    assert not _found_in(_everywhere(state), telling)
    assert _found_in(_everywhere(hiding.reveal_all(state)), telling)  # or nothing were proved


@pytest.mark.parametrize(
    ("kind", "whole"), [(Kind.D_WEIGHT, False), (Kind.DELTA, True), (Kind.Z, True)]
)
def test_nor_has_one_of_a_batch(kind: Kind, whole: bool) -> None:
    state = _at_the_end(BATCH, "w[1,0,0]", kind.value)
    if whole:
        state = view_actions.show_whole_batch(state)
    assert not _found_in(_everywhere(state), _telling(state, kind))


def test_one_number_alone_is_hidden_wherever_it_stands() -> None:
    state = _at_the_end(mazur(), "w[2,0,0]", "dw[2,0,0]")
    own = _written({abs(derived.scope(state).value(parse("dw[2,0,0]")))})
    other = _written({abs(derived.scope(state).value(parse("dw[2,0,1]")))})
    texts = _everywhere(state)
    assert not _found_in(texts, own)
    assert _found_in(texts, other)


def test_a_difference_as_good_as_the_hidden_gradient_is_not_told_either(
    same: Window, qtbot: QtBot
) -> None:
    window = _window(same, "dw")
    state = _at_the_end(mazur(), "w[2,1,0]", "dw")
    told = f"{abs(derived.scope(state).value(parse('dw[2,1,0]'))):.5f}"  # and more digits of it
    for central in (False, True):
        near = curve_actions.set_distance(curve_actions.set_central(state, central), 1e-6)
        assert not any(told in each.text for each in _drawn("secant", near))
        assert any(told in each.text for each in _drawn("secant", hiding.reveal_all(near)))

    window.store.apply(view_actions.select, parse("w[2,1,0]"))
    window.store.apply(actions.go_to, 0, _DW_BEAT, 1.0)
    panel = window.desk.view("explanation")
    assert isinstance(panel, ExplanationPanel)
    check = panel.check
    qtbot.mouseClick(check.button, Qt.MouseButton.LeftButton)
    assert "✓" in check.text()
    assert told not in check.text()
    qtbot.keyClick(window, Qt.Key.Key_H, Qt.KeyboardModifier.ShiftModifier)
    assert told in check.text()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_said_of_a_hidden_number_is_that_it_is_hidden(language: str) -> None:
    with spoken(language):
        state = _at_the_end(mazur(), None, "dw")
        said_of_it = next(each.name for each in told_items(state) if each.item == parse("w[2,0,0]"))
        kind = say("kind.d-weight")
        assert say("spoken.number-hidden", kind=kind) in said_of_it
        assert not _found_in(_everywhere(state), _telling(state, Kind.D_WEIGHT))


@pytest.mark.parametrize("key", ["network", "numbers", "tree"])
def test_nothing_moves_when_a_number_is_revealed(key: str) -> None:
    state = _at_the_end(mazur(), "w[2,0,0]", "dw", "delta")
    before, after = _drawn(key, state), _drawn(key, hiding.reveal_all(state))
    places = {(each.text, each.rect.x(), each.rect.y()) for each in after}
    kept = [each for each in before if re.search(r"\d", each.text) and "?" not in each.text]
    assert kept
    for each in kept:
        near = (
            text == each.text and abs(x - each.rect.x()) < 0.6 and abs(y - each.rect.y()) < 0.6
            for text, x, y in places
        )
        part = any(text.startswith(each.text) or each.text in text for text, _, _ in places)
        assert any(near) or part, each


def test_no_term_of_a_formula_moves_when_one_is_revealed() -> None:
    state = _at_the_end(mazur(), "w[2,1,0]", "dw", "delta", "a")
    layouts = [
        [lay_out(block.equations, metrics(), 20.0, 600.0) for block in explanation(each).blocks]
        for each in (state, hiding.reveal_all(state))
    ]
    for one, other in zip(*layouts, strict=True):
        assert (one.width, one.height) == (other.width, other.height)
        seen, told = (
            [each for each in laid.terms if not is_hidden(state, each.quantity)]
            for laid in (one, other)
        )
        assert seen == told


def test_a_covered_number_is_as_wide_as_it_is_and_has_no_digit() -> None:
    for text in ("0.1234", "−0.12", "+0.0822", "0", "12", "1.234×10⁻⁵", "(−0.5)"):
        hides = covered(text)
        assert not re.search(r"\d", hides)
        assert text_width(f"w = {hides}", 12) == text_width(f"w = {text}", 12)
        assert len(as_wide(hides)) == len(text)
        assert said(f"w = {hides}.") == "w = ?."
        assert covered(hides) == hides


def test_a_sentence_loses_the_number_however_it_is_rounded() -> None:
    hidden = [0.08216704056423078]
    for text in ("slope +0.08217", "0.08216704056423078 here", "(0.0822) and 0.08"):
        assert not re.search(r"0\.08", without(text, hidden))
    for text in ("0.08218", "step 8", "w₁₁ = 0.4", "1.08217"):
        assert without(text, hidden) == text


@pytest.fixture(scope="module")
def same(qapp: QApplication) -> Iterator[Window]:
    yield from lent(1440, 900)


def _window(same: Window, *hidden: str) -> Window:
    window = put_back(same)
    experiment = replace(mazur(), hidden=hidden)
    window.store.apply(actions.pause)
    window.store.apply(editing.open_experiment, experiment, "mazur-2-2-2")
    return window


def _texts(widget: QWidget) -> list[str]:
    size = widget.width(), widget.height()
    drawn = drawn_texts(lambda painter: widget.render(painter, QPoint(0, 0)), *size)
    return [each.text for each in drawn]


def _accessible(widget: QWidget) -> Iterator[str]:
    """Yield what every visible widget in a window offers a screen reader."""
    for each in (widget, *widget.findChildren(QWidget)):
        if each.isVisible():
            interface = QAccessible.queryAccessibleInterface(each)
            if interface is not None:
                kinds = (
                    QAccessible.Text.Name,
                    QAccessible.Text.Description,
                    QAccessible.Text.Value,
                )
                yield from (interface.text(kind) for kind in kinds)
            yield each.toolTip()


def test_a_window_says_so_and_a_key_reveals_one_after_the_other(same: Window, qtbot: QtBot) -> None:
    window = _window(same, "dw", "panel:tree", "control:learning_rate")
    assert window.notice.isVisible()
    assert "H" in window.notice.text
    window.store.apply(view_actions.select, parse("w[2,0,0]"))
    window.store.apply(actions.go_to, 0, _DW_BEAT, 1.0)
    window.room.bring("numbers")
    qtbot.wait(50)
    telling = _telling(window.store.state, Kind.D_WEIGHT)
    assert not _found_in([*_texts(window), *_accessible(window)], telling)

    numbers = [each for each in _numbers(window.store.state) if each.kind is Kind.D_WEIGHT]
    for number in (each for each in numbers if each.layer == 2):
        assert is_hidden(window.store.state, number)
        qtbot.keyClick(window, Qt.Key.Key_H)
        assert not is_hidden(window.store.state, number)
    assert _found_in(_texts(window), telling)
    qtbot.keyClick(window, Qt.Key.Key_H, Qt.KeyboardModifier.ShiftModifier)
    assert not window.menu.hide.reveal_all.isEnabled()
    window.menu.hide.again.trigger()
    assert is_hidden(window.store.state, numbers[0])


def test_a_click_on_its_plate_reveals_a_number(same: Window, qtbot: QtBot) -> None:
    window = _window(same, "dw", "delta")
    window.store.apply(actions.go_to, 0, _DW_BEAT, 1.0)
    window.store.apply(hiding.hide_again)
    drawing = window.desk.network
    shown = _texts(drawing)
    texts = drawn_texts(lambda p: drawing.render(p, QPoint(0, 0)), *_size(drawing))
    plate = next(each for each in texts if each.text == "?")
    qtbot.mouseClick(drawing, Qt.MouseButton.LeftButton, pos=plate.rect.center().toPoint())
    assert window.store.state.selected is None  # it was not selected by it
    assert _texts(drawing).count("?") == shown.count("?") - 1


def test_a_click_on_a_formula_reveals_the_number(same: Window, qtbot: QtBot) -> None:
    window = _window(same, "dw")
    window.store.apply(view_actions.select, parse("w[2,0,0]"))
    window.store.apply(actions.go_to, 0, _DW_BEAT, 1.0)
    panel = window.desk.view("explanation")
    for view in panel.findChildren(FormulaView):
        terms = [term for term in view.laid_out().terms if term.quantity == parse("dw[2,0,0]")]
        if view.isVisible() and len(terms) > 1:
            term = terms[-1]
            at = QPoint(round(term.x + term.width / 2), round(term.y + term.height / 2))
            qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=at)
            break
    assert not is_hidden(window.store.state, parse("dw[2,0,0]"))


def test_the_next_beat_reveals(same: Window, qtbot: QtBot) -> None:
    window = _window(same, "dw")
    window.store.apply(actions.go_to, 0, _DW_BEAT, 1.0)
    telling = _telling(window.store.state, Kind.D_WEIGHT)
    assert not _found_in(_texts(window.desk.network), telling)
    qtbot.keyClick(window, Qt.Key.Key_Right)
    assert _found_in(_texts(window.desk.network), telling)


def test_a_hidden_panel_keeps_its_room_until_its_button_is_pressed(
    same: Window, qtbot: QtBot
) -> None:
    window = _window(same, "panel:tree")
    window.room.bring("tree")
    qtbot.wait(30)
    panel = window.desk.panels["tree"]
    size, view = panel.size(), window.desk.view("tree")
    assert not view.isVisible()
    assert say("hidden.panel") in [each.text() for each in _visible(panel, QLabel)]
    button = next(b for b in _visible(panel, QPushButton) if b.text() == say("hidden.reveal"))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert view.isVisible()
    assert panel.size() == size
    assert say("hidden.panel") not in [each.text() for each in _visible(panel, QLabel)]


def test_a_figure_of_a_hidden_panel_says_only_that() -> None:
    for key in FIGURES[1:]:
        state = _at_the_end(mazur(), "w[2,0,0]", f"panel:{key}")
        assert [each.text for each in _drawn(key, state)] == [say("hidden.panel")]


def test_a_hidden_control_keeps_its_room_until_it_is_pressed(same: Window, qtbot: QtBot) -> None:
    window = _window(same, "control:learning_rate", "control:loss", "control:timeline")
    window.room.bring("experiment")
    panel = window.desk.view("experiment")
    covers = {each.key: each for each in window.findChildren(ControlCover) if each.button}
    assert {"learning_rate", "loss", "timeline"} <= covers.keys()
    assert "0.5" not in [each for each in _accessible(panel) if each]
    heights = [each.height() for each in panel.findChildren(QWidget)]
    button = covers["learning_rate"].button
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert covers["learning_rate"].button is None
    assert "0.5" in [each for each in _accessible(panel) if each]
    assert heights[:4] == [each.height() for each in panel.findChildren(QWidget)][:4]


def test_tables_that_are_taken_from_the_window_have_it_covered() -> None:
    state = _at_the_end(BATCH, "w[1,0,0]", "dw")
    telling = _telling(state, Kind.D_WEIGHT)
    for load in SHEETS.values():
        document = load()(state)
        told = covered_tables(state, document)
        assert not _found_in([tables_as(told, ".csv", 6, say)], telling)
        assert not _found_in([tables_as(told, ".md", 6, say)], telling)
    document = matrices_document(BATCH, derived.trace(state), say)
    assert _found_in([tables_as(document, ".md", 6, say)], telling)
    told = covered_tables(state, document)
    assert not _found_in([tables_as(told, ".md", 6, say)], telling)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_right_button_hides_a_number_a_panel_and_a_control(same: Window, qtbot: QtBot) -> None:
    window = _window(same)
    window.store.apply(actions.go_to, 0, _DW_BEAT, 1.0)
    drawing = window.desk.network
    place = next(
        each.rect.center().toPoint()
        for each in drawn_texts(lambda p: drawing.render(p, QPoint(0, 0)), *_size(drawing))
        if each.text.startswith("w₁₁⁽²⁾ = ")
    )
    qtbot.mouseMove(drawing, place)
    _choose(qtbot, drawing, place, say("hide.selected", number="∂C/∂w₁₁⁽²⁾"))
    assert window.store.state.document.hidden == ("dw[2,0,0]",)
    window.room.bring("tree")
    view = window.desk.view("tree")
    _choose(qtbot, view, QPoint(5, 5), say("hide.this-panel"))
    window.room.bring("experiment")
    name = control_name("loss")
    cover = next(each for each in window.findChildren(ControlCover) if each.key == "loss")
    _choose(qtbot, cover.widget, QPoint(3, 3), say("hide.this-control", name=name))
    names = ("dw[2,0,0]", "panel:tree", "control:loss")
    assert window.store.state.document.filed.hidden == names


def _choose(qtbot: QtBot, widget: QWidget, place: QPoint, text: str) -> None:
    """Press the right button on a widget, and choose an entry of the menu that opens."""
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, widget.mapToGlobal(place))
    QApplication.sendEvent(widget, event)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(each for each in menu.actions() if each.text() == text)
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
    menu.close()


def test_a_command_draws_it_covered_and_prints_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "asked.json"
    file.write_bytes(write_experiment(replace(mazur(), hidden=("dw",))))
    picture, beat = tmp_path / "asked.svg", str(_DW_BEAT)
    telling = _telling(_at_the_end(mazur(), None), Kind.D_WEIGHT)
    command = ["render", str(file), "--view", "network", "--beat", beat, "--text", "text"]
    assert main([*command, "-o", str(picture)]) == 0
    written = picture.read_text("utf-8")
    assert "<text" in written
    shown = re.sub(r"<metadata.*?</metadata>", "", written, flags=re.DOTALL)
    assert not _found_in(re.findall(r">([^<>]*)</", shown), telling)
    capsys.readouterr()
    assert main(["trace", str(file), "--format", "json"]) == 0
    assert "0.08216704" in capsys.readouterr().out


def test_the_menu_hides_and_undo_shows_again(same: Window) -> None:
    window = _window(same)
    menu = window.menu.hide
    window.store.apply(view_actions.select, parse("w[2,0,0]"))
    window.store.apply(actions.go_to, 0, _DW_BEAT, 1.0)
    menu.selected.trigger()
    menu.gradients.trigger()
    menu.kinds[Kind.DELTA].trigger()
    menu.panels["tree"].trigger()
    menu.controls["loss"].trigger()
    assert window.store.state.document.hidden == (
        *("dw[2,0,0]", "dw", "db", "delta", "panel:tree", "control:loss"),
    )
    assert all(
        each.isChecked() for each in (menu.selected, menu.gradients, menu.kinds[Kind.D_BIAS])
    )
    window.menu.undo.trigger()
    assert not menu.controls["loss"].isChecked()
    menu.nothing.trigger()
    assert not window.store.state.document.hidden
    window.menu.undo.trigger()
    assert menu.kinds[Kind.DELTA].isChecked()


def test_a_class_is_not_shown_it_before_a_click_or_the_remote(qtbot: QtBot) -> None:
    store = Store(first_state(replace(mazur(), hidden=("dw",))))
    store.apply(view_actions.select, parse("w[2,0,0]"))
    store.apply(actions.go_to, 0, _DW_BEAT, 1.0)
    screen = Screen(store, ScreenChoice())
    qtbot.addWidget(screen)
    screen.resize(1280, 720)
    screen.show()
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    telling = _telling(store.state, Kind.D_WEIGHT)
    assert not _found_in(_texts(screen), telling)
    qtbot.keyClick(screen, Qt.Key.Key_H)
    assert _found_in(_texts(screen), telling)
    store.apply(hiding.hide_again)
    assert not _found_in(_texts(screen), telling)
    qtbot.keyClick(screen, Qt.Key.Key_PageDown)
    assert _found_in(_texts(screen), telling)


def _size(widget: QWidget) -> tuple[int, int]:
    return widget.width(), widget.height()


def _visible(within: QWidget, kind: type[W]) -> list[W]:
    return [each for each in within.findChildren(kind) if each.isVisible()]
