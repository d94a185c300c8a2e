"""Sweeps as they are asked for and written down: keys, values, rows."""
