"""A program in the parts of its story, one a cell of a notebook."""

from collections.abc import Sequence

from msgspec import Struct

from engine.text.programs.parts import indented


class ProgramCells(Struct, frozen=True):
    """The lines of each part. update: "" where it is already done on the way back."""

    setup: str
    data: str
    parameters: str
    forward: str
    loss: str
    backward: str
    update: str
    training: str
    result: str


def doing(name: str, words: str, body: Sequence[str], changed: Sequence[str] = ()) -> str:
    """Return a function with a docstring that returns nothing; changed: names that it binds."""
    bound = [f"global {', '.join(changed)}"] if changed else []
    return "\n".join([f"def {name}:", *indented([f'"""{words}"""', *bound, *body])])
