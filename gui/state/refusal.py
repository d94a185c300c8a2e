"""What an action answers that cannot be carried out."""


class Refused(ValueError):
    """Its text is one sentence for the user."""
