"""The samples a network learns from, and where they come from."""
