"""Lessons: text with live numbers and questions, read strictly from files."""
