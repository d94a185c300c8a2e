"""The window and the desk in it."""
