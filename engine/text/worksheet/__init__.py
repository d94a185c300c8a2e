"""A training step on paper: with blanks to be filled in, and the same filled in as its key."""
