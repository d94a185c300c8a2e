"""The panel with the settings of the experiment: every line is a control."""
