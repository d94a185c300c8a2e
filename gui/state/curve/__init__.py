"""The loss against one weight, and the balls on it."""
