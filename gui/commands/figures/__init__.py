"""The command that makes all figures of a lecture from a list."""
