"""The engine: a plan's money shared out exactly. Pure functions on integers and fractions."""
