"""Tables as a paper for Word."""
