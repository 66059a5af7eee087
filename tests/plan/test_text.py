"""Text that can be seen: what is hidden, how it is shown, and the lines of any file."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from industri40.plan.yaml.text import (
    HIDDEN,
    LONGEST_RUN,
    Lines,
    normal,
    too_many_accents,
)
from industri40.visible import shown

CHARACTERS = [chr(number) for number in range(0x110000)]


def test_every_control_and_format_character_is_hidden_but_the_line_feed() -> None:
    kinds = ("Cc", "Cf", "Cs", "Zl", "Zp")
    controls = {one for one in CHARACTERS if unicodedata.category(one) in kinds} - {"\n"}
    # signs of Arabic, Syriac and Kaithi numbers and of Egyptian writing are format characters
    # that can be seen
    seen = {one for one in controls if HIDDEN.fullmatch(one) is None}
    assert {unicodedata.category(one) for one in seen} == {"Cf"}
    names = {unicodedata.name(one).split()[0] for one in seen}
    assert names == {"ARABIC", "SYRIAC", "KAITHI", "EGYPTIAN"}
    assert len(controls - seen) > 2000


def test_letters_spaces_and_signs_are_not_hidden() -> None:
    for text in (
        "a å ø é ß ł",
        "4\u00a0500\u202f000",
        "\u2013\u2014\u2018\u2019\u201c\u201d«»…€½⅔",
        "𝄞🎼❤\ufe0f",
        "a\u0301",
        "漢字",
        "\n",
    ):
        assert HIDDEN.search(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain å", "plain å"),
        ("a\nb\tc\rd\0", r"a\nb\tc\rd\x00"),
        ("\x1b]0;x\x07\x9b", r"\x1b]0;x\x07\x9b"),
        ("\u202e\u2028\ufeff", r"\u202e\u2028\ufeff"),
        ("\U000e0041\ud800", r"\U000e0041\ud800"),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 59 + "…"),
    ],
)
def test_text_is_shown_without_anything_hidden(text: str, expected: str) -> None:
    assert shown(text) == expected


@given(st.text())
def test_what_is_shown_can_be_seen(text: str) -> None:
    assert HIDDEN.search(shown(text)) is None
    assert "\n" not in shown(text)


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x3A0), max_size=20))
def test_normal_text_is_nfc(text: str) -> None:
    assert normal(text) == unicodedata.normalize("NFC", text)
    assert normal(normal(text)) == normal(text)


def test_accents_are_counted_on_one_letter() -> None:
    most = "é" + "\u0316" * LONGEST_RUN
    assert too_many_accents(most + "漢" * 100 + most) is None
    assert too_many_accents("漢" * 100 + most + "\u0301") == 100 + len(most)


@given(st.text(st.sampled_from("aå𝄞\n"), max_size=30))
def test_places_and_lines_agree(text: str) -> None:
    lines = Lines(text)
    for index, character in enumerate(text):
        line, column = lines.place(index)
        assert (lines.line_text(line) + "\n")[column - 1] == character
    assert lines.place(len(text)) == (text.count("\n") + 1, len(text.rpartition("\n")[2]) + 1)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("a\r\nb å\r\n".encode(), "b å"),
        (b"\xef\xbb\xbfa\nb", "b"),
        (b"a\nTr\xf8ndelag\n", "Tr\ufffdndelag"),
        ("a\nb å\n".encode("utf-16"), "b å"),
        (b"\xfe\xff" + "a\nb å\n".encode("utf-16-be"), "b å"),
        ("a\nb\x1b[31m\t\x7f\u202e.\n".encode(), "b␛[31m␉␡\ufffd."),
        (b"a", ""),
        (b"", ""),
    ],
)
def test_a_line_of_any_file_can_be_shown(data: bytes, expected: str) -> None:
    assert Lines.of(data).line_text(2) == expected


def test_there_is_no_line_nought() -> None:
    assert Lines("a\nb").line_text(0) == ""
    assert Lines("a\nb").line_text(-1) == ""
