"""Tables and pictures as one page."""
