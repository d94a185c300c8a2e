"""What the command line answers that cannot be carried out."""


class BadRequest(Exception):
    """A command that cannot be carried out; its text is one sentence."""
