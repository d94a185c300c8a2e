"""The experiment file: read, checked and written."""
