"""What every drawing is made of: easing, arrow heads, plates, lines of text."""
