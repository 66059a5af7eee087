"""Rounding that adds up: in one dimension by largest remainder, in more by whole flows."""
