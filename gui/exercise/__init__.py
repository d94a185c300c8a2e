"""The panel in which a whole step is worked by hand."""
