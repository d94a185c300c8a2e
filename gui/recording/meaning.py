"""What a group of marks means, for formats that know more than lines and letters.

A writer that can say it in its format's own way (a formula, a plot with its data) does so in the
room of the group; any other writes the marks.
"""

from msgspec import Struct

Room = tuple[float, float, float, float]
"""Left, top, width and height, in units of the page."""


class Meaning(Struct, frozen=True, kw_only=True, eq=False):
    """What stands in a room of the page. Each kind is one subclass, beside what paints it."""

    room: Room
