"""The plan: read from YAML with positions, validated as written, understood as meant."""
