"""The lesson that is open: its card, what was tried and answered, and how it drives the rest."""
