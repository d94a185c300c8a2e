"""Formulas as trees, and the addresses of the numbers in them."""
