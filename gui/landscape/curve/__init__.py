"""The loss against one weight."""
