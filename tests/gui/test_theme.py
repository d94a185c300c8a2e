"""Colours that can be read."""

import pytest
from msgspec.structs import fields

from engine.written.expression import Role
from gui.look.projector import projected
from gui.look.theme import DARK, LIGHT, THEMES, Theme, blend, contrast


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize(
    "name",
    [
        "text",
        "text_soft",
        "text_faint",
        "positive",
        "negative_text",
        "gradient_positive",
        "gradient_negative",
        "loss",
        "slope",
        "secant",
        "second_ball",
        "third_ball",
        "fourth_ball",
        "fifth_ball",
        "sixth_line",
    ],
)
def test_text_stands_out_from_its_card(theme: Theme, name: str) -> None:
    assert contrast(getattr(theme, name), theme.card) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_text_on_an_accent_ground_can_be_read(theme: Theme) -> None:
    assert contrast(theme.accent_text, theme.accent) >= 4.5


def test_both_themes_colour_every_sign_differently() -> None:
    for theme in (LIGHT, DARK):
        assert theme.value(1.0) != theme.value(-1.0)
        assert theme.gradient(1.0) != theme.gradient(-1.0)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_one_colour_has_one_meaning(theme: Theme) -> None:
    """A negative number is the same as text and as a line only where it can be read as text."""
    meant = ["positive", "negative_text", "gradient_positive", "gradient_negative", "loss", "slope"]
    meant += ["secant", "second_ball", "third_ball", "fourth_ball", "fifth_ball", "sixth_line"]
    colours = [getattr(theme, name) for name in meant]
    assert len(set(colours)) == len(colours)
    roles = [theme.role(role) for role in Role]
    assert len(set(roles)) == len(roles)


def test_every_colour_is_written_as_six_digits() -> None:
    for theme in (LIGHT, DARK, *map(projected, THEMES)):
        for field in fields(theme):
            value = getattr(theme, field.name)
            if isinstance(value, float):  # how broad lines are, how much text stands out
                continue
            for each in value if field.name == "classes" else (value,):
                assert field.name == "name" or (len(each) == 7 and int(each[1:], 16) >= 0)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # the known near miss


def test_a_blend_lies_between_its_two_colours() -> None:
    assert blend("#ff0000", "#0000ff", 0.0) == "#0000ff"
    assert blend("#ff0000", "#0000ff", 1.0) == "#ff0000"
    assert blend("#ff0000", "#0000ff", 0.5) == "#800080"
