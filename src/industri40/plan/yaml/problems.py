"""What a YAML parser says, in words for a person who never heard of YAML, at the right place.

The two parsers say the same things in different words and often point behind the slip. Their
words are matched by what they have in common; whatever is not known gets a general sentence.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from industri40.plan.yaml.strict import glued_header
from industri40.plan.yaml.text import Lines, shown

GLUED_COMMENT = "A space is missing before this comment."
GLUED_REMEDY = "Put a space before `#`, or quotation marks around a value that holds it."


class Complaint(NamedTuple):
    """What a parser said.

    ``start`` is where the thing begins that it was reading, ``at`` where it gave up, both as
    indices into the text.
    """

    context: str
    problem: str
    start: int
    at: int


class Problem(NamedTuple):
    """A code of the catalogue, the place as an index, a sentence and perhaps a remedy."""

    code: str
    at: int
    message: str
    remedy: str | None = None


_NO_COLON = r" *(?:- +)*([^\s:{}\[\]\"',#]+)(:?) *(?=[{\[])"
"""A key that brackets follow without a colon, or without a space after it."""

_ONLY_WORDS = r"""[^\s:{}\[\]"',|>](?:[^:{}\[\]"',]|:(?=\S))*|(['"])[^'"]+\1"""
"""A line that is no key and no part of a text in brackets or quotation marks."""

_ESCAPE = r"(?s)\\(?:(?P<bad>(?:u|U0000)[dD][89a-fA-F]|U(?!000|0010))|.)"
"""A code in double quotation marks; bad where it is that of no character."""


def in_plain_words(complaint: Complaint, text: str) -> Problem:
    """Say what a parser's complaint means."""
    said = f"{complaint.context} {complaint.problem}"
    for pattern, explain in _EXPLANATIONS.items():
        if re.search(pattern, said):
            return explain(complaint, text)
    return Problem(
        "R101", min(complaint.at, len(text)), "The file cannot be understood from here on."
    )


def _no_colon(complaint: Complaint, text: str) -> Problem:
    line = _rest_of_line(text, complaint.start)
    if line.startswith(("[", "{")):
        return _bracket_begins_line(complaint.start)
    if line.startswith(("'", '"')):
        message = "No colon follows the text in quotation marks that begins here, so it is no key."
        remedy = "Close the quotation mark before the colon, or take it away."
        return Problem("R101", complaint.start, message, remedy)
    if ":" in line.rstrip(":"):
        return _glued_colon(complaint._replace(at=complaint.start + line.index(":")), text)
    more = "; if this belongs to the value of the line above, indent it further"
    return _colon_missing(complaint.start, *line.partition(" ")[::2], more)


def _colon_missing(at: int, key: str, value: str, more: str = "") -> Problem:
    message = f"After `{shown(key)}` a colon{' and a space are' if value else ' is'} missing."
    return Problem("R101", at, message, f"Write `{shown(f'{key}: {value}'.rstrip())}`{more}.")


def _no_colon_above(complaint: Complaint, text: str) -> Problem | None:
    """A key on the line above that lacks its colon, for which an innocent line is blamed."""
    end = text.rfind("\n", 0, complaint.at) + 1
    while end:
        begin = text.rfind("\n", 0, end - 1) + 1
        line = _rest_of_line(text, begin)
        words = line.lstrip(" ").removeprefix("- ").lstrip(" ")
        if words and not words.startswith("#"):
            only = re.fullmatch(_ONLY_WORDS, words) is not None
            start = begin + len(line) - len(words)
            return _no_colon(complaint._replace(start=start), text) if only else None
        end = begin
    return None


def _bracket_begins_line(at: int) -> Problem:
    message = "Brackets cannot begin a line in the column of the keys."
    remedy = "Put them on the line of their key, or indent them below it."
    return Problem("R101", at, message, remedy)


def _colon_in_value(complaint: Complaint, text: str) -> Problem:
    """A colon where none may be: in a value, or after a key that is not where a key may be."""
    at = complaint.at
    begin = text.rfind("\n", 0, at) + 1
    before = text[begin:at]
    if before.startswith("---"):
        return Problem("R101", begin, "A key cannot stand on the line `---`.", "Begin a new line.")
    if (bracket := re.match(_NO_COLON, before)) and bracket[2]:
        return _glued_colon(complaint._replace(at=begin + bracket.end(1)), text)
    if bracket:
        return _colon_missing(begin + bracket.start(1), bracket[1], before[bracket.end()] + "…")
    if ": " in before:
        message = "A second colon followed by a space stands on this line."
        remedy = "Put the value in quotation marks where the colon is part of it."
        return Problem("R101", at, message, remedy)
    if problem := _no_colon_above(complaint, text):
        return problem
    message = "This key is indented further than the line above it allows."
    remedy = (
        "Begin it in the column of the keys that it belongs with; if that is where it begins, "
        "the line above it begins too far to the left."
    )
    return Problem("R101", at - len(before.lstrip(" ")), message, remedy)


