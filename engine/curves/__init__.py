"""Losses as functions of one or two numbers: formulas for teaching, and those of a network."""
