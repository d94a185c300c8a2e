"""The numbers of a step or run as text for people and programs."""
