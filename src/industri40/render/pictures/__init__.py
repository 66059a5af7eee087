"""The pictures of a plan as shapes, for every format that can draw."""
