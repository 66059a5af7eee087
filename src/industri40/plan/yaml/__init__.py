"""From bytes to values, each with its place: YAML as strictly as a plan needs it."""
