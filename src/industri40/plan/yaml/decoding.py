"""From the bytes of a file to text that holds nothing a person cannot see, or findings."""

from fractions import Fraction

from industri40.findings.facts import Sign, Verbatim
from industri40.findings.finding import Finding, Place, finding
from industri40.plan.yaml.source import LARGEST_FILE
from industri40.plan.yaml.text import LONGEST_RUN, Lines, too_many_accents
from industri40.visible import HIDDEN

_BOM = "\ufeff"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_NO_TEXT = (b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0")  # how Word, Excel and PDF files begin
_ORDINARY = bytes([ord("\n"), *range(ord(" "), 0x7F)])
_MOST_FINDINGS = 50
_START_OF_FILE = 64


def decode(data: bytes, file: str) -> tuple[str | None, list[Finding]]:
    """The text of a UTF-8 file, without a byte-order mark and with every line end as a line feed.

    Lines and columns are those of the file. None, with the reasons, where the bytes are not UTF-8
    or where a hidden character stands anywhere, also in a comment.
    """
    first = Place(file, 1, 1)
    if len(data) > LARGEST_FILE:
        return None, [finding("R117", "large", first, most=Fraction(LARGEST_FILE))]
    start = data[:_START_OF_FILE]
    if start.startswith(_NO_TEXT):
        return None, [finding("R102", "no_text", first)]
    if start.startswith(_UTF16) or start.count(0) * 3 > len(start) > 1:
        return None, [finding("R102", "utf_16", first)]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [_not_utf8(data, error.start, file)]
    text = text.removeprefix(_BOM)
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    # what is left without plain ASCII is short, so that a search in it costs next to nothing
    rest = data.translate(None, _ORDINARY).decode("utf-8")
    if not rest:
        return text, []
    found = _hidden(text, file) if HIDDEN.search(rest) else []
    # without what stands between them, no run of accents is shorter
    run = None if too_many_accents(rest) is None else too_many_accents(text)
    if run is not None:
        place = Place(file, *Lines(text).place(run))
        found.append(finding("R103", "accents", place, most=LONGEST_RUN))
    return (None, found) if found else (text, [])


def _not_utf8(data: bytes, start: int, file: str) -> Finding:
    before = data[:start].decode("utf-8").removeprefix(_BOM).replace("\r\n", "\n")
    byte = data[start : start + 1]
    guess = byte.decode("cp1252", errors="ignore")
    variant = "older_windows" if guess.isprintable() and guess else "byte"
    place, number = Place(file, *Lines(before).place(len(before))), Verbatim(byte.hex().upper())
    return finding("R102", variant, place, byte=number, letter=Verbatim(guess))


def _hidden(text: str, file: str) -> list[Finding]:
    """For each line its first hidden character, and its first tab."""
    found: list[Finding] = []
    for number, line in enumerate(text.split("\n"), 1):
        if HIDDEN.search(line) is None:
            continue
        at = Place(file, number, 1)
        if len(found) >= _MOST_FINDINGS:
            return [*found, finding("R103", "many", at)]
        tab = line.find("\t")
        if tab >= 0:
            variant = "tab" if line[:tab].strip(" ") else "indents"
            found.append(finding("R104", variant, at._replace(column=tab + 1)))
        other = HIDDEN.search(line.replace("\t", " "))
        if other is not None:
            where = at._replace(column=other.start() + 1)
            found.append(finding("R103", "hidden", where, character=Sign(other[0])))
    return found
