"""The rows of the palette: the letters typed stand out, keys and groups stand at the right."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.look.fit import current
from gui.look.theme import Theme
from gui.window.matching import RankedName
from gui.window.palette_entries import PaletteEntry
from gui.words.catalog import say

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_Role = Qt.ItemDataRole
_ON = "✓"
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class PaletteRows(QAbstractListModel):
    """The entries that fit what is typed, the best first."""

    def __init__(self, entries: Sequence[PaletteEntry]) -> None:
        super().__init__()
        self.entries = entries
        self._ranked: Sequence[RankedName] = ()

    def show_ranked(self, ranked: Sequence[RankedName]) -> None:
        """Show other entries; what cannot be done now comes last."""
        self.beginResetModel()
        self._ranked = sorted(ranked, key=lambda each: not self.entries[each.index].can_be_done)
        self.endResetModel()

    def entry(self, row: int) -> PaletteEntry:
        """Return the entry in a row."""
        return self.entries[self._ranked[row].index]

    def places(self, row: int) -> frozenset[int]:
        """Return which letters of its title were typed."""
        return self._ranked[row].places

    def said(self, row: int) -> str:
        """Return a row as it is read aloud."""
        entry = self.entry(row)
        return say("palette.entry", title=entry.title, group=_group(entry), keys=entry.keys)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._ranked)

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == _Role.DisplayRole:
            return self.entry(index.row()).title
        return self.said(index.row()) if role == _Role.AccessibleTextRole else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        usual = super().flags(index)
        if index.isValid() and not self.entry(index.row()).can_be_done:
            return usual & ~Qt.ItemFlag.ItemIsEnabled
        return usual


def _group(entry: PaletteEntry) -> str:
    return entry.group if entry.can_be_done else say("palette.not-now", group=entry.group)


class PaletteRow(QStyledItemDelegate):
    """Paints an entry: a mark where it is on, its title, its group, its keys."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        rows, theme = index.model(), self._theme
        assert isinstance(rows, PaletteRows)
        entry, room = rows.entry(index.row()), option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, QColor(theme.control_hover))
            edge = QRect(room.left(), room.top(), current().length("fine"), room.height())
            painter.fillRect(edge, QColor(theme.accent))
        apart = current().length("apart")
        painter.setFont(option.font)
        metrics = QFontMetrics(option.font)
        inside = room.adjusted(apart, 0, -apart, 0)
        if entry.is_on:
            self._write(painter, inside, _ON, theme.accent, Qt.AlignmentFlag.AlignLeft)
        inside.setLeft(inside.left() + metrics.horizontalAdvance(_ON) + current().length("row"))
        if entry.keys:
            self._write(painter, inside, entry.keys, theme.text_soft, Qt.AlignmentFlag.AlignRight)
            inside.setRight(inside.right() - metrics.horizontalAdvance(entry.keys) - apart)
        group = metrics.elidedText(_group(entry), Qt.TextElideMode.ElideRight, inside.width() // 2)
        self._write(painter, inside, group, theme.text_faint, Qt.AlignmentFlag.AlignRight)
        inside.setRight(inside.right() - metrics.horizontalAdvance(group) - apart)
        ink = theme.text if entry.can_be_done else theme.text_faint
        _write_title(painter, inside, entry.title, rows.places(index.row()), ink)
        painter.restore()

    def _write(
        self, painter: QPainter, room: QRect, text: str, ink: str, side: Qt.AlignmentFlag
    ) -> None:
        painter.setPen(QColor(ink))
        painter.drawText(room, side | _MIDDLE, text)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, current().length("palette_row"))


def _write_title(
    painter: QPainter, room: QRect, title: str, typed: frozenset[int], ink: str
) -> None:
    """Write a title with the letters typed in bold; what is too long is cut."""
    painter.setPen(QColor(ink))
    painter.setClipRect(room)
    at = room.left()
    for is_typed, letters in groupby(enumerate(title), key=lambda each: each[0] in typed):
        text = "".join(letter for _, letter in letters)
        font = painter.font()
        font.setBold(is_typed)
        painter.setFont(font)
        painter.drawText(
            QRect(at, room.top(), room.right() - at + 1, room.height()),
            Qt.AlignmentFlag.AlignLeft | _MIDDLE,
            text,
        )
        at += QFontMetrics(font).horizontalAdvance(text)
