"""What changed between two plans, and which value of an input gives a wanted figure: data only."""
