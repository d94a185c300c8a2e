"""At which end a line of text stands where it does: letters of TeX are not as wide as ours."""

import re
from itertools import chain

from gui.recording.bounds import bounds_of
from gui.recording.marks import (
    AreaMark,
    BoxMark,
    EllipseMark,
    GroupMark,
    Mark,
    TextMark,
    every_mark,
)

LEFT, MIDDLE, RIGHT = "base west", "base", "base east"
ANCHORS = {LEFT: 0.0, MIDDLE: 0.5, RIGHT: 1.0}
"""The anchors of TikZ on a baseline, and which share of a line lies before each."""

_NEAR, _UNLIKE = 0.8, 1.5  # units: of places that are the same, of widths that are not
_NUMBER = re.compile(r"[+−]?\d")
_ABOUT, _BELOW = 5.0, 4.0  # units, and times a text: of lines that begin below each other
_MARGIN = 0.06  # of the width of a page: what begins there is no caption of something else
_WIDER = 8.0  # times a text: what is so much wider does not hold it in its middle


class Alignment:
    """Tells of the texts of pages at which end they keep their place."""

    def __init__(self, marks: tuple[Mark, ...], width: float) -> None:
        self._width = width
        every = list(every_mark(marks))
        self._grounds = [
            bounds_of(mark) for mark in every if isinstance(mark, AreaMark | BoxMark | EllipseMark)
        ]
        texts = [mark for mark in every if isinstance(mark, TextMark) and not mark.angle]
        self._texts = texts
        self._ends = {anchor: _by_place(texts, share) for anchor, share in ANCHORS.items()}
        for mark in every:
            if isinstance(mark, GroupMark) and mark.meaning is not None:
                x, _, width, _ = mark.meaning.room
                self._ends[LEFT].setdefault(round(x), []).append((x, width))

    def anchor(self, mark: TextMark) -> str:
        """Return the anchor of TikZ at which a text stands."""
        if mark.angle or self._is_held(mark):
            return MIDDLE
        shared = {anchor: self._shared(mark, anchor) for anchor in (LEFT, RIGHT, MIDDLE)}
        if shared[RIGHT] == 1 and not _NUMBER.match(mark.text):
            shared[RIGHT] = 0  # words end at the same place by chance
        best = max(shared, key=lambda anchor: shared[anchor])
        if shared[best]:
            return best
        begins = mark.x < _MARGIN * self._width or self._follows(mark)
        return LEFT if begins else MIDDLE

    def _is_held(self, mark: TextMark) -> bool:
        middle, y = mark.x + mark.width / 2, mark.y - mark.size / 3
        return any(
            abs(x + width / 2 - middle) < _NEAR and y0 < y < y0 + height
            for x, y0, width, height in self._grounds
            if mark.width - 2 < width < _WIDER * max(mark.width, mark.size)
        )

    def _follows(self, mark: TextMark) -> bool:
        """Return whether another text near by begins at about the same place."""
        return any(
            other is not mark
            and abs(other.x - mark.x) < _ABOUT
            and abs(other.y - mark.y) < _BELOW * mark.size
            for other in self._texts
        )

    def _shared(self, mark: TextMark, anchor: str) -> int:
        place = mark.x + ANCHORS[anchor] * mark.width
        found = self._ends[anchor]
        near = chain.from_iterable(found.get(round(place) + i, ()) for i in (-1, 0, 1))
        return len(
            {
                round(width)
                for at, width in near
                if abs(at - place) < _NEAR and abs(width - mark.width) > _UNLIKE
            }
        )


def _by_place(texts: list[TextMark], share: float) -> dict[int, list[tuple[float, float]]]:
    found: dict[int, list[tuple[float, float]]] = {}
    for mark in texts:
        place = mark.x + share * mark.width
        found.setdefault(round(place), []).append((place, mark.width))
    return found
