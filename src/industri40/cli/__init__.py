"""The commands: the only place with exit codes, streams and typer.

A new command is one file here with a function of its name, and what ``help.txt`` says of it.
"""
