"""A session: the moment on screen as a value that is written and read."""
