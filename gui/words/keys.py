"""The part of a key that stands for a kind."""

from enum import Enum


def part(kind: Enum) -> str:
    """Return how a member of an enum is written in a key: WEIGHTED_SUM as weighted-sum."""
    return kind.name.lower().replace("_", "-")
