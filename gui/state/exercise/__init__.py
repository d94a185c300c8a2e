"""What is worked by hand: which lines are blank, what was typed into them, and how it is judged."""
