"""The mathematics: no window, no clock, no sentence for users."""
