"""The training step compiled to bound calls, for speed."""
