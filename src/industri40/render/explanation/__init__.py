"""Explanations of figures, a module for each format."""
