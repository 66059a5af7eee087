"""The schema of the plan language as the text of a file."""

import json
from collections.abc import Mapping


def render(schema: Mapping[str, object]) -> str:
    """Indented, in ASCII, so that spaces that cannot be told apart are written as codes."""
    return json.dumps(schema, indent=2) + "\n"
