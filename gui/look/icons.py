"""Icons for the commands, in the colours of the theme."""

import qtawesome

from gui.look.theme import Theme
from gui.menu.menu import Menu


def dress(menu: Menu, theme: Theme) -> None:
    """Give the commands of the toolbar their icons."""
    for action, name in (
        (menu.to_the_start, "mdi6.skip-backward"),
        (menu.previous_beat, "mdi6.step-backward"),
        (menu.next_beat, "mdi6.step-forward"),
        (menu.phase_end, "mdi6.skip-next-outline"),
        (menu.next_step, "mdi6.skip-next"),
        (menu.going_on, "mdi6.infinity"),
        (menu.reset, "mdi6.restore"),
        (menu.new_weights, "mdi6.dice-5-outline"),
        (menu.present, "mdi6.presentation-play"),
        (menu.theme, "mdi6.weather-sunny" if theme.base == "dark" else "mdi6.weather-night"),
    ):
        action.setIcon(qtawesome.icon(name, color=theme.text))
    for action, name, colour in (
        (menu.play, "mdi6.play", theme.accent_text),
        (menu.train, "mdi6.fast-forward", theme.text),
    ):
        icon = qtawesome.icon(name, color=colour, on="mdi6.pause", color_on=theme.accent_text)
        action.setIcon(icon)
