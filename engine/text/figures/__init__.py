"""Lists of figures as they are written, and what was made of them."""
