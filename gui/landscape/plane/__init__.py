"""The loss over two weights."""
