"""What Undo and Redo say they do."""

from gui.words.catalog import say


def undo_text(undone_as: str) -> str:
    """Return the menu entry that takes back an action, "" where there is none."""
    return say(f"undo.{undone_as or 'nothing'}")


def redo_text(undone_as: str) -> str:
    """Return the menu entry that does an action again, "" where there is none."""
    return say(f"redo.{undone_as or 'nothing'}")
