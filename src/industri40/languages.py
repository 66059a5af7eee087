"""The languages that the program speaks, and its texts, which stand side by side in files."""

import pkgutil
import re

LANGUAGES = ("nb", "en")
"""The languages, in the order in which texts stand in a file."""


def texts_beside(module: str, file: str) -> dict[str, dict[str, str]]:
    """The texts of a file beside a module, by their keys and languages.

    A line is a key, a colon, and the text in each language between bars. It goes on in the lines
    below that are indented. Lines that begin with ``#`` are remarks.
    """
    data = (pkgutil.get_data(module, file) or b"").decode("utf-8")
    lines = re.findall(r"^([\w.]+): (.+(?:\n +.+)*)", data, re.MULTILINE)
    return {
        key: dict(zip(LANGUAGES, " ".join(text.split()).split(" | "), strict=True))
        for key, text in lines
    }
