"""What activations, losses and optimisers are called; each has its name as the end of its key."""

from gui.words.catalog import say


def activation_name(name: str) -> str:
    return say(f"activation.{name}")


def loss_name(name: str) -> str:
    return say(f"loss.{name}")


def optimizer_name(name: str) -> str:
    return say(f"optimizer.{name}")
