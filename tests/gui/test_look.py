"""One look: no length is stated outside it, and everything grows with its scale."""

import ast
import re
from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSlider,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from engine.written.quantity import Kind, Quantity
from gui.chain.view import TreeView
from gui.formula.view import FormulaView
from gui.look.dressing import dress_all
from gui.look.fit import current, enlarge, fit, has_new_look
from gui.look.sizes import Sizes
from gui.look.style import style_sheet
from gui.look.theme import DARK, LIGHT
from gui.panels.explain import explanation
from gui.panels.timeline import Timeline, segments
from gui.plots.chart import Axis, Chart, Point
from gui.plots.plot import Plot
from gui.state.run import derived
from gui.state.state import Cursor, State, View, first_state
from gui.state.store import Store
from gui.window.window import Window
from tests.house import ROOT
from tests.networks import mazur

# TeX has lengths of its own, and the size of a font that nothing is written with is no matter
_FREE = {"look", "tex", "unshifted.py"}
GUI = [
    path
    for path in sorted((ROOT / "gui").rglob("*.py"))
    if not _FREE & {path.name, path.parent.name}
]
FONT_SETTERS = {"setPixelSize", "setPointSize", "setPointSizeF"}
LENGTH_SETTERS = {
    *("setContentsMargins", "setSpacing", "setHorizontalSpacing", "setVerticalSpacing"),
    *("setFixedWidth", "setFixedHeight", "setFixedSize", "setMinimumWidth", "setMinimumHeight"),
    *("setMaximumWidth", "setMaximumHeight", "setMinimumSize", "setMaximumSize", "addSpacing"),
    *("setIconSize", "QSize", "setIndent", "setMargin", "sized"),
}


_IN_TEXT = re.compile(r"\d\s*p[xt]\b")


