"""A training run: its steps, its batches, its past."""
