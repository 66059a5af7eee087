"""The language of plans: its keys, their values, and what is said where they are wrong."""
