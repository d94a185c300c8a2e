"""What stands beside and below the neurons: targets, the loss, captions."""

from itertools import pairwise

from msgspec.structs import replace

from engine.story.beats import Scene
from engine.text.numbers import short
from engine.written.quantity import Kind, Quantity
from gui.draw.easing import eased
from gui.draw.letters import LINE_HEIGHT, text_width
from gui.look.theme import blend
from gui.network.geometry import LOSS_SIZE, TARGET_SIZE, Geometry, class_name
from gui.network.layout import Detail, NetworkLayout
from gui.network.moment import Moment, Sparing
from gui.network.naming import caption_texts, loss_lines, target_text
from gui.network.shapes import Dash, Picture, Rect, Stroke, Text
from gui.network.text import RING_ROOM, elided, fitting, line
from gui.state.choices import NeuronContent
from gui.words.catalog import beside, say, say_count

CAPTION_SIZE, CAPTION_GAP, BENEATH_SIZE = 11.5, 8.0, 11.0
READABLE = 1.2  # times its room a caption may be wide: it is then set smaller
MOST_TARGETS = 16
OF_PITCH = 0.78  # of the way to the next output, the size of a target at most
CAPTION_REACH = 56.0  # from the middle of the outputs to the end of their caption


def captions(moment: Moment, layout: NetworkLayout) -> Picture:
    """Return the role of every layer with its activation, and the size of a large one."""
    texts: list[Text] = []
    beneath: list[Text] = []
    gap, size = CAPTION_GAP * moment.scale, CAPTION_SIZE * moment.scale
    ends = _caption_ends(layout, gap)
    for column, (left, right) in zip(layout.columns, ends, strict=True):
        role, activation = caption_texts(moment, column.layer)
        if column.detail is Detail.CELLS:
            role = say_count("layer.neurons", moment.sizes[column.layer])
        whole = f"{role} · {activation}" if activation else role
        if moment.scope.is_pooled:  # in narrow layers their neurons have no room to say so
            whole, role = (say("layer.means", layer=words) for words in (whole, role))
            activation = ""
        room = 2 * min(column.x - left, right - column.x)
        choices = [whole, activation or role]
        if column.detail.has_pictures:
            choices.insert(0, _with_span(moment, column.layer, whole))
        over = _over(moment) if column.detail.has_pictures and column.layer == 0 else ""
        if over and text_width(over, size) <= READABLE * room:
            choices = [over]
        text, fitted = fitting(choices, size, room)
        texts.append(line(text, column.x, layout.caption_y, fitted, moment.theme.text_faint))
        other = _in_other(role, activation)
        below, small = layout.caption_y + size * LINE_HEIGHT, BENEATH_SIZE * moment.scale
        if other and text_width(other, small) <= room:
            beneath.append(line(other, column.x, below, small, moment.theme.text_faint))
    has_foot = moment.spares(Sparing.LOSS) and not moment.spares(Sparing.SPOKEN)
    if has_foot and any(text.size < size for text in texts):
        texts = _in_two_rows(texts, size, layout.width, _least_way(layout) - gap)
        beneath = []
    return Picture(texts=(*texts, *beneath))


def _in_other(role: str, activation: str) -> str:
    """Return a caption in another language, "" where it is in one alone."""
    other = beside(activation) or activation
    return f"{beside(role)} · {other}" if beside(role) and activation else beside(role)


def _least_way(layout: NetworkLayout) -> float:
    return min(other.x - one.x for one, other in pairwise(layout.columns))


def _in_two_rows(texts: list[Text], size: float, width: float, room: float) -> list[Text]:
    """Return captions in their full size, every second one a line lower."""
    found = []
    for index, text in enumerate(texts):
        words = elided(text.text, size, 2 * room)
        half = text_width(words, size) / 2 + 2
        x = min(max(text.rect.x + text.rect.width / 2, half), width - half)
        y = text.rect.y + text.rect.height / 2 + index % 2 * size * LINE_HEIGHT
        found.append(line(words, x, y, size, text.colour))
    return found


def _with_span(moment: Moment, layer: int, whole: str) -> str:
    """Return a caption with the numbers that have the full colours in the pictures of the layer."""
    from gui.network.map_pictures import pictures  # only where there are pictures

    scale = pictures(moment, layer).scale
    ends = {"low": short(scale.low, 2), "high": short(scale.high, 2)}
    if layer and moment.state.view.neurons is NeuronContent.GRADIENTS:
        return say("layer.mapped-gradients", layer=whole, **ends)
    return say("layer.mapped", layer=whole, **ends)


def _over(moment: Moment) -> str:
    """Return which of more than two inputs pictures are drawn over, "" for no more than two."""
    from gui.state.inputs import derived as inputs_derived  # only where there are pictures
    from gui.words.maps import plane_caption

    return plane_caption(inputs_derived.input_plane(moment.state))


def _caption_ends(layout: NetworkLayout, gap: float) -> list[tuple[float, float]]:
    """Return how far the caption of each layer may reach: halfway to those beside it."""
    xs = [column.x for column in layout.columns]
    middles = [(one + other) / 2 for one, other in pairwise(xs)]
    lefts = [2.0, *(middle + gap / 2 for middle in middles)]
    rights = [*(middle - gap / 2 for middle in middles), layout.width - 2.0]
    return list(zip(lefts, rights, strict=True))


