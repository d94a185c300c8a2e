"""Every length on screen by its use, and how it grows with a picture: all pixels stand here."""

from collections.abc import Mapping
from math import floor, sqrt

from msgspec import Struct

LEAST_WINDOW = 640, 360  # for one panel at a time; enlarged, as far as the screen allows
LOW_WINDOW = 560  # below, the status bar is left out
FIRST_WINDOW = 1440, 900
WINDOW_FRAME = 16, 40  # edges and title, which Qt knows only of a window on screen

# In pixels at scale 1. A margin is left, top, right, bottom; an area is width, height.
_LENGTHS: Mapping[str, int | tuple[int, ...]] = {
    # type
    "words": 13,
    "heading": 15,
    "lesson": 14,
    "speech": 20,
    "small": 12,
    "tiny": 11,
    "formula": 17,
    "formula_small": 14,
    # between things
    "thread": 1,
    "hair": 2,
    "fine": 3,
    "close": 4,
    "gap": 6,
    "tools": 7,
    "row": 8,
    "controls": 9,
    "apart": 16,
    "far": 24,
    # around things
    "desk": (8, 8, 8, 8),
    "card": (12, 8, 12, 8),
    "card_title": (12, 8, 8, 2),
    "card_body": (12, 2, 12, 10),
    "notice": (12, 6, 6, 6),
    "notice_offers": (0, 0, 0, 4),
    "notice_away": 8,
    "notice_width": 720,
    "page": (0, 0, 4, 0),
    "page_around": (12, 12, 8, 12),
    "card_around": (12, 10, 16, 12),
    "narration": (10, 0, 0, 0),
    "form": (0, 0, 3, 0),
    "unfolded": (12, 0, 0, 2),
    "remedy": (8, 5, 8, 6),
    "question": (10, 8, 10, 10),
    "before_bar": (0, 0, 4, 0),
    "column": (0, 0, 8, 0),
    "below_sliders": (0, 3, 0, 0),
    "plot": (0, 8, 16, 0),  # room for half of the outermost numbers
    # controls
    "icon": (17, 17),
    "about_icon": 64,
    "example_picker": 194,
    "example_picker_narrow": 130,
    "slider": 96,
    "slider_least": 60,
    "slider_least_beside": 80,
    "slider_least_low": 56,
    "slider_least_wide": 90,
    "rate_slider": 40,
    "rate_slider_area": (80, 40),
    "number": 76,
    "number_area": (76, 24),
    "number_narrow": 70,
    "step_count": 64,
    "number_small": 62,
    "count_field": 38,
    "steps_field": 54,
    "number_least": 42,
    "number_tiny": 38,
    "batch_box": 104,
    "choice_least": 84,
    "count_button": 18,
    "layer_name": 52,
    "form_most": 460,
    "value": 150,
    "cell_field": (130, 26),
    "picker": 200,
    "picker_narrow": 200,
    "around_choice": 46,  # beside the words of a small list: its edges and its arrow
    "chip": (20, 20),
    "palette": (600, 430),
    "palette_row": 32,
    "line_sample": (40, 12),
    "export_dialog": (940, 560),
    "film_dialog": (1120, 620),
    "export_preview": (360, 260),
    "table_dialog": (1000, 660),
    "table_dialog_least": (640, 420),
    "recovery_dialog": (560, 200),
    "report_page": (560, 380),
    "table_least": 80,
    "table_row": 24,
    "table_head": 28,
    "table_places": 38,
    "table_cell": 200,  # at most
    "sample_row": 22,
    "sample_column": 22,
    "sample_cell": 22,  # around what stands in it
    "sample_cell_close": 12,  # where not all columns have room
    "confusion_cell": 30,
    "confusion_row": 17,
    "confusion_name": 30,  # around what stands in it
    "refusal": 260,  # the sentence beside a field, at most so wide
    "preview": (480, 270),
    # views
    "side_left": 288,
    "side_right": 320,
    "waiting_area": (400, 220),
    "network_area": (715, 400),
    "head_with_labels": 600,
    "head_with_neurons": 400,
    "network_least": (320, 150),
    "network_room": (320, 200),  # with less, one panel is shown at a time
    "network_beside_lesson": (410, 200),
    "network_among": (470, 230),  # with less among several panels, fewer are shown
    "strip_in_a_row": 540,  # a sentence below the slider, and two buttons beside it
    "foot_room": 98,  # the timeline, and under it three lines of words
    "timeline_area": (480, 44),
    "picture": (200, 200),
    "picture_least": (96, 96),
    "tree_height": 140,
    "path_words": 26,  # a second line above or below the paths
    "over_plot": 6,  # between a plot's edge and what lies over it
    "axis_height": 38,  # the numbers of the x axis and its name
    "descent_panel": 350,
    # what the view of a panel has at least at the desk: with less room, fewer panels are shown
    "least_experiment": (258, 200),
    "least_lesson": (290, 220),
    "least_loss": (300, 236),
    "least_gradients": (300, 236),
    "least_samples": (300, 236),
    "least_sample": (300, 236),
    "least_regions": (332, 300),
    "least_table": (282, 150),
    "least_confusion": (230, 150),
    "least_compare": (282, 150),
    "least_sweeping": (282, 236),
    "least_explanation": (300, 180),
    "least_tree": (300, 180),
    "least_paths": (300, 160),
    "least_slice": (430, 300),
    "least_secant": (430, 276),
    "least_plane": (430, 276),
    "least_neuron": (430, 220),
    "least_numbers": (340, 150),
    "least_by-hand": (320, 220),
    "axes_least": 160,
    "tab_around": 8,
    "title_room": 270,  # for the title of the network beside a switch, with the margins
}


class Sizes(Struct, frozen=True):
    """All lengths at one scale.

    unit: how many pixels one pixel at scale 1 takes; drawings state their lengths in units.
    """

    unit: float = 1.0

    def of(self, name: str) -> tuple[int, ...]:
        """Return a length, a margin or an area in whole pixels; raise KeyError for no name."""
        length = _LENGTHS[name]
        parts = length if isinstance(length, tuple) else (length,)
        return tuple(max(1, round(self.unit * part)) if part else 0 for part in parts)

    def length(self, name: str) -> int:
        """Return one length in whole pixels; raise KeyError for no name."""
        (length,) = self.of(name)
        return length


_ORDINARY = 720.0, 405.0  # units: up to about so large, a picture has the type of the window
MOST_GROWTH = 2.0
GROWTH_STEPS = 20  # to a doubling: a picture pulled larger is not dressed anew at every pixel


def growth(width: float, height: float) -> float:
    """Return how many times larger than in a small picture one of this size in units is drawn.

    It goes with the length of the sides, from 1 up to MOST_GROWTH at about 1600 by 900; of a
    picture that is much longer than wide the shorter side limits it.
    """
    across, down = max(width / _ORDINARY[0], 0.0), max(height / _ORDINARY[1], 0.0)
    wanted = min(sqrt(across * down), 2 * across, 2 * down)
    return min(max(floor(GROWTH_STEPS * wanted) / GROWTH_STEPS, 1.0), MOST_GROWTH)
