"""From a plan as it is written to a plan as it is meant."""
