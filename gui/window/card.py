"""The card in the middle: a title over the network and what stands below it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.look.fit import Arranging, area, current, fit
from gui.menu.menu import Menu
from gui.panels.control_cover import ControlCover
from gui.panels.drawing_buttons import DrawingButton
from gui.panels.narration import Narration
from gui.panels.steady_label import SteadyLabel
from gui.panels.timeline import Timeline
from gui.state.choices import NeuronContent
from gui.state.experiment.challenge import is_told
from gui.state.run import derived
from gui.state.state import State
from gui.state.store import Store
from gui.window.fitting_label import FittingLabel
from gui.words.beats import phase_title
from gui.words.catalog import say
from gui.words.functions import title_of

if TYPE_CHECKING:
    from gui.panels.run_strip import RunStrip

_WITHOUT_STEPS = frozenset({"step", "lesson"})  # one step is told there
_STEPS_ALONE = "training"


def window_title(state: State, path: Path | None) -> str:
    """Return what stands over the window. path: the file of what it shows, None without one."""
    title = _without_mark(title_of(state.document.experiment))
    if path is None or not is_told(state):
        return say("window.title", title=title)
    return say("window.title-of-file", file=_without_mark(path.name), title=title)


def _without_mark(text: str) -> str:
    """Return a text in which nothing is taken for Qt's place of the sign of unsaved changes."""
    return text.replace("[*]", "[*][*]")


def network_title(state: State) -> str:
    """Return what stands over the network: its phase, or what pictures in its neurons show."""
    if state.view.neurons is NeuronContent.NUMBERS:
        return say("window.network", phase=phase_title(derived.beat(state)))
    from gui.state.inputs import derived as inputs_derived
    from gui.words.maps import maps_title  # only where there are pictures

    is_gradient = state.view.neurons is NeuronContent.GRADIENTS
    sample = inputs_derived.followed(state) + 1
    return maps_title(inputs_derived.input_plane(state), sample, is_gradient)


class HeadRows:
    """The row of a title, and one below it: for a switch that has too little width beside it.

    note: what the switch stands before.
    """

    def __init__(self, switch: QWidget, note: QWidget) -> None:
        self.first, self.below = QHBoxLayout(), QHBoxLayout()
        self._switch, self._note = switch, note
        self.below.addWidget(switch)
        self.below.addStretch(1)

    @property
    def has_switch_beside(self) -> bool:
        """Whether the switch stands in the row of the title."""
        return self.first.indexOf(self._switch) >= 0

    def arrange(self, width: int, beside: Sequence[QWidget]) -> None:
        """Put the switch beside the title if there is room for both and these, else below."""
        taken = sum(each.sizeHint().width() for each in (self._switch, *beside))
        fits = width - taken >= current().length("title_room")
        if fits and not self.has_switch_beside:
            self.first.insertWidget(self.first.indexOf(self._note), self._switch)
        elif not fits and self.has_switch_beside:
            self.below.insertWidget(0, self._switch)


class Card(Arranging):
    """A head with a switch, which gets a row of its own where there is too little width.

    However long the title, the card needs no more room: what the panels get must not depend on
    the beat.
    """

    title_double_clicked = Signal()

    def __init__(self, switch: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._switch = switch
        self._buttons: tuple[DrawingButton, ...] = ()
        self.title = FittingLabel(say("view.network"), self)
        self.title.setObjectName("title")
        self.note = SteadyLabel(self)
        self.note.setObjectName("faint")
        self._head = HeadRows(switch, self.note)
        row = self._head.first
        fit(row, spacing="row")
        row.addWidget(self.title)
        row.addStretch(1)
        row.addWidget(self.note)
        self.column = QVBoxLayout(self)
        fit(self.column, margins="card")
        fit(self.column, spacing="close")
        self.column.addLayout(row)
        self.column.addLayout(self._head.below)
        self.title.installEventFilter(self)

    def add_buttons(self, *buttons: DrawingButton) -> None:
        """Add buttons to the head, which are left out where the card is narrow."""
        for place, button in enumerate(buttons, start=2):
            self._head.first.insertWidget(place, button)
        self._buttons = buttons

    def arrange(self) -> None:
        """Put the switch beside the title if there is room for both, else below it."""
        beside: list[QWidget] = [self.note]
        for button in self._buttons:
            button.use_width(self.width())
            beside += [] if button.isHidden() else [button]
        self._head.arrange(self.width(), beside)

    def needs(self, network: QWidget, foot: QWidget, room_name: str) -> QSize:
        """Return what all that stands here needs, wherever the network and its foot are now.

        room_name: of the size for the network.
        What is said in the foot takes more height in a narrow place, which the network gives.
        """
        items = [self.column.itemAt(index) for index in range(self.column.count())]
        others = [item for item in items if item and item.widget() not in (network, foot)]
        room = [area(room_name), QSize(0, current().length("foot_room"))]
        room += [item.minimumSize() for item in others if not item.isEmpty()]
        room[2] = room[2].expandedTo(QSize(0, self._tallest()))
        if self._head.has_switch_beside and self._has_switch():
            room.append(self._switch.sizeHint())  # which gets a row of its own where it is narrow
        margins = self.column.contentsMargins()
        width = max(self._switch.sizeHint().width(), room[0].width())
        height = sum(each.height() for each in room) + self.column.spacing() * (len(room) - 1)
        around = QSize(margins.left() + margins.right(), margins.top() + margins.bottom())
        return QSize(width, height) + around

    def _tallest(self) -> int:
        """Return how high the head is where it is wide enough for a button."""
        return max((button.sizeHint().height() for button in self._buttons), default=0)

    def _has_switch(self) -> bool:
        return self._switch.sizePolicy().retainSizeWhenHidden() or not self._switch.isHidden()

    def minimumSizeHint(self) -> QSize:
        items = [self.column.itemAt(index) for index in range(1, self.column.count())]
        widths = [item.minimumSize().width() for item in items if item is not None]
        margins = self.column.contentsMargins()
        width = max(self._switch.sizeHint().width(), *widths) + margins.left() + margins.right()
        return QSize(width, super().minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.title and event.type() == QEvent.Type.MouseButtonDblClick:
            self.title_double_clicked.emit()
        return super().eventFilter(watched, event)


class Foot(QWidget):
    """The timeline of the beats and what is said of them; the strip of the steps is made later."""

    def __init__(self, store: Store, menu: Menu, parent: QWidget) -> None:
        super().__init__(parent)
        self._store, self._menu = store, menu
        self._strip: RunStrip | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        fit(self._column, spacing="close")
        self._timeline, self._narration = Timeline(store, self), Narration(store, menu, self)
        for widget in (self._timeline, self._narration):
            self._column.addWidget(widget)
        ControlCover(self._timeline, store, "timeline")

    @property
    def strip(self) -> "RunStrip":
        """The strip of all steps, made now if it was not."""
        if self._strip is None:
            from gui.panels.run_strip import RunStrip  # not before the first paint

            self._strip = RunStrip(self._store, self._menu, self)
            self._column.insertWidget(0, self._strip)
        return self._strip

    @property
    def has_steps(self) -> bool:
        """Whether the steps are shown."""
        return self._strip is not None and not self._strip.isHidden()

    def suit(self, arrangement: str) -> None:
        """Show what an arrangement is about: the steps, the beats of one, or both without words."""
        steps = arrangement not in _WITHOUT_STEPS
        if steps or self._strip is not None:
            self.strip.setVisible(steps)
            self.strip.be_brief(arrangement != _STEPS_ALONE)
        self._timeline.setHidden(arrangement == _STEPS_ALONE)
        self._narration.setHidden(steps)
