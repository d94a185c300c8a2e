"""What an action answers that cannot be carried out."""

from engine.fault import Faulty


class Refused(Faulty):
    """An action that cannot be carried out; why is its `fault`."""
