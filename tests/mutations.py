"""Plans changed at random, as slips of the hand, of programs and of malice change them."""

import re
from collections.abc import Callable
from random import Random

__all__ = ["mutated"]

VALUES = (
    "",
    "~",
    "null",
    "0",
    "1",
    "-1",
    "+1",
    "00",
    "0100",
    "1e6",
    ".5",
    "1.",
    "1,2",
    "350.000",
    "4,875",
    "1:30",
    "0x64",
    "NaN",
    ".inf",
    "9" * 30,
    "9" * 5000,
    "1 000 000 000 000 000",
    "1 000 000 000 000 001",
    "0,01",
    "1/3",
    "2/3",
    "1/0",
    "0/1",
    "3/2",
    "100 %",
    "66.7 %",
    "-50 %",
    "1e400 %",
    "yes",
    "true",
    "false",
    "[]",
    "{}",
    "[a, b]",
    "{a: 1}",
    "{2019: 1}",
    "[[[[1]]]]",
    "- 1",
    "'",
    '"',
    '"\\u202e"',
    '"\\x1b[2J"',
    "|",
    ">",
    "&a 1",
    "*a",
    "!!int 1",
    "!x",
    "%",
    "@",
    "`",
    "? 1",
    "# nothing",
    "2024-13-45",
    "=1+1",
    "[red]x[/red]",
    "<b>",
    "a|b",
    "equal",
    "participants",
    "weights",
    "county",
    "own_effort",
    "carry",
    "redistribute",
    "indicated",
    "common",
    "unallocated",
    "environment-1",
    "\u00e5" * 300,
    "a\u030a" * 40,
    "\u200b",
    "\ufeff",
    "1\u00a0000",
    "1\u202f000",
    "\u0661",
)
"""What stands in the place of a value."""

BYTES = (
    b"\x00",
    b"\t",
    b"\r",
    b"\n",
    b"\r\n",
    b"\x1b",
    b"\x7f",
    b"\x85",
    b"\xff",
    b"\xfe",
    b"\xc3",
    b"\xc3\xa5",
    b"\xe2\x80\xa8",
    b"\xe2\x80\xae",
    b"\xef\xbb\xbf",
    b"\xf4\x8f\xbf\xbf",
    b"\xed\xa0\x80",
    b": ",
    b" #",
    b"- ",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b"'",
    b'"',
    b"\\",
    b"&a",
    b"*a",
    b"<<: ",
    b"!!",
    b"---\n",
    b"...\n",
    b"%YAML 1.1\n",
    b"|",
    b">",
    b"?",
    b"[" * 200,
    b"{a: " * 200,
    b"  ",
)
"""What is put in between."""


def mutated(plan: bytes, random: Random) -> bytes:
    """A plan with one to four changes."""
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        plan = random.choice(_KINDS)(plan, random)
    return plan


def _byte(plan: bytes, random: Random) -> bytes:
    """One byte is another, is gone, or has something put before it."""
    at = random.randrange(len(plan) + 1)
    put = random.choice((b"", bytes([random.randrange(256)]), random.choice(BYTES)))
    return plan[:at] + put + plan[at + random.randrange(2) :]


def _piece(plan: bytes, random: Random) -> bytes:
    """A piece is gone, is there twice, or stands elsewhere; or everything after it is gone."""
    start = random.randrange(len(plan) + 1)
    end = min(len(plan), start + random.choice((1, 2, 5, 20, 100, 1000)))
    piece, elsewhere = plan[start:end], random.randrange(len(plan) + 1)
    return random.choice(
        (
            plan[:start] + plan[end:],
            plan[:end] + piece + plan[end:],
            plan[:elsewhere] + piece + plan[elsewhere:],
            plan[:end],
        )
    )


def _line(plan: bytes, random: Random) -> bytes:
    """A line is gone, doubled, swapped with another, or indented otherwise."""
    lines = plan.split(b"\n")
    at, other = random.randrange(len(lines)), random.randrange(len(lines))
    kind = random.randrange(5)
    if kind == 0:
        del lines[at]
    elif kind == 1:
        lines.insert(other, lines[at])
    elif kind == 2:
        lines[at], lines[other] = lines[other], lines[at]
    elif kind == 3:
        lines[at] = b" " * random.randrange(1, 5) + lines[at]
    else:
        lines[at] = lines[at][random.randrange(1, 4) :]
    return b"\n".join(lines)


def _value(plan: bytes, random: Random) -> bytes:
    """What follows a colon is another value: one of the plan's own, or a strange one."""
    starts = [match.end() for match in re.finditer(b": ", plan)]
    if not starts:
        return plan
    start, other = random.choice(starts), random.choice(starts)
    own = plan[other : _end(plan, other)]
    value = random.choice((own, random.choice(VALUES).encode()))
    return plan[:start] + value + plan[_end(plan, start) :]


def _end(plan: bytes, start: int) -> int:
    ends = (plan.find(sign, start) for sign in (b"\n", b",", b"}", b" #"))
    return min((end for end in ends if end >= 0), default=len(plan))


def _digit(plan: bytes, random: Random) -> bytes:
    """One digit is another."""
    places = [match.start() for match in re.finditer(b"[0-9]", plan)]
    if not places:
        return plan
    at = random.choice(places)
    return plan[:at] + str(random.randrange(10)).encode() + plan[at + 1 :]


def _key(plan: bytes, random: Random) -> bytes:
    """A key is another of the plan's own."""
    words = [word for word in plan.replace(b"{", b" ").split() if word.endswith(b":")]
    if not words:
        return plan
    old, new = random.choice(words), random.choice(words)
    parts = plan.split(old)
    at = random.randrange(len(parts) - 1)
    return old.join(parts[: at + 1]) + new + old.join(parts[at + 1 :])


_KINDS: tuple[Callable[[bytes, Random], bytes], ...] = (
    _byte,
    _piece,
    _line,
    _value,
    _value,
    _digit,
    _digit,
    _key,
)
