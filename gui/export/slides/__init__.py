"""Recorded figures as slides of PowerPoint, made of its own shapes, equations and charts."""
