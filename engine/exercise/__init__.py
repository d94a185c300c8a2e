"""Working a training step by hand: lines, classic mistakes, what a typed number is worth."""
