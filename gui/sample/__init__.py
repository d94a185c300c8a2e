"""One sample: its inputs as a picture or a list, what the network makes of it, one's own drawn."""
