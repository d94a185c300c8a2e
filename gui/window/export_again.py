"""Lets a figure that was opened be exported again as it was."""

from msgspec.structs import replace

from gui.export.choice import MM, PIXELS, TEXT_SCALES, FigureChoice, last_choice, remember
from gui.export.request import MM_PER_INCH, PIXELS_PER_INCH, PRESETS, FigureRequest


def remember_request(request: FigureRequest) -> None:
    """Let the dialog begin with what was asked for of a figure, in the format chosen last."""
    remember(choice_of(request, last_choice()))


def choice_of(request: FigureRequest, last: FigureChoice) -> FigureChoice:
    """Return what is to be chosen for the same figure; what the dialog has no name for, nearly."""
    size = request.size
    known = {(each.width, each.dots): key for key, each in PRESETS.items()}  # whatever its height
    preset = known.get((size.width, size.dots))
    unit = MM_PER_INCH / PIXELS_PER_INCH if size.least_type else 1.0
    return replace(
        last,
        view=request.view,
        size=preset or (MM if size.least_type else PIXELS),
        width=last.width if preset else round(unit * size.width, 2),
        height=last.height if preset else round(unit * size.height, 2),
        text_scale=request.text_scale if request.text_scale in TEXT_SCALES else last.text_scale,
        theme=request.theme or "",
        labels=request.labels.value if request.labels else "",
        is_transparent=request.is_transparent,
        text=request.text,
        has_caption=request.has_caption,
    )
