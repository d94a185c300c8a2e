"""Tables of numbers, and how each format writes them."""
