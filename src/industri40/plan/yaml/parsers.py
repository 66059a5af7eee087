"""The two parsers of YAML that may be there, made to give the same events for every plan.

libyaml takes a tenth of the time; PyYAML's own parser is there where libyaml was left out.
"""

import re
from collections.abc import Callable
from typing import Any

import yaml
from yaml import YAMLError
from yaml.events import ScalarEvent
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError
from yaml.tokens import FlowEntryToken, FlowMappingEndToken, FlowSequenceEndToken, ScalarToken

from industri40.plan.yaml.problems import Complaint

NextEvent = Callable[[], Any]  # gives the next event of a text, or raises YAMLError
Parse = Callable[[str], NextEvent]


def complaint_of(error: YAMLError) -> Complaint:
    """What both parsers' errors have in common."""
    at = getattr(error, "problem_mark", None)
    start = getattr(error, "context_mark", None) or at
    return Complaint(
        getattr(error, "context", None) or "",
        getattr(error, "problem", None) or str(error),
        start.index if start else 0,
        at.index if at else 0,
    )


class _PythonParser(Reader, Scanner, Parser):
    """PyYAML's parser brought in line with libyaml, for texts without tabs and odd line ends."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)
        self._block_word = re.compile("(?:[^ \n\0:]|:(?![ \n\0]))*")
        self._flow_word = re.compile(r"(?:[^ \n\0:,\[\]{}]|:(?![ \n\0,?\[\]{}]))*")
        self._glued_value = re.compile(r":[,?\[\]{}]")

    def process_empty_scalar(self, mark: Any) -> ScalarEvent:
        """A value that is left out; libyaml places one in brackets at what follows it."""
        following = self.peek_token()  # type: ignore[no-untyped-call]
        if isinstance(following, (FlowEntryToken, FlowMappingEndToken, FlowSequenceEndToken)):
            mark = following.start_mark
        return super().process_empty_scalar(mark)

    def scan_flow_scalar(self, style: str) -> ScalarToken:
        """Scan text in quotation marks; PyYAML knows codes that are those of no character."""
        start = self.get_mark()
        try:
            token: ScalarToken = super().scan_flow_scalar(style)
            token.value.encode("utf-8")
        except (ValueError, OverflowError) as error:
            context = "while scanning a quoted scalar"
            raise ScannerError(context, start, "invalid escape code", start) from error
        return token

    def scan_plain(self) -> ScalarToken:
        """Scan plain text; in brackets PyYAML ends it at any ``?``, and lets it touch its colon."""
        start = end = self.get_mark()
        indent = self.indent + 1
        word = self._flow_word if self.flow_level else self._block_word
        chunks: list[str] = []
        spaces: list[str] | None = []
        while self.peek() != "#":
            match = word.match(self.buffer, self.pointer)
            length = len(match[0]) if match else 0
            if length:
                self.allow_simple_key = False
                chunks += [*(spaces or ()), self.prefix(length)]
                self.forward(length)
                end = self.get_mark()
            if self.flow_level and self._glued_value.match(self.buffer, self.pointer):
                context = "while scanning a plain scalar"
                raise ScannerError(context, start, "found unexpected ':'", self.get_mark())
            if not length:
                break
            spaces = self.scan_plain_spaces(indent, start)
            if not spaces or (not self.flow_level and self.column < indent):
                break
        return ScalarToken("".join(chunks), True, start, end)  # noqa: FBT003


PARSERS: dict[str, Parse] = {"python": lambda text: _PythonParser(text).get_event}
"""The parsers that are there by name, the fastest last: ``python`` and, mostly, ``libyaml``."""
if yaml.__with_libyaml__:
    PARSERS["libyaml"] = lambda text: yaml.CLoader(text).get_event