def targets(moment: Moment, layout: NetworkLayout) -> Picture:
    """Return the targets beside the outputs, joined to them once there is a loss."""
    outputs = layout.outputs
    if len(outputs.ys) > MOST_TARGETS or moment.spares(Sparing.TARGETS):
        return Picture()
    size, left = TARGET_SIZE * moment.scale, layout.side_x - layout.side_width / 2
    texts: list[Text] = []
    lines: list[Stroke] = []
    for unit, y in enumerate(outputs.ys):
        text = target_text(moment, unit)
        pitch = outputs.ys[1] - outputs.ys[0] if len(outputs.ys) > 1 else layout.height
        fitted = min(size, OF_PITCH * pitch)
        width = min(text_width(text, fitted) + 2, layout.side_width)
        height = fitted * LINE_HEIGHT
        texts.append(
            Text(
                text,
                Rect(left, y - height / 2, width, height),
                fitted,
                moment.theme.loss,
                quantity=Quantity(Kind.TARGET, outputs.layer, unit),
            )
        )
        named = elided(class_name(moment, unit), fitted, layout.side_width - width - 4)
        if named:
            beside = Rect(left + width + 4, y - height / 2, text_width(named, fitted) + 2, height)
            texts.append(Text(named, beside, fitted, moment.theme.text_soft))
        joint = _joint(moment, outputs.x + outputs.radius + RING_ROOM * moment.scale, left, y, unit)
        lines += joint
    return Picture(lines=tuple(lines), texts=tuple(texts))


def _joint(moment: Moment, start: float, end: float, y: float, unit: int) -> tuple[Stroke, ...]:
    """Return the line between an output and its target."""
    theme, scale = moment.theme, moment.scale
    end -= 5 * scale
    forming = moment.is_now(Scene.LOSS)
    if not (forming or moment.known(Kind.LOSS)):
        return ()
    grown = eased(moment.travelled) if forming else 1.0
    colour, width = blend(theme.loss, theme.card, 0.6), 1.2
    if moment.beat.scene in (Scene.LOSS, Scene.LOSS_AFTER):
        colour, width = theme.loss, 2.0
    elif moment.is_now(Scene.OUTPUT_SLOPE):
        colour, width = moment.gradient_ink(Quantity(Kind.D_A, moment.depth, unit)), 2.2
    if grown == 0 or end <= start:
        return ()
    return (Stroke(start, y, start + grown * (end - start), y, width * scale, colour, Dash.DOTTED),)


def loss(moment: Moment, where: Geometry) -> Picture:
    """Return the loss near the outputs, where no target stands."""
    lines = loss_lines(moment)
    if not lines or moment.spares(Sparing.LOSS):
        return Picture()
    size, theme, layout = LOSS_SIZE * moment.scale, moment.theme, where.layout
    height = size * LINE_HEIGHT
    top = _top_of_loss(layout, where.loss_height, moment.scale)
    if top is None:
        words = [each.text for each in lines]
        left = layout.outputs.x + CAPTION_REACH * moment.scale
        room = layout.width - left - 6 * moment.scale
        text, fitted = fitting(
            [" ".join(words), " ".join(words[:2]), words[0]], size, room, bold=True
        )
        colour = moment.faded(theme.loss, Kind.LOSS)
        half = text_width(text, fitted, bold=True) / 2
        x = min(max(layout.side_x, left + half), left + room - half)
        below = line(text, x, layout.caption_y, fitted, colour, bold=True)
        return Picture(texts=(replace(below, quantity=_revealed_by_a_click(moment)),))
    texts = []
    left = layout.side_x - layout.side_width / 2
    for each in lines:
        colour, fitted = moment.faded(theme.loss, each.kind), size * each.share
        width = min(text_width(each.text, fitted, bold=each.bold) + 2, layout.side_width)
        rect = Rect(left, top, width, height)
        number = _revealed_by_a_click(moment)
        texts.append(Text(each.text, rect, fitted, colour, bold=each.bold, quantity=number))
        top += height
    return Picture(texts=tuple(texts))


def _revealed_by_a_click(moment: Moment) -> Quantity | None:
    """Return what a click on the loss is on, which is nothing while it is not hidden."""
    losses = map(Quantity, (Kind.SAMPLE_LOSS, Kind.LOSS, Kind.LOSS_AFTER))
    return next((each for each in losses if moment.known(each.kind) and moment.hides(each)), None)


def _top_of_loss(layout: NetworkLayout, height: float, scale: float) -> float | None:
    """Return where the loss begins: between the middle outputs, or below the only one."""
    ys = layout.outputs.ys
    gap = TARGET_SIZE * scale
    if len(ys) == 1:
        return ys[0] + gap + 4 * scale
    middle = len(ys) // 2
    above, below = ys[middle - 1], ys[middle]
    if len(ys) <= MOST_TARGETS and below - above >= height + 2 * gap:
        return (above + below - height) / 2
    if len(ys) > MOST_TARGETS:
        return (above + below - height) / 2
    return None
