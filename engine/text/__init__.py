"""Writing it down: files, formulas and tables as text."""
