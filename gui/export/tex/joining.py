"""Lines of text as they were written: painted, a line falls into parts of one font each."""

from msgspec.structs import replace

from gui.recording.marks import GroupMark, Mark, TextMark

_BESIDE = 0.5  # units between the end of a part and the next one
_SPACE, _ABOUT = 0.32, 0.05  # times the letters: a space alone is not recorded


def joined(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Return marks with parts of a line that follow each other as one text."""
    found: list[Mark] = []
    for mark in marks:
        if isinstance(mark, GroupMark):
            found.append(replace(mark, marks=joined(mark.marks)))
        elif found and (whole := _whole(found[-1], mark)) is not None:
            found[-1] = whole
        else:
            found.append(mark)
    return tuple(found)


def _whole(one: Mark, other: Mark) -> TextMark | None:
    """Return two parts of a line as one, None for what does not belong together."""
    if not isinstance(one, TextMark) or not isinstance(other, TextMark):
        return None
    gap = other.x - one.x - one.width
    has_space = abs(gap / one.size - _SPACE) < _ABOUT
    is_next = abs(gap) < _BESIDE or has_space
    if one.angle or not is_next or _look(one) != _look(other):
        return None
    text = f"{one.text} {other.text}" if has_space else one.text + other.text
    return replace(one, text=text, width=other.x + other.width - one.x)


def _look(mark: TextMark) -> tuple[object, ...]:
    return mark.y, mark.size, mark.colour, mark.is_bold, mark.is_italic, mark.angle
