"""Settings of the experiment that can be changed."""
