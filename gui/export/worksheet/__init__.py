"""Worksheets as pages and files."""
