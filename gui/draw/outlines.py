"""The forms and colours of dots, by which classes are told apart."""

from enum import Enum, auto


class Outline(Enum):
    """The form of a dot: it tells classes apart where colours do not. All are about as large."""

    CIRCLE = auto()
    SQUARE = auto()
    TRIANGLE = auto()
    DIAMOND = auto()


# times the radius of a circle of the same area, around the middle
CORNERS = {
    Outline.SQUARE: ((-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)),
    Outline.TRIANGLE: ((0.0, -1.5), (1.3, 0.75), (-1.3, 0.75)),
    Outline.DIAMOND: ((0.0, -1.3), (1.2, 0.0), (0.0, 1.3), (-1.2, 0.0)),
}


def class_ink(number: int) -> str:
    """Return the name of the colour of a class, counted from 0."""
    return f"class-{number}"


def class_outline(number: int) -> Outline:
    """Return the form of the dots of a class, counted from 0: every fourth has the same."""
    forms = tuple(Outline)
    return forms[number % len(forms)]
