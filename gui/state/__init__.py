"""What the application knows at one moment, and how that changes."""
