"""How this folder gets its words: as an argument, in the language of whoever asks."""

from typing import Protocol


class Say(Protocol):
    """Returns a sentence by its key, with values in its places."""

    def __call__(self, key: str, /, **places: object) -> str: ...
