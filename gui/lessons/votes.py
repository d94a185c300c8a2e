"""Votes of a class on the options of a question, as the lecturer types them."""

from msgspec import Struct
from msgspec.structs import replace

_MOST_DIGITS = 3


class Votes(Struct, frozen=True):
    """What was counted: (option, votes) one after the other, so that each can be taken back.

    typed: digits of a number that is still being typed.
    """

    counted: tuple[tuple[int, int], ...] = ()
    typed: str = ""

    def count(self, option: int) -> int:
        """Return how many votes an option has."""
        return sum(votes for each, votes in self.counted if each == option)

    @property
    def total(self) -> int:
        """How many votes there are."""
        return sum(votes for _, votes in self.counted)

    def with_vote(self, option: int) -> "Votes":
        """Return the same with one more vote for an option, or as many as were typed."""
        votes = int(self.typed) if self.typed else 1
        return Votes((*self.counted, (option, votes)))

    def with_digit(self, digit: int) -> "Votes":
        """Return the same with a digit of a number of votes typed."""
        return replace(self, typed=f"{self.typed}{digit}"[-_MOST_DIGITS:])

    def taken_back(self) -> "Votes":
        """Return the same without the last digit, or without the votes given last."""
        if self.typed:
            return replace(self, typed=self.typed[:-1])
        return replace(self, counted=self.counted[:-1])
