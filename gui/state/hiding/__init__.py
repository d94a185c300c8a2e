"""What is hidden in front of a class, and what of it has been revealed."""
