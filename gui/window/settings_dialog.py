"""The dialog of everything that is remembered about how things are shown; it acts at once."""

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from engine.story.notation import Notation
from gui.bind import ChoiceBinding
from gui.look.fit import current, fit
from gui.panels.transport import speed_said
from gui.state.action import Call
from gui.state.choices import NeuronContent, WeightLabels
from gui.state.state import State
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.window.listed_choices import SPEEDS
from gui.words.catalog import say
from gui.words.keys import part

_YES, _NO = "yes", "no"


class ViewSetting(Struct, frozen=True, eq=False):
    """One line. name: of its words; choices: (key, words); read and ask go by the key."""

    name: str
    choices: Sequence[tuple[str, str]]
    read: Callable[[State], str]
    ask: Callable[[str], Call]


class SettingsDialog(QDialog):
    """Choices in groups; Escape closes it. Nothing waits for a button: all acts at once."""

    def __init__(self, store: Store, window: QWidget) -> None:
        super().__init__(window)
        self.setWindowTitle(say("settings.title"))
        self.boxes: dict[str, QComboBox] = {}
        groups = QWidget()
        column = QVBoxLayout(groups)
        fit(column, margins="page", spacing="row")
        for key, settings in setting_groups(store).items():
            column.addWidget(self._group(key, settings, store))
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(groups)
        whole = QVBoxLayout(self)
        fit(whole, margins="page_around", spacing="row")
        whole.addWidget(scroll, 1)
        whole.addLayout(self._foot(store))
        bar, room = 2 * current().length("far"), window.size()
        scroll.setMinimumWidth(min(groups.sizeHint().width() + bar // 2, room.width()))
        around = whole.sizeHint().height() - scroll.sizeHint().height()
        wanted = groups.sizeHint().height() + around + bar
        self.resize(self.minimumSizeHint().width(), min(wanted, 9 * room.height() // 10))

    def _group(self, key: str, settings: Sequence[ViewSetting], store: Store) -> QWidget:
        card = QFrame()
        card.setObjectName("card")
        rows = QGridLayout(card)
        fit(rows, margins="card_around", across="apart", down="gap")
        rows.setColumnStretch(0, 1)
        title = QLabel(say(f"settings.{key}"))
        title.setObjectName("heading")
        rows.addWidget(title, 0, 0, 1, 2)
        for row, setting in enumerate(settings, start=1):
            label, box = QLabel(say(f"setting.{setting.name}")), QComboBox()
            fit(box, width="picker")
            label.setBuddy(box)
            box.setAccessibleName(label.text())
            ChoiceBinding(box, store, setting.read, setting.ask, setting.choices)
            rows.addWidget(label, row, 0)
            rows.addWidget(box, row, 1)
            self.boxes[setting.name] = box
        return card

    def _foot(self, store: Store) -> QHBoxLayout:
        self.defaults, close = QPushButton(say("settings.defaults")), QPushButton(say("keys.close"))
        self.defaults.setToolTip(say("settings.defaults-tip"))
        self.defaults.setAutoDefault(False)
        self.defaults.clicked.connect(lambda: store.apply(view_actions.restore_defaults))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(self.defaults)
        foot.addStretch(1)
        foot.addWidget(close)
        return foot


def setting_groups(store: Store) -> dict[str, tuple[ViewSetting, ...]]:
    """Return all settings by the group that they stand in."""
    return {"look": (*_look(), *_drawing()), "numbers": _numbers(store), "playing": _playing()}


def _look() -> tuple[ViewSetting, ...]:
    themes = tuple((name, say(f"theme.{name}")) for name in view_actions.THEMES)
    scales = tuple(
        (f"{scale:g}", say("percent-of-usual", percent=round(100 * scale)))
        for scale in view_actions.SCALES
    )
    return (
        ViewSetting("theme", themes, lambda state: state.view.theme, view_actions.set_theme.call),
        ViewSetting(
            "scale",
            scales,
            lambda state: f"{state.view.scale:g}",
            lambda key: view_actions.set_scale.call(float(key)),
        ),
        _switch(
            "motion",
            lambda state: not state.view.reduced_motion,
            lambda on: view_actions.set_reduced_motion.call(not on),
        ),
    )


def _drawing() -> tuple[ViewSetting, ...]:
    return (
        ViewSetting(
            "labels",
            tuple((part(each), say(f"labels.{part(each)}")) for each in WeightLabels),
            lambda state: part(state.view.labels),
            lambda key: view_actions.set_labels.call(
                next(each for each in WeightLabels if part(each) == key)
            ),
        ),
        ViewSetting(
            "neurons",
            tuple((part(each), say(f"neurons.{part(each)}")) for each in NeuronContent),
            lambda state: part(state.view.neurons),
            lambda key: view_actions.set_neurons.call(
                next(each for each in NeuronContent if part(each) == key)
            ),
        ),
    )


def _numbers(store: Store) -> tuple[ViewSetting, ...]:
    def note(**changes: object) -> Call:
        wanted: Notation = replace(store.state.view.notation, **changes)
        return view_actions.set_notation.call(wanted.loss, wanted.deltas, wanted.receiver_first)

    orders = tuple((key, say(f"setting-order.{key}")) for key in ("receiver", "sender"))
    return (
        ViewSetting(
            "digits",
            tuple((str(each), str(each)) for each in view_actions.DIGITS),
            lambda state: str(state.view.digits),
            lambda key: view_actions.set_digits.call(int(key)),
        ),
        ViewSetting(
            "loss-letter",
            (("C", "C"), ("L", "L")),
            lambda state: state.view.notation.loss,
            lambda key: note(loss=key),
        ),
        _switch("deltas", lambda state: state.view.notation.deltas, lambda on: note(deltas=on)),
        ViewSetting(
            "order",
            orders,
            lambda state: orders[not state.view.notation.receiver_first][0],
            lambda key: note(receiver_first=key == orders[0][0]),
        ),
    )


def _playing() -> tuple[ViewSetting, ...]:
    return (
        ViewSetting(
            "speed",
            tuple((f"{speed:g}", speed_said(speed)) for speed in SPEEDS),
            lambda state: f"{state.view.speed:g}",
            lambda key: view_actions.set_speed.call(float(key)),
        ),
        _switch("goes-on", lambda state: state.view.goes_on, view_actions.set_going_on.call),
    )


def _switch(name: str, read: Callable[[State], bool], ask: Callable[[bool], Call]) -> ViewSetting:
    return ViewSetting(
        name,
        tuple((key, say(f"setting.{key}")) for key in (_YES, _NO)),
        lambda state: _YES if read(state) else _NO,
        lambda key: ask(key == _YES),
    )
