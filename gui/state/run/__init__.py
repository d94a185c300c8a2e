"""The training run and the moment of it on screen."""
