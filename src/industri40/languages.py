"""The languages that the program speaks, and its texts, which stand side by side in files."""

import os
import sys

LANGUAGES = ("nb", "en")  # the languages, in the order in which texts stand in a file
UNSAID = "nb"  # the language of a plan that says none
OTHERWISE = "en"  # the language where no plan can be read, and nobody asks for another


def read_beside(module: str, file: str) -> str:
    """A file beside a module, which is imported, through its loader: so it may be in an archive."""
    home = sys.modules[module]
    path = os.path.join(os.path.dirname(str(home.__file__)), file)
    data: bytes = home.__spec__.loader.get_data(path)  # type: ignore[union-attr]  # ours have both
    return data.decode("utf-8").replace("\r\n", "\n")


def texts_beside(module: str, file: str) -> dict[str, dict[str, str]]:
    """The texts of a file beside a module, by their keys and languages.

    A line is a key, a colon, and the text in each language between bars. It goes on in the lines
    below that are indented. Lines that begin with ``#`` are remarks.
    """
    import re  # which --version does without

    lines = re.findall(r"^([\w.]+): (.+(?:\n +.+)*)", read_beside(module, file), re.MULTILINE)
    texts = ((key, " ".join(text.split()).split(" | ")) for key, text in lines)
    return {key: dict(zip(LANGUAGES, each, strict=True)) for key, each in texts}
