"""The plane of inputs over which a network is asked."""
