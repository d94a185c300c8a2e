"""How things are shown, and what is pointed at."""