def stated(text: str) -> Iterator[str]:
    """Yield what states a length in pixels in a file."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            yield from _called(node)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            yield from _named(node)
        elif isinstance(node, ast.Constant) and _IN_TEXT.search(str(node.value)):
            yield str(node.value)


def _called(node: ast.Call) -> Iterator[str]:
    name = ast.unparse(node.func).rpartition(".")[2]
    if name in FONT_SETTERS:
        yield ast.unparse(node)
    if name in LENGTH_SETTERS and any(map(_has_number, node.args)):
        yield ast.unparse(node)


def _has_number(node: ast.expr) -> bool:
    """Return whether a number other than 0 is written there, by itself or within a sum."""
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Add | ast.Sub) and (
            _has_number(node.left) or _has_number(node.right)
        )
    if isinstance(node, ast.IfExp):
        return _has_number(node.body) or _has_number(node.orelse)
    number = node.value if isinstance(node, ast.Constant) else None
    return isinstance(number, int | float) and not isinstance(number, bool) and number != 0


def _named(node: ast.Assign | ast.AnnAssign) -> Iterator[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    for part in (part for target in targets for part in ast.walk(target)):
        if isinstance(part, ast.Name) and part.id.endswith("_PX"):
            yield part.id


def test_no_file_outside_the_look_states_pixels() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): list(stated(path.read_text("utf-8"))) for path in GUI
    }
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "text",
    [
        "ROW_PX = 46",
        "_A_PX, _B_PX = 1, 2",
        "row.setContentsMargins(0, 8, 0, 0)",
        "row.setSpacing(6)",
        "row.setSpacing(16 if is_wide else 2)",
        "field.setFixedWidth(76)",
        "view.setFixedHeight(ceil(height) + 2)",
        "def hint(self): return QSize(480, 44)",
        "font.setPixelSize(size)",
        "painter.setFont(sized(12, True))",
        "label.setStyleSheet(f'color: {ink}; border-radius: 10px')",
    ],
)
def test_a_stated_length_is_found(text: str) -> None:
    assert list(stated(text))


@pytest.mark.parametrize(
    "text",
    [
        "row.setContentsMargins(0, 0, 0, 0)",
        "fit(row, margins='card')",
        "area.setMinimumWidth(view.minimumSizeHint().width())",
        "label.setStyleSheet(f'font-size: {size}px')",
        "font = sized(1.4 * radius)",
        "font = sized(_WORDS, True)",
        "image = QSize(*size)",
        "LONGEST_MS = 800",
    ],
)
def test_what_states_no_length_is_not_found(text: str) -> None:
    assert list(stated(text)) == []


def test_a_length_grows_with_the_scale_and_never_vanishes() -> None:
    assert (Sizes().length("words"), Sizes(2.0).length("words")) == (13, 26)
    assert Sizes(3.0).of("card_title") == (36, 24, 24, 6)
    assert Sizes(0.4).length("thread") == 1
    assert Sizes(0.4).of("plot")[0] == 0


def test_a_name_that_is_none_is_refused() -> None:
    with pytest.raises(KeyError):
        Sizes().of("nothing")


def test_the_style_sheet_is_written_at_its_scale() -> None:
    before = [int(size) for size in re.findall(r"\b(\d+)px", style_sheet(LIGHT, Sizes()))]
    after = [int(size) for size in re.findall(r"\b(\d+)px", style_sheet(LIGHT, Sizes(2.0)))]
    assert after == [2 * size for size in before]


@pytest.mark.parametrize("scale", [0.8, 0.9, 1.0, 1.1, 1.25, 1.29, 1.5, 1.75, 2.0, 2.5, 3.0])
def test_the_handle_of_a_slider_is_round_at_every_scale(qtbot: QtBot, scale: float) -> None:
    slider = QSlider(Qt.Orientation.Horizontal)
    qtbot.addWidget(slider)
    slider.setStyleSheet(style_sheet(LIGHT, Sizes(scale)))
    slider.resize(round(200 * scale), round(40 * scale))
    slider.setValue(50)
    image = slider.grab().toImage()
    accent = QColor(LIGHT.accent)
    inside = [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y) == accent
    ]
    left, right = min(x for x, _ in inside), max(x for x, _ in inside)
    top, bottom = min(y for _, y in inside), max(y for _, y in inside)
    assert right - left > 10 * scale
    for corner in ((left, top), (right, top), (left, bottom), (right, bottom)):
        assert image.pixelColor(*corner) != accent


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize("scale", [0.8, 1.0, 1.25, 1.5, 2.0])
def test_a_list_that_opens_has_room_for_all_its_choices(qtbot: QtBot, scale: float) -> None:
    QApplication.setStyle("Fusion")  # as the window does
    around = QWidget()
    qtbot.addWidget(around)
    box = QComboBox(around)
    box.addItems(["sigmoid", "tanh", "softmax"])
    around.setStyleSheet(style_sheet(LIGHT, Sizes(scale)))
    around.show()
    box.setFocus()
    QApplication.processEvents()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    shown = box.view()
    qtbot.waitUntil(shown.isVisible)
    last = shown.visualRect(shown.model().index(box.count() - 1, 0))
    assert shown.viewport().height() == last.bottom() + 1
    box.hidePopup()


def test_what_was_fitted_grows_and_shrinks_again(qapp: object) -> None:
    root = QWidget()
    column, row = QVBoxLayout(root), QHBoxLayout()
    column.addLayout(row)
    field = QLineEdit()
    row.addWidget(field)
    row.addWidget(QLabel("beside"))
    fit(column, margins="card", spacing="close")
    fit(row, spacing="row")
    fit(field, width="number")
    enlarge(root, 1.5)
    assert column.contentsMargins().left() == 18
    assert (column.spacing(), row.spacing(), field.maximumWidth()) == (6, 12, 114)
    late = QLineEdit()
    fit(late, width="number")
    assert late.maximumWidth() == 114
    enlarge(root, 1.0)
    assert (column.spacing(), row.spacing(), field.maximumWidth()) == (4, 8, 76)


def _state(scale: float) -> State:
    state = first_state(mazur(), view=View(scale=scale))
    return replace(state, selected=Quantity(Kind.WEIGHT, 2, 0, 0))


class _Hearing(QLabel):
    """Counts how often it is told that its look may have changed."""

    heard = 0

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.heard += has_new_look(event)


def test_a_widget_is_dressed_once_however_many_are_around_it(
    qtbot: QtBot, qapp: QApplication
) -> None:
    dress_all(qapp, LIGHT, Sizes())
    outer = inner = QWidget()
    qtbot.addWidget(outer)
    for _ in range(12):
        inner = QWidget(inner)
    label = _Hearing(inner)
    outer.show()
    label.heard = 0
    dress_all(qapp, DARK, Sizes(1.5))
    assert label.heard == 1
    assert label.palette().windowText().color() == QColor(DARK.text)
    dress_all(qapp, LIGHT, Sizes())
    assert label.heard == 2
    dress_all(qapp, LIGHT, Sizes())
    assert label.heard == 2


def test_formulas_grow(qtbot: QtBot) -> None:
    state, heights = _state(1.0), []
    equations = explanation(state).blocks[0].equations
    for scale in (1.0, 1.5):
        enlarge(QWidget(), scale)
        view = FormulaView()
        qtbot.addWidget(view)
        view.resize(900, 10)
        view.show_equations(equations, 4, LIGHT, bold_result=False)
        heights.append(view.height())
    assert heights[1] == pytest.approx(1.5 * heights[0], rel=0.1)


def test_a_formula_on_screen_grows_in_place(qtbot: QtBot) -> None:
    view = FormulaView()
    qtbot.addWidget(view)
    view.resize(900, 10)
    view.show_equations(explanation(_state(1.0)).blocks[0].equations, 4, LIGHT, bold_result=False)
    before = view.height()
    enlarge(view, 2.0)
    assert view.height() == pytest.approx(2 * before, rel=0.1)


def test_the_numbers_of_axes_and_the_marks_grow(qtbot: QtBot) -> None:
    chart = Chart(Axis("x", 0.0, 1.0), Axis("y", 0.0, 1.0), points=(Point(0.5, 0.5, "loss"),))
    plots = []
    for scale in (1.0, 1.5):
        plot = Plot()
        qtbot.addWidget(plot)
        plot.resize(400, 300)
        plot.show_chart(chart, LIGHT, Sizes(scale))
        plots.append(plot)
    sizes = [plot.getAxis("bottom").style["tickFont"].pixelSize() for plot in plots]
    assert sizes == [11, 16]
    discs = [_count(plot, LIGHT.loss) for plot in plots]
    assert discs[1] == pytest.approx(1.5**2 * discs[0], rel=0.15)


def _count(view: QWidget, colour: str) -> int:
    """Return how many pixels have a colour."""
    view.show()
    image = view.grab().toImage()
    wanted = QColor(colour).rgb()
    places = ((x, y) for y in range(image.height()) for x in range(image.width()))
    return sum(image.pixel(x, y) == wanted for x, y in places)


def test_a_click_on_an_enlarged_timeline_shows_the_beat_under_it(qtbot: QtBot) -> None:
    store = Store(_state(2.0))
    enlarge(QWidget(), 2.0)
    timeline = Timeline(store)
    qtbot.addWidget(timeline)
    timeline.resize(800, 88)
    timeline.show()
    for beat in (16, 3, 0):
        part = segments(derived.beats(store.state), timeline.width() / 2)[beat]
        place = QPoint(round(part.left + part.right), 24)
        qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=place)
        assert store.state.cursor.beat == beat


def test_a_click_in_an_enlarged_tree_selects_what_is_under_it(qtbot: QtBot) -> None:
    store = Store(replace(_state(1.5), cursor=Cursor(0, 16, 1.0)))
    enlarge(QWidget(), 1.5)
    view = TreeView(store)
    qtbot.addWidget(view)
    view.resize(700, 700)
    view.show()
    qtbot.waitExposed(view)
    wanted = Quantity(Kind.A, 2, 0)
    box = next(box for box in view.drawing.current_frame().boxes if box.quantity == wanted)
    place = QPoint(round(1.5 * box.x), round(1.5 * box.y))
    qtbot.mouseClick(view.drawing, Qt.MouseButton.LeftButton, pos=place)
    assert store.state.selected == wanted


def test_the_window_opens_enlarged_and_leaves_no_mark_behind(qtbot: QtBot) -> None:
    heights = []
    for scale in (1.5, 1.0):
        window = Window(Store(_state(scale)))
        qtbot.addWidget(window)
        window.resize(1440, 900)
        window.show()
        heights.append(window.menuBar().height())
        assert current().unit == scale
    assert heights[0] == pytest.approx(1.5 * heights[1], rel=0.15)
