"""The row that says what a click in the picture of the inputs does, and lets it be chosen."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QWidget,
)

from gui.draw.dots import paint_outline
from gui.draw.outlines import class_ink, class_outline
from gui.look.fit import Arranging, current, fit, least_width
from gui.look.theme import THEMES, Theme
from gui.number_field import NumberBinding
from gui.regions import points
from gui.regions.hints import label_name
from gui.state.inputs import derived as inputs_derived
from gui.state.regions import pen
from gui.state.run import derived
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.words.catalog import say

MOST_BUTTONS = 3  # of more classes, one is chosen from a list
_NAMED = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
_ALONE = Qt.ToolButtonStyle.ToolButtonIconOnly
_DOT = 12  # pixels of the picture of a class, before it is enlarged


class PointsView(Arranging):
    """A switch, the class or target of a new point, its part; beside: what stands there too.

    Where there is too little width, classes are buttons with their dots alone.
    """

    def __init__(self, store: Store, beside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._listed: object = None
        self.on = self._toggle("on")
        self.on.clicked.connect(lambda on: store.apply(pen.set_pen_on, on))
        self.tested = self._toggle("tested")
        self.tested.clicked.connect(lambda on: store.apply(pen.set_pen_tested, on))
        self.labels = [self._label(number) for number in range(MOST_BUTTONS)]
        group = QButtonGroup(self)
        for button in self.labels:
            group.addButton(button)
        self.label = QComboBox()
        self.label.setObjectName("small")
        self.label.setToolTip(say("points.class-tip"))
        self.label.setAccessibleName(say("points.class-tip"))
        self.label.activated.connect(self._choose)
        self.target = QLineEdit()
        fit(self.target, width="number_narrow")
        self.target.setToolTip(say("points.target-tip"))
        self.target.setAccessibleName(say("points.target-tip"))
        NumberBinding(
            self.target, store, lambda state: state.regions.pen.target, pen.set_pen_target.call
        )
        self._measured: object = None
        self._widths = 0, 0  # of all there is, with the names of the classes and without
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        fit(row, spacing="close")
        for part in (self.on, *self.labels, self.label, self.target, self.tested):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(beside)
        store.changed.connect(self._show)
        self._show(None, store.state)

    def arrange(self) -> None:
        """Write the names of the classes beside their dots where there is room for them."""
        wanted = [not button.isHidden() for button in self.labels], self._listed, current().unit
        if wanted != self._measured:
            self._measured = wanted
            without = self._width_with(_ALONE)
            self._widths = self._width_with(_NAMED), without
            self.updateGeometry()
        has_room = self.width() >= self._widths[0]
        for button in self.labels:
            button.setToolButtonStyle(_NAMED if has_room else _ALONE)

    def _width_with(self, style: Qt.ToolButtonStyle) -> int:
        for button in self.labels:
            button.setToolButtonStyle(style)
        return least_width(self._row)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._widths[1], super().minimumSizeHint().height())

    def _toggle(self, key: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName("toggle")
        button.setCheckable(True)
        button.setText(say(f"points-switch.{key}"))
        button.setToolTip(say(f"points-switch-tip.{key}"))
        button.setAccessibleName(say(f"points-switch-tip.{key}"))
        return button

    def _label(self, number: int) -> QToolButton:
        button = QToolButton()
        button.setObjectName("toggle")
        button.setCheckable(True)
        button.clicked.connect(lambda: self._choose(number))
        return button

    def _choose(self, number: int) -> None:
        self._store.apply(pen.set_pen_class, number)

    def _show(self, before: State | None, after: State) -> None:
        if before is not None and _offers_the_same(before, after):
            return
        known, can = pen.pen_classes(after), points.can_be_edited(after)
        self._list(after)
        on, count = can and after.regions.pen.on, 0 if known is None else known.count
        self.on.setEnabled(can)
        self.on.setToolTip(say("points-switch-tip.on" if can else "points.components"))
        self.on.setChecked(on)
        for number, button in enumerate(self.labels):
            button.setVisible(on and number < count <= MOST_BUTTONS)
            button.setChecked(count > 0 and number == pen.pen_label(after))
        self.label.setVisible(on and count > MOST_BUTTONS)
        if count > MOST_BUTTONS:
            self.label.setCurrentIndex(pen.pen_label(after))
        has_target = known is None and inputs_derived.input_plane(after).axes == 2
        self.target.setVisible(on and has_target)
        self.tested.setVisible(on)
        self.tested.setChecked(after.regions.pen.tested)
        self.arrange()

    def _list(self, state: State) -> None:
        """Name the classes, in their colours."""
        known, theme = pen.pen_classes(state), THEMES[state.view.theme]
        scale, ratio = state.view.scale, self.devicePixelRatioF()
        wanted = derived.experiment(state).data, known, theme.name, scale, ratio
        if wanted == self._listed:
            return
        self._listed = wanted
        self.label.clear()
        for number in range(0 if known is None else known.count):
            name, icon = label_name(state, number), _dot(theme, number, scale, ratio)
            self.label.addItem(icon, name)
            if number < MOST_BUTTONS:
                self.labels[number].setText(name)
                self.labels[number].setIcon(icon)
                tip = say("points.label", name=name, key=number)
                self.labels[number].setToolTip(tip)
                self.labels[number].setAccessibleName(tip)


def _offers_the_same(before: State, after: State) -> bool:
    """Return whether there is the same to choose: neither data nor axes change by themselves."""
    if after.mode is Mode.TRAINING and before.mode is after.mode:
        return before.regions == after.regions and before.document.run is after.document.run
    same = before.regions == after.regions and before.inputs == after.inputs
    return same and derived.same_numbers(before, after)


def _dot(theme: Theme, number: int, scale: float, ratio: float) -> QIcon:
    """Return a dot in the colour and the form of a class; ratio: pixels a pixel of the screen."""
    side = round(_DOT * scale)
    picture = QPixmap(QSize(side, side) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.ink(class_ink(number))))
    paint_outline(painter, class_outline(number), QPointF(side, side) / 2, side / 3)
    painter.end()
    return QIcon(picture)