def _dash_not_here(complaint: Complaint, _text: str) -> Problem:
    message = "A list item (`-`) cannot stand here."
    remedy = "Begin each item on a line of its own, all of them in one column."
    return Problem("R101", complaint.at, message, remedy)


def _cannot_begin(complaint: Complaint, text: str) -> Problem:
    character = shown(text[complaint.at : complaint.at + 1])
    named = "a backtick" if character == "`" else f"`{character}`"
    message = f"A value cannot begin with {named} here."
    return Problem("R101", complaint.at, message, "Put the value in quotation marks.")


def _quote_left_open(complaint: Complaint, text: str) -> Problem:
    quote = text[complaint.start : complaint.start + 1]
    message = f"The quotation mark `{quote}` that opens here is never closed."
    return Problem("R101", complaint.start, message, f"Add `{quote}` where the text ends.")


def _bad_escape(complaint: Complaint, text: str) -> Problem:
    index = text.rfind("\\", max(0, complaint.at - 2), complaint.at + 1)
    if index < 0:  # only the start of the text is known
        found = (one.start() for one in re.finditer(_ESCAPE, text[complaint.start :]) if one["bad"])
        index = complaint.start + next(found, 0)
    message = f"`{shown(text[index : index + 2])}` means nothing in double quotation marks."
    remedy = r"Write `\\` for a backslash, or use single quotation marks."
    return Problem("R101", index, message, remedy)


def _block_header(complaint: Complaint, text: str) -> Problem:
    sign = text[complaint.start : complaint.start + 1]
    comment = glued_header(text, complaint.start)
    if comment is not None:
        return Problem("R101", comment, GLUED_COMMENT, GLUED_REMEDY)
    message = f"Nothing may follow `{sign}` on its line: the text begins on the next one."
    remedy = f"Begin the text on the next line, or put it in quotation marks without `{sign}`."
    return Problem("R101", complaint.start, message, remedy)


def _glued_colon(complaint: Complaint, _text: str) -> Problem:
    message = "A space is missing after the colon."
    return Problem("R101", complaint.at, message, "Write `key: value`, with a space.")


def _anchor(complaint: Complaint, text: str) -> Problem:
    sign = shown(text[complaint.start : complaint.start + 1])
    return Problem("R109", complaint.start, f"A value cannot begin with `{sign}`.")


def _tag(complaint: Complaint, _text: str) -> Problem:
    return Problem("R111", complaint.start, "A value cannot begin with `!`.")


def _too_deep(complaint: Complaint, _text: str) -> Problem:
    return Problem(
        "R114", complaint.at, "Mappings and lists stand too deep within each other here."
    )


def _bracket_left_open(complaint: Complaint, text: str) -> Problem:
    """A list or mapping in brackets that is not closed, or whose comma is missing."""
    opening = text[complaint.start : complaint.start + 1]
    kind, closing = ("list", "]") if opening == "[" else ("mapping", "}")
    found, before = text[complaint.at : complaint.at + 1], text[complaint.start : complaint.at]
    if found == ":" and (problem := _colon_between_brackets(complaint.at, before, text)):
        return problem
    key = re.search(r"[{,]\s*([^\s:{}\[\],]+) *$", before)
    if opening == "{" and key and found in ("{", "["):
        return _colon_missing(complaint.start + key.start(1), key[1], f"{found}…")
    if "\n" in text[complaint.start : complaint.at] or complaint.at >= len(text.rstrip()):
        message = f"The {kind} that opens here with `{opening}` is not closed."
        return Problem("R101", complaint.start, message, f"Add `{closing}` where it ends.")
    message = f"A comma or `{closing}` is missing here in the {kind}."
    return Problem("R101", complaint.at, message, "Put a comma between any two parts.")


