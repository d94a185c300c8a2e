"""A heading within a menu."""

from PySide6.QtWidgets import QLabel, QMenu, QWidgetAction


def add_heading(menu: QMenu, text: str) -> None:
    """Add words over the commands that follow; a section of Qt's has none under a style sheet."""
    menu.addSeparator()
    label = QLabel(text)
    label.setObjectName("menuHeading")
    action = QWidgetAction(menu)
    action.setText(text)
    action.setDefaultWidget(label)
    action.setEnabled(False)  # it does nothing, and keys go past it
    menu.addAction(action)
