"""What the learner sees, and when."""