def _colon_between_brackets(at: int, before: str, text: str) -> Problem | None:
    """A second colon in one value of a list or mapping in brackets: of the value, or of a key.

    ``before`` is what stands in the brackets so far.
    """
    part = re.split(r"[\[{,]\s*", before)[-1]
    begun = part.partition(": ")[2] if before.startswith("{") else part
    if "\n" in begun:  # the brackets were not closed on the line above
        return None
    value = re.split(r"[\]},\n]", text[at - len(begun) :], maxsplit=1)[0].strip()
    remedy = "Put the value in quotation marks where the colon is part of it"
    if not {"'", '"'} & set(value):
        remedy += f': "{shown(value)}"'
    *others, word = begun.split() or [""]
    if before.startswith("{") and others and word.isidentifier():
        remedy += f"; if `{shown(word)}` is a key, put a comma before it"
    return Problem("R101", at, "A second colon stands in this value.", f"{remedy}.")


def _value_missing(complaint: Complaint, text: str) -> Problem:
    found = text[complaint.at : complaint.at + 1].strip()
    if found == ":":
        return _key_missing(complaint.at)
    if not found:
        return Problem("R101", complaint.at, "A value is missing here.", "Write it after the key.")
    message = f"A value is missing before `{shown(found)}`."
    return Problem("R101", complaint.at, message, f"Write it, or take `{shown(found)}` away.")


def _key_missing(at: int) -> Problem:
    return Problem("R108", at, "A key is missing before this colon.")


def _misfit(complaint: Complaint, text: str) -> Problem:
    """Something that belongs to nothing before it: mostly a wrong indentation."""
    at = complaint.at
    if at < len(text) and text[at] in "]}":
        message = f"`{text[at]}` closes a bracket that was never opened."
        return Problem("R101", at, message, f"Take `{text[at]}` away, or open the bracket.")
    if text[at : at + 2].rstrip() == ":":
        return _key_missing(at)
    if not _begins_line(text, at):
        message = f"`{shown(_rest_of_line(text, at))}` is left over after a value that is complete."
        remedy = "Put the whole value in quotation marks, or begin a new line."
        return Problem("R101", at, message, remedy)
    if problem := _no_colon_above(complaint, text):
        return problem
    lines = Lines(text)
    line, column = lines.place(complaint.start)
    here = lines.place(at)[1]
    if here == column and text[at : at + 1] in {"[", "{"}:
        return _bracket_begins_line(at)
    if here == column:
        message = "This line is not of the same kind as those that it stands with."
        remedy = (
            f"Write all lines from line {line} on as `key: value`, or all as list items (`- `)."
        )
    else:
        message = f"This line is indented to column {here}, which fits no line above it."
        remedy = f"Begin it in the column of the lines that it belongs with, such as line {line}."
    return Problem("R101", at, message, remedy)


def _after_the_end(complaint: Complaint, text: str) -> Problem:
    """Something after the plan: most often a first line that is indented, or a second document."""
    before = text[: complaint.at].rstrip()
    if before.endswith("\n...") or before == "...":
        return Problem("R113", complaint.at, "Something follows the line `...` that ends the plan.")
    first = re.search(r"^ +(?=[^ #\n])", text, re.MULTILINE)
    if first is not None and _begins_line(text, complaint.at):
        column = len(first[0]) + 1
        message = f"The first line of the plan begins in column {column}, and this one before it."
        return Problem("R101", complaint.at, message, "Begin all keys of the plan in one column.")
    return _misfit(complaint, text)


def _rest_of_line(text: str, index: int) -> str:
    end = text.find("\n", index)
    return text[index : len(text) if end < 0 else end].split(" #", maxsplit=1)[0].rstrip()


def _begins_line(text: str, index: int) -> bool:
    return not text[text.rfind("\n", 0, index) + 1 : index].strip(" ")


_EXPLANATIONS: dict[str, Callable[[Complaint, str], Problem]] = {
    "an (anchor|alias)": _anchor,
    " tag": _tag,
    "nesting": _too_deep,
    "expected ':'": _no_colon,
    "mapping values are not allowed": _colon_in_value,
    "sequence entries are not allowed": _dash_not_here,
    "mapping keys are not allowed|cannot start any token": _cannot_begin,
    "quoted scalar.*unexpected (end of stream|document)": _quote_left_open,
    "quoted scalar": _bad_escape,
    "block scalar": _block_header,
    "unexpected ':'": _glued_colon,
    "a flow (sequence|mapping).*expected": _bracket_left_open,
    "node content": _value_missing,
    "document start": _after_the_end,
    "block (collection|mapping)": _misfit,
}
"""What explains a complaint, by a pattern in its words; the first that is found counts."""
