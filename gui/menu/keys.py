"""The table of keys: which command each does, and beside which others it is listed.

The menu takes its shortcuts from here, and F1 and the readme show the same table.
"""

from collections.abc import Mapping
from enum import Enum, auto

from msgspec import Struct
from PySide6.QtGui import QKeySequence

from gui.words.catalog import say

_Standard = QKeySequence.StandardKey


class KeyGroup(Enum):
    """What keys are for, in the order in which they are listed."""

    BEATS = auto()
    STEPS = auto()
    TRAINING = auto()
    VIEWS = auto()
    SIZES = auto()
    LESSONS = auto()
    FILES = auto()
    TABBED = auto()
    POINTS = auto()
    PRESENTING = auto()


class CommandKeys(Struct, frozen=True):
    """The keys of a command, the one that is told of first."""

    group: KeyGroup
    keys: tuple[str | QKeySequence.StandardKey, ...]

    @property
    def sequences(self) -> tuple[QKeySequence, ...]:
        """The keys as Qt knows them; some systems have none for a standard command."""
        found = (QKeySequence(key) for key in self.keys)
        return tuple(each for each in found if not each.isEmpty())


KEYS: Mapping[str, CommandKeys] = {
    "play": CommandKeys(KeyGroup.BEATS, ("Space",)),
    "next-beat": CommandKeys(KeyGroup.BEATS, ("Right",)),
    "previous-beat": CommandKeys(KeyGroup.BEATS, ("Left",)),
    "phase-end": CommandKeys(KeyGroup.BEATS, ("Shift+Right",)),
    "first-beat": CommandKeys(KeyGroup.BEATS, ("Home",)),
    "last-beat": CommandKeys(KeyGroup.BEATS, ("End",)),
    "next-step": CommandKeys(KeyGroup.STEPS, ("Ctrl+Right", "PgDown", "]")),
    "previous-step": CommandKeys(KeyGroup.STEPS, ("Ctrl+Left", "PgUp", "[")),
    "tenth-on": CommandKeys(KeyGroup.STEPS, ("Shift+PgDown",)),
    "tenth-back": CommandKeys(KeyGroup.STEPS, ("Shift+PgUp",)),
    "to-the-start": CommandKeys(KeyGroup.STEPS, ("Ctrl+Home",)),
    "newest-step": CommandKeys(KeyGroup.STEPS, ("Ctrl+End",)),
    "go-to-step": CommandKeys(KeyGroup.STEPS, ("Ctrl+G",)),
    "beats-of-step": CommandKeys(KeyGroup.STEPS, ("Ctrl+Down",)),
    "branch-here": CommandKeys(KeyGroup.STEPS, ("Ctrl+B",)),
    "going-on": CommandKeys(KeyGroup.STEPS, ("G",)),
    "train": CommandKeys(KeyGroup.TRAINING, ("T",)),
    "train-steps": CommandKeys(KeyGroup.TRAINING, ("N",)),
    "train-epoch": CommandKeys(KeyGroup.TRAINING, ("E",)),
    "until-it-stays": CommandKeys(KeyGroup.TRAINING, ("U",)),
    "cancel-training": CommandKeys(KeyGroup.TRAINING, ("Escape",)),
    "slower-training": CommandKeys(KeyGroup.TRAINING, (",",)),
    "faster-training": CommandKeys(KeyGroup.TRAINING, (".",)),
    "keep-run": CommandKeys(KeyGroup.TRAINING, ("K",)),
    "reset": CommandKeys(KeyGroup.TRAINING, ("Ctrl+R",)),
    "new-weights": CommandKeys(KeyGroup.TRAINING, ("Ctrl+Shift+R",)),
    "deselect": CommandKeys(KeyGroup.VIEWS, ("Escape",)),
    "arrangement-step": CommandKeys(KeyGroup.VIEWS, ("Ctrl+1",)),
    "arrangement-landscape": CommandKeys(KeyGroup.VIEWS, ("Ctrl+2",)),
    "arrangement-training": CommandKeys(KeyGroup.VIEWS, ("Ctrl+3",)),
    "arrangement-lesson": CommandKeys(KeyGroup.VIEWS, ("Ctrl+4",)),
    "dark-theme": CommandKeys(KeyGroup.VIEWS, ("Ctrl+D",)),
    "other-language": CommandKeys(KeyGroup.VIEWS, ("Ctrl+Shift+L",)),
    "more-digits": CommandKeys(KeyGroup.VIEWS, ("D",)),
    "fewer-digits": CommandKeys(KeyGroup.VIEWS, ("Shift+D",)),
    "next-labels": CommandKeys(KeyGroup.VIEWS, ("L",)),
    "next-neurons": CommandKeys(KeyGroup.VIEWS, ("M",)),
    "coloured-regions": CommandKeys(KeyGroup.VIEWS, ("R",)),
    "edit-points": CommandKeys(KeyGroup.VIEWS, ("P",)),
    "next-output": CommandKeys(KeyGroup.VIEWS, ("O",)),
    "next-wrong": CommandKeys(KeyGroup.VIEWS, ("X",)),
    "reveal-next": CommandKeys(KeyGroup.VIEWS, ("H",)),
    "reveal-all": CommandKeys(KeyGroup.VIEWS, ("Shift+H",)),
    "present": CommandKeys(KeyGroup.VIEWS, ("F5", "Shift+F5")),
    "settings": CommandKeys(KeyGroup.VIEWS, ("Ctrl+,",)),
    "palette": CommandKeys(KeyGroup.VIEWS, ("Ctrl+K",)),
    "keys": CommandKeys(KeyGroup.VIEWS, ("F1",)),
    "larger": CommandKeys(KeyGroup.SIZES, ("Ctrl++", "Ctrl+=")),
    "smaller": CommandKeys(KeyGroup.SIZES, ("Ctrl+-",)),
    "usual-size": CommandKeys(KeyGroup.SIZES, ("Ctrl+0",)),
    "leave-full-size": CommandKeys(KeyGroup.SIZES, ("Escape",)),
    "next-card": CommandKeys(KeyGroup.LESSONS, ("Alt+Right",)),
    "previous-card": CommandKeys(KeyGroup.LESSONS, ("Alt+Left",)),
    "back-to-card": CommandKeys(KeyGroup.LESSONS, ("Alt+Home",)),
    "to-question": CommandKeys(KeyGroup.LESSONS, ("Alt+Q",)),
    "new": CommandKeys(KeyGroup.FILES, (_Standard.New,)),
    "open": CommandKeys(KeyGroup.FILES, (_Standard.Open,)),
    "copy-experiment": CommandKeys(KeyGroup.FILES, (_Standard.Copy,)),
    "paste": CommandKeys(KeyGroup.FILES, (_Standard.Paste,)),
    "save": CommandKeys(KeyGroup.FILES, (_Standard.Save,)),
    "save-as": CommandKeys(KeyGroup.FILES, (_Standard.SaveAs,)),
    "export": CommandKeys(KeyGroup.FILES, ("Ctrl+E",)),
    "print": CommandKeys(KeyGroup.FILES, (_Standard.Print,)),
    "change-number": CommandKeys(KeyGroup.FILES, ("F2",)),
    "undo": CommandKeys(KeyGroup.FILES, (_Standard.Undo,)),
    "redo": CommandKeys(KeyGroup.FILES, (_Standard.Redo,)),
    "copy-latex": CommandKeys(KeyGroup.FILES, ("Ctrl+Shift+C",)),
    "copy-text": CommandKeys(KeyGroup.FILES, ("Ctrl+Shift+T",)),
    "copy-image": CommandKeys(KeyGroup.FILES, ("Ctrl+Shift+I",)),
    "quit": CommandKeys(KeyGroup.FILES, ("Ctrl+Q",)),
}

