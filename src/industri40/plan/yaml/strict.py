"""What YAML forbids and both parsers let through, found in the text beside what they read.

Places are indices into the text, as the parsers give them.
"""

import re
from collections.abc import Iterable, Iterator

# patterns are compiled when they are first needed, which for most plans is never
_BEGINS = r"(?<![^\s\[{,:?-].)"  # what was just matched may begin a value
_SIGN = rf"[&*!]{_BEGINS}"
_GLUED = r"#(?<=[^ \n]#)"
_OPEN_DOUBLE = rf'(?m)"{_BEGINS}[^"\n]*$'
_OPEN_SINGLE = rf"(?m)'{_BEGINS}(?:[^'\n]|'')*$"
_LONE_DASH = r"-[,\[\]{}]"
_BLOCK_HEADER = r"[|>][-+0-9]*"


def needs_care(text: str) -> bool:
    """Whether a text may hold something for which each event has to be looked at.

    That is anchors, aliases and tags; escapes; a comment that touches what is before it; text in
    quotation marks over several lines; a line of spaces where block text may begin; a dash by
    itself in brackets. It may say so needlessly, and never leaves one out. Most plans have none
    of them and are read faster for it.
    """
    return (
        "\\" in text
        or (any(sign in text for sign in "&*!") and re.search(_SIGN, text) is not None)
        or ("#" in text and re.search(_GLUED, text) is not None)
        or ('"' in text and re.search(_OPEN_DOUBLE, text) is not None)
        or ("'" in text and re.search(_OPEN_SINGLE, text) is not None)
        or (any(sign in text for sign in "|>") and re.search(r"\n +\n", text) is not None)
        or re.search(_LONE_DASH, text) is not None
    )


def glued_comments(text: str, scalars: Iterable[tuple[int, int]]) -> Iterator[int]:
    """Each ``#`` that begins a comment without a space before it.

    ``scalars`` are the start and the end of every scalar, ascending. In a scalar ``#`` is a
    character like others, but not on the first line of block text.
    """
    inside, start, end, comment_end = iter(scalars), 0, 0, 0
    for match in re.finditer("#", text):
        index = match.start()
        if index < comment_end:
            continue
        while end <= index:
            start, end = next(inside, (len(text), len(text) + 1))
        if start <= index:
            if index == glued_header(text, start):
                yield index
            continue
        comment_end = text.find("\n", index)
        if comment_end < 0:
            comment_end = len(text)
        if index and text[index - 1] not in " \n":
            yield index


def glued_header(text: str, start: int) -> int | None:
    """The ``#`` that touches the signs at ``start`` that begin block text, or None."""
    header = re.compile(f"{_BLOCK_HEADER}(?=#)").match(text, start)
    return header.end() if header else None


def line_outdented(text: str, start: int, end: int, indent: int) -> int | None:
    """The first line of a quoted text that is indented to ``indent`` at most; blank ones may be.

    ``indent`` is the column, from 0, of the mapping or list that the text belongs to.
    """
    if indent < 0:
        return None
    outdented = re.compile(rf"\n {{0,{indent}}}([^ \n])").search(text, start, end)
    return outdented.start(1) if outdented else None


def blank_line_too_wide(text: str, start: int, indent: int) -> int | None:
    """The first line of block text that has fewer spaces than a blank line before it.

    Its indentation decides that of the text, so a parser would take that of the blank line. The
    text begins at ``start`` with ``|`` or ``>`` and belongs to a mapping or list at ``indent``.
    """
    header = re.compile(_BLOCK_HEADER).match(text, start)
    if header is None or any(sign.isdigit() for sign in header[0]):
        return None
    index = text.find("\n", start) + 1
    widest = 0
    while index:
        stop = text.find("\n", index)
        line = text[index : len(text) if stop < 0 else stop]
        width = len(line) - len(line.lstrip(" "))
        if width < len(line):
            return index + width if indent < width < widest else None
        widest = max(widest, width)
        index = stop + 1
    return None
