"""What stands below the network in a figure: the loss without a place, and what signs mean."""

from itertools import pairwise

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from engine.written.quantity import Kind
from gui.draw.letters import LINE_HEIGHT, text_width
from gui.network.edges import SIGNAL_THICKEST, THICKEST, budgets, weights_now
from gui.network.moment import Moment, Sparing
from gui.network.naming import loss_lines
from gui.network.shapes import Dash, Picture, Rect, Stroke, Text
from gui.state.choices import WeightLabels
from gui.words.catalog import beside, in_one_line, say

_SIZE, _LOSS = 11.0, 13.0  # units, of the type
_MARGIN, _GAP, _BELOW = 10.0, 14.0, 5.0
_SAMPLE, _AFTER = 24.0, 5.0  # a piece of line, and the room behind it


class _Entry(Struct, frozen=True):
    """Words, perhaps behind a piece of line of this dash and width."""

    text: str
    size: float
    colour: str
    bold: bool = False
    dash: Dash | None = None
    ink: str = ""
    thick: float = 0.0

    def width(self, scale: float) -> float:
        sample = 0.0 if self.dash is None else _SAMPLE + _AFTER
        return scale * sample + text_width(self.text, self.size * scale, self.bold) + 2


def foot_height(moment: Moment, width: float) -> float:
    """Return how high a foot of this width becomes at most."""
    return moment.scale * (_above(moment) + sum(map(_height, _rows(moment, width))) + _BELOW)


def foot(moment: Moment, width: float, top: float, labelled: int) -> Picture:
    """Return what is known at a moment, in rows from a height on; labelled: so many weights."""
    scale, lines, texts = moment.scale, [], []
    top += _above(moment) * scale
    for row in _with_labelled(moment, _rows(moment, width), width, labelled):
        x, height = _MARGIN * scale, _height(row) * scale
        for entry in row:
            start, size = x, entry.size * scale
            if entry.dash is not None:
                y, end = top + height / 2, x + _SAMPLE * scale
                lines.append(Stroke(x, y, end, y, entry.thick * scale, entry.ink, entry.dash))
                start = end + _AFTER * scale
            rect = Rect(start, top, text_width(entry.text, size, entry.bold) + 2, height)
            texts.append(Text(entry.text, rect, size, entry.colour, entry.bold))
            x += entry.width(scale) + _GAP * scale
        top += height
    return Picture(lines=tuple(lines), texts=tuple(texts))


def _above(moment: Moment) -> float:
    """Return what is kept free for a second row of captions, or for them in another language."""
    has_row = moment.spares(Sparing.LOSS) or beside(say("layer.input"))
    return _SIZE * LINE_HEIGHT if has_row else 0.0


def _height(row: list[_Entry]) -> float:
    return LINE_HEIGHT * max(entry.size for entry in row) + 1


def _rows(moment: Moment, width: float) -> list[list[_Entry]]:
    """Return the entries in rows, the losses above the signs."""
    room, gap = width - 2 * _MARGIN * moment.scale, _GAP * moment.scale
    rows: list[list[_Entry]] = []
    for part in (_losses(moment), [*_signs(moment), *_left_out(moment)]):
        used = room + 1  # a new part begins a row
        for entry in part:
            if used + gap + entry.width(moment.scale) > room:
                rows.append([])
                used = -gap
            rows[-1].append(entry)
            used += gap + entry.width(moment.scale)
    return rows


def _with_labelled(
    moment: Moment, rows: list[list[_Entry]], width: float, labelled: int
) -> list[list[_Entry]]:
    """Return the rows, the last one with how many weights have labels if only some of them have.

    It is not known before the labels have their places, so that no row is kept for it.
    """
    scale, there = moment.scale, _weights(moment)
    if moment.state.view.labels is not WeightLabels.ALL or not 0 < labelled < there or not rows:
        return rows
    said = in_one_line(say("network.labelled", labelled=labelled, there=there))
    entry = _Entry(said, _SIZE, moment.theme.text_faint)
    row = [*rows[-1], entry]
    needed = sum(each.width(scale) for each in row) + (len(row) - 1) * _GAP * scale
    return [*rows[:-1], row] if needed <= width - 2 * _MARGIN * scale else rows


def _losses(moment: Moment) -> list[_Entry]:
    if not moment.spares(Sparing.LOSS):
        return []
    found: list[_Entry] = []
    for each in loss_lines(moment):
        colour = moment.faded(moment.theme.loss, each.kind)
        if each.kind is Kind.LOSS_AFTER:  # behind that before
            found[-1] = replace(found[-1], text=f"{found[-1].text} {each.text}")
            continue
        found.append(_Entry(each.text, max(_LOSS * each.share, _SIZE), colour, each.bold))
    return found


def _signs(moment: Moment) -> list[_Entry]:
    """Return what the colours and dashes of the lines mean, as far as there are such lines."""
    theme = moment.theme
    weights = [weights_now(moment, layer) for layer in range(1, moment.depth + 1)]
    found = []
    for key, is_there, dash, ink in (
        ("positive", any((w >= 0).any() for w in weights), Dash.SOLID, theme.positive),
        ("negative", any((w < 0).any() for w in weights), Dash.DASHED, theme.negative),
    ):
        if is_there or moment.reserving:
            said, thick = in_one_line(say(f"network.weight-{key}")), THICKEST / 2
            found.append(_Entry(said, _SIZE, theme.text_soft, False, dash, ink, thick))
    layers = range(1, moment.depth + 1)
    known = [moment.trace.layers[n - 1].delta for n in layers if moment.known(Kind.DELTA, n)]
    for key, sign in (("positive", 1.0), ("negative", -1.0)):
        if moment.reserving or any((np.sign(deltas) == sign).any() for deltas in known):
            said, ink = in_one_line(say(f"network.gradient-{key}")), theme.gradient(sign)
            found.append(
                _Entry(said, _SIZE, theme.text_soft, False, Dash.DOTTED, ink, SIGNAL_THICKEST)
            )
    return found


def _left_out(moment: Moment) -> list[_Entry]:
    drawn, there = sum(budgets(moment.sizes)), _weights(moment)
    if drawn == there:
        return []
    said = in_one_line(say("network.strongest", drawn=drawn, there=there))
    return [_Entry(said, _SIZE, moment.theme.text_faint)]


def _weights(moment: Moment) -> int:
    return sum(a * b for a, b in pairwise(moment.sizes))
