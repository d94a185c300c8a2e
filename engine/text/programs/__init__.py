"""An experiment as a short program that gives the same numbers."""
