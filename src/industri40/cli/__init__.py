"""The commands: the only place with exit codes, streams and typer.

A new command is one file here, with its ``HELP``, its ``EPILOG`` and a function of its name, and
one line in ``COMMANDS`` of :mod:`industri40.cli.main`.
"""
