"""What a YAML parser says, in words for a person who never heard of YAML, at the right place.

The two parsers say the same things in different words and often point behind the slip. Their
words are matched by what they have in common; whatever is not known gets a general sentence.
"""

import re
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from industri40.findings.facts import Fact, Verbatim
from industri40.plan.yaml.inspection import glued_header
from industri40.plan.yaml.text import Lines
from industri40.visible import shown


class Complaint(NamedTuple):
    """What a parser said of what begins at index ``start``; it gave up ``at`` another."""

    context: str
    problem: str
    start: int
    at: int


Problem: TypeAlias = tuple[str, str, int, dict[str, Fact]]  # code, variant, index, facts


def _problem(code: str, variant: str, at: int, /, **facts: Fact) -> Problem:
    return code, variant, at, facts


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
    return _problem("R101", "unknown", min(complaint.at, len(text)))


def _no_colon(complaint: Complaint, text: str) -> Problem:
    line = _rest_of_line(text, complaint.start)
    if line.startswith(("[", "{")):
        return _problem("R101", "bracket_begins_line", complaint.start)
    if line.startswith(("'", '"')):
        return _problem("R101", "quoted_no_key", complaint.start)
    if ":" in line.rstrip(":"):
        return _problem("R101", "glued_colon", complaint.start + line.index(":"))
    key, _, value = line.partition(" ")
    variant = "no_colon_and_space" if value else "no_colon"
    right = f"{key}: {value.removeprefix('=').lstrip()}".rstrip()
    return _problem("R101", variant, complaint.start, word=key, right=right)


def _no_colon_before(bracket: str, at: int, key: str) -> Problem:
    right = f"{key}: {bracket}…"
    return _problem("R101", "no_colon_before_bracket", at, word=key, right=right)


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


def _colon_in_value(complaint: Complaint, text: str) -> Problem:
    """A colon where none may be: in a value, or after a key that is not where a key may be."""
    at = complaint.at
    begin = text.rfind("\n", 0, at) + 1
    before = text[begin:at]
    if before.startswith("---"):
        return _problem("R101", "key_on_first_line", begin)
    if (bracket := re.match(_NO_COLON, before)) and bracket[2]:
        return _problem("R101", "glued_colon", begin + bracket.end(1))
    if bracket:
        return _no_colon_before(before[bracket.end()], begin + bracket.start(1), bracket[1])
    if ": " in before:
        return _problem("R101", "second_colon", at)
    if problem := _no_colon_above(complaint, text):
        return problem
    return _problem("R101", "too_far_in", at - len(before.lstrip(" ")))


def _cannot_begin(complaint: Complaint, text: str) -> Problem:
    sign = text[complaint.at : complaint.at + 1]
    return _problem("R101", "backtick" if sign == "`" else "cannot_begin", complaint.at, sign=sign)


def _bad_escape(complaint: Complaint, text: str) -> Problem:
    index = text.rfind("\\", max(0, complaint.at - 2), complaint.at + 1)
    if index < 0:  # only the start of the text is known
        found = (one.start() for one in re.finditer(_ESCAPE, text[complaint.start :]) if one["bad"])
        index = complaint.start + next(found, 0)
    return _problem("R101", "escape", index, code=text[index : index + 2])


def _block_header(complaint: Complaint, text: str) -> Problem:
    start = complaint.start
    if (comment := glued_header(text, start)) is not None:
        return _problem("R101", "glued_comment", comment)
    return _problem("R101", "block_header", start, sign=text[start : start + 1])


def _bracket_left_open(complaint: Complaint, text: str) -> Problem:
    """A list or mapping in brackets that is not closed, or whose comma is missing."""
    start, at = complaint.start, complaint.at
    opening, found, before = text[start : start + 1], text[at : at + 1], text[start:at]
    if found == ":" and (problem := _colon_between_brackets(at, before, text)):
        return problem
    key = re.search(r"[{,]\s*([^\s:{}\[\],]+) *$", before)
    if opening == "{" and key and found in ("{", "["):
        return _no_colon_before(found, start + key.start(1), key[1])
    if "\n" in before or at >= len(text.rstrip()):
        return _problem("R101", "open_list" if opening == "[" else "open_mapping", start)
    return _problem("R101", "comma_in_list" if opening == "[" else "comma_in_mapping", at)


