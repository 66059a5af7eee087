"""What stands in words beside the keys of the plan language, read when it is asked for."""

from collections.abc import Mapping
from functools import cache

from industri40.languages import read_beside
from industri40.plan.language.written import Entry, keys_of

_COMMON = ("words", "form", "form_nb")  # what is said once for all keys of the same name
Texts = dict[str, dict[str, str]]
"""By key, what is said of it by the name of each text; the part itself is the key ""."""


def spoken(texts: Mapping[str, str], name: str, language: str) -> str:
    """A text of a key in a language; the one for all languages where it has no other."""
    return texts.get(f"{name}_{language}", texts[name])


@cache
def key_texts(part: type[Entry]) -> Texts:
    """What is said of a part of a plan and of every key of it. Raises KeyError for one of none."""
    every = _written_beside(part.__module__)
    own: Texts = {}
    for model in reversed(part.__mro__):
        own |= every.get(model.__name__, {})
    common = {
        key: {name: texts[name] for name in _COMMON if name in texts}
        for keys in reversed(every.values())
        for key, texts in keys.items()
    }
    return {key: common[key] | own[key] for key in ("", *keys_of(part))}


@cache
def _written_beside(module: str) -> dict[str, Texts]:
    """The texts of the file beside a module, by the names of its classes."""
    every: dict[str, Texts] = {}
    keys: Texts = {}
    texts: dict[str, str] = {}
    name = ""
    for line in read_beside(module, "keys.txt").splitlines():
        if line.startswith("["):
            keys = every[line.strip("[]")] = {"": (texts := {})}
        elif line.startswith("    "):  # the text goes on
            texts[name] += f" {line.strip()}"
        elif line.startswith("  "):
            name, _, texts[name] = line.strip().partition(": ")
        elif line and not line.startswith("#"):
            texts = keys[line] = {}
    return every
