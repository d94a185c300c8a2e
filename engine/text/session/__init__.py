"""The session beside an experiment's file: written and read."""
