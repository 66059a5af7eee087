"""The commands: the only place with exit codes, streams and typer."""
