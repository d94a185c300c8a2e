"""The mark of a field whose text is refused: an amber edge, and the sentence beside it."""

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from gui.look.fit import current

_MOVES = frozenset({QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide})


def mark_refused(field: QLineEdit, sentence: str) -> None:
    """Give a field the edge of what is refused and the sentence as its description; "" for none."""
    if sentence == field.accessibleDescription():
        return
    field.setAccessibleDescription(sentence)
    field.setProperty("refused", bool(sentence))
    field.style().polish(field)
    if sentence:  # the focus stays in the field: nothing else would make a screen reader speak
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(field, sentence))


class FieldRefusal(QObject):
    """Leaves a field as it was typed and says beside it why that cannot be."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self._field = field
        self._beside: QLabel | None = None
        self._watched: list[QWidget] = []
        self._place_soon = QTimer(self)
        self._place_soon.setSingleShot(True)
        self._place_soon.timeout.connect(self._place)
        field.textEdited.connect(self.clear)

    @property
    def sentence(self) -> str:
        """Why the text in the field is refused, "" where it is not."""
        return self._field.accessibleDescription() if self._beside is not None else ""

    def say(self, sentence: str) -> None:
        """Mark the field and show the sentence."""
        self.clear()
        mark_refused(self._field, sentence)
        label = QLabel(sentence, self._field.window())
        label.setObjectName("refusal")
        label.setIndent(0)  # Qt's own counts in its height, but takes no room where it is painted
        self._beside = label
        self._field.destroyed.connect(label.deleteLater)
        widget: QWidget | None = self._field
        while widget is not None:
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = None if widget.isWindow() else widget.parentWidget()
        self._place()

    def clear(self) -> None:
        """Take the mark and the sentence away."""
        if self._beside is None:
            return
        for widget in self._watched:
            widget.removeEventFilter(self)
        self._watched = []
        self._beside.hide()
        self._beside.deleteLater()
        self._beside = None
        mark_refused(self._field, "")

    def _place(self) -> None:
        """Stand below the field, or above it where there is no room, and within the window."""
        label, field = self._beside, self._field
        if label is None:
            return
        window, gap = field.window(), current().length("fine")
        wide = min(current().length("refusal"), window.width() - 2 * gap)
        label.setWordWrap(False)
        label.setFixedWidth(min(label.sizeHint().width(), wide))
        label.setWordWrap(True)
        label.setFixedHeight(label.heightForWidth(label.width()))
        corner = field.mapTo(window, QPoint(0, field.height() + gap))
        left = max(gap, min(corner.x(), window.width() - label.width() - gap))
        top = corner.y()
        if top + label.height() > window.height() - gap:
            top -= field.height() + label.height() + 2 * gap
        label.move(left, top)
        label.setVisible(field.isVisible() and not field.visibleRegion().isEmpty())
        label.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._place_soon.start()  # when all that moves with it has moved
        return super().eventFilter(watched, event)
