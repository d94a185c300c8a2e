"""Questions about the numbers of a step, for learning platforms."""
