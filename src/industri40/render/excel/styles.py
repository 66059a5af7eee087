"""How cells look: each look is put together of a few parts."""

from fractions import Fraction
from functools import partial
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from industri40.render.common.text import wrapped
from industri40.render.common.widths import length, longest_word

# how wide a figure is, in hundredths of the size of letters: columns are measured in figures
_FIGURE = 64
LINE = 15.5  # the height of a line of text, in points
_MOST_DECIMALS = 6  # of a share in per cent; what takes more is a fraction
_RULE, _INK = "#7F7F7F", "#1F3864"

_PARTS: dict[str, dict[str, Any]] = {
    # text
    "title": {"bold": True, "font_size": 14, "font_color": _INK},
    "about": {"font_color": "#595959"},
    "section": {"bold": True, "font_size": 12, "font_color": _INK},
    "prose": {"text_wrap": True, "valign": "top"},
    "note": {"text_wrap": True, "valign": "top", "font_color": "#404040"},
    "head": {
        "bold": True, "text_wrap": True, "valign": "bottom", "align": "right",
        "bottom": 1, "bottom_color": _INK, "font_color": _INK,
    },
    "left": {"align": "left"},
    "centre": {"align": "center"},
    "wrap": {"text_wrap": True},
    "grouped": {
        "bold": True, "text_wrap": True, "align": "center",
        "bottom": 1, "bottom_color": _RULE, "font_color": _INK,
    },
    # rows of a table
    "heading": {"bold": True, "font_color": _INK, "valign": "bottom"},
    "memo": {"italic": True, "font_color": "#404040"},
    "group": {"bold": True, "top": 4, "top_color": _RULE},
    "sum": {"bold": True, "top": 1, "bottom": 1, "top_color": _INK, "bottom_color": _INK},
    "result": {"bold": True},
    "uncovered": {"bold": True, "font_color": "#C00000"},
    "check": {"italic": True, "font_color": "#375623"},
    **{f"indent{level}": {"indent": level} for level in (1, 2, 3)},
    # figures
    "figure": {"align": "right"},
    "plain": {"num_format": "0"},
    "input": {"bg_color": "#FFF2CC", "border": 1, "border_color": "#BF9000"},
    "engine": {"bg_color": "#E4DFEC", "italic": True},
    "planned": {"font_color": "#7F7F7F"},
    "changed": {"font_color": "#C00000", "bold": True},
    "fine": {"font_color": "#375623", "bold": True},
    "wrong": {"font_color": "#FFFFFF", "bg_color": "#C00000", "bold": True},
}  # fmt: skip


class Styles:
    """The looks of one workbook, each made when it is first asked for.

    ``formats`` are number formats by the part that they are called: ``money``, ``whole`` (whole
    numbers), ``hours``, ``exact`` (values before they are rounded) and ``yes`` (1 and 0 in words).
    """

    def __init__(self, workbook: Workbook, formats: dict[str, str]) -> None:
        self._workbook, self._formats = workbook, formats
        self._made: dict[tuple[str, ...], Format] = {}

    def __call__(self, *parts: str) -> Format:
        """The look with these parts; a later part overrules an earlier one."""
        if parts not in self._made:
            merged: dict[str, Any] = {"font_name": "Calibri", "font_size": 11}
            for part in parts:
                if part in self._formats:
                    merged["num_format"] = self._formats[part]
                elif part.startswith("as:"):
                    merged["num_format"] = part.removeprefix("as:")
                else:
                    merged |= _PARTS.get(part, {})
            self._made[parts] = self._workbook.add_format(merged)
        return self._made[parts]


def lines_of(text: str, width: float, *, bold: bool = False) -> int:
    """How many lines a text takes in a column of so many figures, in whatever font there is.

    >>> lines_of("Hele programmet", 12), lines_of("Per miljø", 12), lines_of("Programområde", 5)
    (2, 1, 3)
    """
    return len(wrapped(text, int(width * _FIGURE), partial(length, bold=bold)))


def columns_of(text: str) -> int:
    """How many figures the longest word of a text takes, in bold letters.

    >>> columns_of("Hele programmet"), columns_of("10 000")
    (12, 4)
    """
    return -(-longest_word(text, bold=True) // _FIGURE)


def money_format(largest: Fraction, decimals: int, language: str) -> str:
    """A number format with the thousands set off as the language does.

    In Norwegian by spaces that stand in the format, so that it looks the same wherever it is
    opened; there is room for ten times the largest amount.
    """
    if language != "nb":
        return "#,##0.00" if decimals else "#,##0"
    groups = -(-len(str(abs(largest.numerator // largest.denominator) * 10)) // 3)
    whole = "\\ ".join(["#", *["###"] * (groups - 2), "##0"] if groups > 1 else ["0"])
    point = ".00" if decimals else ""
    return f"[$-414]{whole}{point};-{whole}{point}"


def share_format(share: Fraction, language: str, least: int = 0) -> str:
    """A number format for a part of a whole: per cent where that is exact, else a fraction.

    It has ``least`` decimals at least; the point of a format is the comma of a language.
    """
    shown = f"# {'?' * len(str(share.denominator))}/{'?' * len(str(share.denominator))}"
    for decimals in range(least, _MOST_DECIMALS):
        if (share * 10 ** (2 + decimals)).denominator == 1:
            shown = f"0{'.' * bool(decimals)}{'0' * decimals}%"
            break
    return f"[$-414]{shown}" if language == "nb" else shown
