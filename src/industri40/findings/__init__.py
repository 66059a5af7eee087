"""What can be found in a plan, and what is found."""
