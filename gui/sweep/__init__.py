"""Sweeps in the window: what is swept, and the losses that it leads to."""
