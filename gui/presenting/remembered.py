"""What of a presentation is remembered between two starts."""

from gui.disk.settings import user_settings
from gui.presenting.choice import ScreenChoice, Stride

_IN_BOTH = "presenting/both"


def load_shown() -> ScreenChoice:
    """Return what a presentation begins with."""
    settings = user_settings()
    wanted = str(settings.value("presenting/stride"))
    stride = next((each for each in Stride if each.value == wanted), Stride.BEATS)
    is_strong = str(settings.value("presenting/strong")) != "false"
    is_pointing = str(settings.value("presenting/pointer")) != "false"
    in_both = str(settings.value(_IN_BOTH)) == "true"
    return ScreenChoice(
        stride=stride, is_strong=is_strong, is_pointing=is_pointing, in_both=in_both
    )


def save_shown(shown: ScreenChoice) -> None:
    settings = user_settings()
    settings.setValue("presenting/stride", shown.stride.value)
    settings.setValue("presenting/strong", str(shown.is_strong).lower())
    settings.setValue("presenting/pointer", str(shown.is_pointing).lower())
    save_in_both(shown.in_both)


def save_in_both(in_both: bool) -> None:
    """Remember whether presentations are in both languages."""
    user_settings().setValue(_IN_BOTH, str(in_both).lower())
