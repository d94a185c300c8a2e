"""From where lines of text grow in another font: those below each other from one side."""

from collections import Counter
from collections.abc import Sequence

from gui.export.slides.letters import line_of
from gui.export.slides.seen import Said, Seen
from gui.recording.marks import TextMark


def sides_of(seen: Sequence[Seen | Said]) -> dict[int, str]:
    """Return by place "l" or "r" for texts that begin or end below others; the rest are centred."""
    lines = {
        i: line_of(each.mark)
        for i, each in enumerate(seen)
        if isinstance(each, Seen) and isinstance(each.mark, TextMark) and not each.mark.angle
    }
    begins = Counter(round(line[0]) for line in lines.values())
    ends = Counter(round(line[0] + line[2]) for line in lines.values())
    found = {}
    for i, line in lines.items():
        begun, ended = begins[round(line[0])], ends[round(line[0] + line[2])]
        if begun != ended:
            found[i] = "l" if begun > ended else "r"
    return found