# No commands of the window: keys of what Tab has led to, such as the drawing of the network.
TABBED: Mapping[str, tuple[str, ...]] = {
    "next": ("Tab",),
    "neurons": ("Left", "Right", "Up", "Down"),
    "edges": ("W", "Shift+W"),
    "bias": ("B",),
    "select": ("Return",),
    "type": ("F2",),
    "target": ("Y",),
    "more": ("+",),
    "fewer": ("Delete", "-"),
    "layer": ("Insert",),
    "no-layer": ("Shift+Delete",),
    "leave": ("Escape",),
}

# The same of the picture of the inputs, where points are put.
POINTS: Mapping[str, tuple[str, ...]] = {
    "follow": ("Left", "Right"),
    "class": ("0", "9"),
    "add": ("Return",),
    "move": ("Shift+Left",),
    "finely": ("Ctrl+Shift+Left",),
    "give": ("C",),
    "delete": ("Delete",),
}

# The same while the class is shown a presentation.
PRESENTING: Mapping[str, tuple[str, ...]] = {
    "on": ("PgDown", "Right", "Down"),
    "back": ("PgUp", "Left", "Up"),
    "first": ("Home",),
    "last": ("End",),
    "stride": ("U",),
    "play": ("Space",),
    "panel": ("1", "9"),
    "beside": ("Shift+1", "Shift+9"),
    "usual": ("0",),
    "lesson": ("L",),
    "vote": ("A", "D"),
    "next-thing": ("Tab",),
    "choose": ("Return",),
    "black": ("B", "."),
    "white": ("W",),
    "spotlight": ("S",),
    "pointer": ("P",),
    "strong": ("C",),
    "both": ("O",),
    "train": ("T",),
    "reveal": ("H",),
    "help": ("F1",),
    "end": ("Escape",),
}

WITH_WORDS = frozenset(
    {
        *("left", "right", "up", "down", "space", "esc", "pgup", "pgdown", "ctrl", "shift", "alt"),
        *("home", "end", "tab", "return", "del", "ins"),
    }
)


def caps(sequence: QKeySequence) -> tuple[str, ...]:
    """Return what is printed on the keys pressed together."""
    text = sequence.toString(QKeySequence.SequenceFormat.PortableText)
    *others, last = text.removesuffix("+").split("+") if text.endswith("+") else text.split("+")
    pressed = [*others, last or "+"]
    return tuple(map(_cap, pressed))


def _cap(name: str) -> str:
    return say(f"key.{name.lower()}") if name.lower() in WITH_WORDS else name.replace("-", "−")


def told(sequence: QKeySequence) -> str:
    """Return keys in one line of text."""
    return "+".join(caps(sequence))
