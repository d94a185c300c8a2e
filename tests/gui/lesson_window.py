"""What tests of lessons do in a window: open a card, click in the drawing, type over a number."""

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest

from engine.written.quantity import Quantity
from gui.disk import files
from gui.in_place_field import InPlaceField
from gui.lessons.page_view import PageView
from gui.lessons.panel import LessonPanel
from gui.lessons.runs import PageMark, TextBlock
from gui.network.hit import hit
from gui.network.view import NetworkView
from gui.window.window import Window

_APART = 16, 3  # pixels: between the places that are tried, then between more of them


def settle() -> None:
    """Let all that waits be done."""
    for _ in range(3):
        QCoreApplication.processEvents()


def lesson_panel(window: Window) -> LessonPanel:
    """Return the panel of the lesson."""
    panel = window.desk.view("lesson")
    assert isinstance(panel, LessonPanel)
    return panel


def go_to_card(window: Window, key: str) -> LessonPanel:
    """Go to a card of the lesson that is open."""
    choice = window.store.state.lesson
    assert choice is not None
    keys = [card.key for card in choice.lesson.cards]
    window.menu.lessons.card_asked.emit(keys.index(key))
    settle()
    return lesson_panel(window)


def open_card(window: Window, lesson: str, key: str) -> LessonPanel:
    """Open a bundled lesson by the menu, and go to one of its cards."""
    names = [each.name for each in files.lessons()]
    window.menu.lessons.lessons[names.index(lesson)].trigger()
    settle()
    return go_to_card(window, key)


def mark_of(view: PageView) -> PageMark:
    """Return the mark before the first paragraph that has one."""
    marks = [block.mark for block in view.blocks if isinstance(block, TextBlock)]
    return next((mark for mark in marks if mark is not PageMark.NONE), PageMark.NONE)


def _place_of(window: Window, item: Quantity) -> tuple[NetworkView, QPoint]:
    network = window.desk.network
    assert isinstance(network, NetworkView)
    drawn = network.current_frame()
    for apart in _APART:
        across, down = range(0, network.width(), apart), range(0, network.height(), apart)
        on = [(x, y) for x in across for y in down if hit(drawn, x, y) == item]
        if on:
            return network, QPoint(*on[len(on) // 2])
    raise AssertionError(f"{item} is nowhere in the drawing")


def click_item(window: Window, item: Quantity) -> None:
    """Click a thing in the drawing of the network."""
    network, place = _place_of(window, item)
    QTest.mouseMove(network, place)
    QTest.mouseClick(network, Qt.MouseButton.LeftButton, pos=place)
    settle()


def type_over(window: Window, item: Quantity, number: str) -> None:
    """Double click a number in the drawing and type another one."""
    network, place = _place_of(window, item)
    QTest.mouseMove(network, place)
    QTest.mouseClick(network, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(network, Qt.MouseButton.LeftButton, pos=place)
    field = network.findChild(InPlaceField)
    assert isinstance(field, InPlaceField)
    field.selectAll()
    QTest.keyClicks(field, number)
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle()
