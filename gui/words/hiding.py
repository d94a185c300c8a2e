"""What is said of what a class is not shown."""

from collections.abc import Sequence

from engine.hidden import CONTROL, PANEL
from gui.words.catalog import say, say_count, say_list


def control_name(key: str) -> str:
    """Return what a control is called that can be hidden."""
    return say(f"hide-control.{key.replace('_', '-')}")


def told_of_hidden(names: Sequence[str], key: str) -> str:
    """Return how much is hidden in what was opened. key: which reveals it."""
    panels = sum(name.startswith(PANEL) for name in names)
    controls = sum(name.startswith(CONTROL) for name in names)
    numbers = len(names) - panels - controls
    parts = [
        say_count(f"hidden-count.{kind}", count)
        for kind, count in (("numbers", numbers), ("panels", panels), ("controls", controls))
        if count
    ]
    return say("hidden.told", parts=say_list(parts), key=key)
