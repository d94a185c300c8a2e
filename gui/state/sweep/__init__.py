"""Sweeps from the window: what is swept, and the runs that makes."""
