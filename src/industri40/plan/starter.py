"""The plan that a new one begins with: a small programme that shows every key of the language."""

from importlib.resources import files


def starter() -> bytes:
    """The bytes of the file."""
    return files("industri40.plan").joinpath("starter.yaml").read_bytes()
