"""Tables, charts and progress in a terminal."""
