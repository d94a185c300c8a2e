"""The page of keys that F1 shows: what each does, drawn as keys, in groups."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui.look.fit import current, fit
from gui.menu.keys import KEYS, POINTS, PRESENTING, TABBED, KeyGroup, caps, told
from gui.words.catalog import say, say_list
from gui.words.keys import part

_LEFT = (KeyGroup.BEATS, KeyGroup.STEPS, KeyGroup.TRAINING)  # the others stand beside them


class KeysPage(QDialog):
    """All keys in two columns, or one in a narrow window; it scrolls, and Escape closes it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setWindowTitle(say("command-name.keys"))
        columns = QWidget()
        sides = QHBoxLayout(columns)
        fit(sides, margins="page", spacing="far")
        for groups in (_LEFT, tuple(each for each in KeyGroup if each not in _LEFT)):
            side = QVBoxLayout()
            fit(side, spacing="apart")
            for group in groups:
                side.addWidget(self._group(group))
            side.addStretch(1)
            sides.addLayout(side)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setObjectName("page")
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(columns)
        whole = QVBoxLayout(self)
        fit(whole, margins="page_around", spacing="row")
        whole.addWidget(scroll, 1)
        whole.addLayout(self._foot())
        room = window.size().boundedTo(window.screen().availableSize())
        if columns.sizeHint().width() + 2 * current().length("far") > room.width():
            sides.setDirection(QHBoxLayout.Direction.TopToBottom)
        wanted = columns.sizeHint()
        bar, around = (
            current().length("far"),
            whole.sizeHint().height() - scroll.sizeHint().height(),
        )
        scroll.setMinimumWidth(min(wanted.width() + bar, room.width()))
        self.resize(
            min(wanted.width() + 2 * bar, room.width()),
            min(wanted.height() + around, 9 * room.height() // 10),
        )

    def _group(self, group: KeyGroup) -> QWidget:
        card = QFrame()
        card.setObjectName("card")
        rows = QGridLayout(card)
        fit(rows, margins="card_around", across="apart", down="gap")
        rows.setColumnStretch(1, 1)
        title = QLabel(say(f"keys.{part(group)}"))
        title.setObjectName("heading")
        rows.addWidget(title, 0, 0, 1, 2)
        for sequences, words in _listed(group):
            at = rows.rowCount()
            rows.addWidget(_drawn(sequences), at, 0)
            rows.addWidget(QLabel(words), at, 1)
        if group is KeyGroup.SIZES:
            for said in (say("keys.full-size"), say("keys.zoom")):
                hint = QLabel(said)
                hint.setObjectName("faint")
                hint.setWordWrap(True)
                # the keys say how wide the page is, and the hints take as many lines
                hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
                rows.addWidget(hint, rows.rowCount(), 0, 1, 2)
        return card

    def _foot(self) -> QHBoxLayout:
        close = QPushButton(say("keys.close"))
        close.clicked.connect(self.accept)
        close.setDefault(True)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        return row


_Listed = list[tuple[tuple[QKeySequence, ...], str]]


def _listed(group: KeyGroup) -> _Listed:
    """Return the keys of a group with what they do."""
    if group is KeyGroup.TABBED:
        return [(_pressed(keys), say(f"tabbed-key.{name}")) for name, keys in TABBED.items()]
    if group is KeyGroup.POINTS:
        return [(_pressed(keys), say(f"point-key.{name}")) for name, keys in POINTS.items()]
    if group is KeyGroup.PRESENTING:
        return [
            (_pressed(keys), say(f"presenting-key.{name}")) for name, keys in PRESENTING.items()
        ]
    commands = [(name, each) for name, each in KEYS.items() if each.group is group]
    return [(each.sequences, say(f"command-name.{name}")) for name, each in commands]


def _pressed(keys: tuple[str, ...]) -> tuple[QKeySequence, ...]:
    return tuple(map(QKeySequence, keys))


def _drawn(sequences: tuple[QKeySequence, ...]) -> QWidget:
    """Return keys as they look on a keyboard, the alternatives one after the other."""
    drawn = QWidget()
    drawn.setAccessibleName(say_list([told(each) for each in sequences]))
    row = QHBoxLayout(drawn)
    row.setContentsMargins(0, 0, 0, 0)
    fit(row, spacing="close")
    for index, sequence in enumerate(sequences):
        if index:
            between = QLabel(say("keys.or"))
            between.setObjectName("faint")
            row.addWidget(between)
        for cap in caps(sequence):
            key = QLabel(cap)
            key.setObjectName("keycap")
            key.setAlignment(Qt.AlignmentFlag.AlignCenter)
            row.addWidget(key)
    row.addStretch(1)
    return drawn