def _colon_between_brackets(at: int, before: str, text: str) -> Problem | None:
    """A second colon in a value or key between brackets, in which ``before`` stands so far."""
    part = re.split(r"[\[{,]\s*", before)[-1]
    begun = part.partition(": ")[2] if before.startswith("{") else part
    if "\n" in begun:  # the brackets were not closed on the line above
        return None
    value = re.split(r"[\]},\n]", text[at - len(begun) :], maxsplit=1)[0].strip()
    *others, word = begun.split() or [""]
    is_key = before.startswith("{") and others and word.isidentifier()
    if {"'", '"'} & set(value):
        variant = "colon_in_quotes_or_key" if is_key else "colon_in_quotes"
    else:
        variant = "colon_in_value_or_key" if is_key else "colon_in_value"
    return _problem("R101", variant, at, value=Verbatim(shown(value)), key=word)


def _value_missing(complaint: Complaint, text: str) -> Problem:
    found = text[complaint.at : complaint.at + 1].strip()
    if found == ":":
        return _problem("R108", "before_colon", complaint.at)
    if not found:
        return _problem("R101", "value_missing", complaint.at)
    return _problem("R101", "value_missing_before", complaint.at, sign=found)


def _misfit(complaint: Complaint, text: str) -> Problem:
    """Something that belongs to nothing before it: mostly a wrong indentation."""
    at = complaint.at
    if at < len(text) and text[at] in "]}":
        return _problem("R101", "never_opened", at, sign=text[at])
    if text[at : at + 2].rstrip() == ":":
        return _problem("R108", "before_colon", at)
    if not _begins_line(text, at):
        return _problem("R101", "left_over", at, rest=_rest_of_line(text, at))
    if problem := _no_colon_above(complaint, text):
        return problem
    lines = Lines(text)
    line, column = lines.place(complaint.start)
    here = lines.place(at)[1]
    if here != column:
        return _problem("R101", "fits_no_line", at, column=here, line=line)
    if text.startswith(("[", "{"), at):
        return _problem("R101", "bracket_begins_line", at)
    return _problem("R101", "other_kind", at, line=line)


def _after_the_end(complaint: Complaint, text: str) -> Problem:
    """Something after the plan: most often a first line that is indented, or a second document."""
    before = text[: complaint.at].rstrip()
    if before.endswith("\n...") or before == "...":
        return _problem("R113", "after_end", complaint.at)
    first = re.search(r"^ +(?=[^ #\n])", text, re.MULTILINE)
    if first is not None and _begins_line(text, complaint.at):
        column = len(first[0]) + 1
        return _problem("R101", "before_first_line", complaint.at, column=column)
    return _misfit(complaint, text)


def _rest_of_line(text: str, index: int) -> str:
    end = text.find("\n", index)
    return text[index : len(text) if end < 0 else end].split(" #", maxsplit=1)[0].rstrip()


def _begins_line(text: str, index: int) -> bool:
    return not text[text.rfind("\n", 0, index) + 1 : index].strip(" ")


_EXPLANATIONS: dict[str, Callable[[Complaint, str], Problem]] = {
    "an (anchor|alias)": lambda one, text: _problem(
        "R109", "begins", one.start, sign=text[one.start]
    ),
    " tag": lambda one, _: _problem("R111", "begins", one.start),
    "nesting": lambda one, _: _problem("R114", "parser", one.at),
    "expected ':'": _no_colon,
    "mapping values are not allowed": _colon_in_value,
    "sequence entries are not allowed": lambda one, _: _problem("R101", "dash", one.at),
    "mapping keys are not allowed|cannot start any token": _cannot_begin,
    "quoted scalar.*unexpected (end of stream|document)": (
        lambda one, text: _problem("R101", "open_quote", one.start, quote=text[one.start])
    ),
    "quoted scalar": _bad_escape,
    "block scalar": _block_header,
    "unexpected ':'": lambda one, _: _problem("R101", "glued_colon", one.at),
    "a flow (sequence|mapping).*expected": _bracket_left_open,
    "node content": _value_missing,
    "document start": _after_the_end,
    "block (collection|mapping)": _misfit,
}
"""What explains a complaint, by a pattern in its words; the first that is found counts."""
