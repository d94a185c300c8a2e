"""The decision regions, or the fitted curve."""
