"""From the bytes of a file to text that holds nothing a person cannot see, or findings."""

from industri40.findings.finding import Finding, Place, finding
from industri40.money import group_digits
from industri40.plan.yaml.source import LARGEST_FILE
from industri40.plan.yaml.text import HIDDEN, LONGEST_RUN, Lines, too_many_accents

_BOM = "\ufeff"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ORDINARY = bytes([ord("\n"), *range(ord(" "), 0x7F)])
_MOST_FINDINGS = 50
_START_OF_FILE = 64
_NAMES = {"\0": "NUL", "\t": "tab", "\r": "carriage return", "\x1b": "escape", "\x7f": "delete"}


def decode(data: bytes, file: str) -> tuple[str | None, list[Finding]]:
    """The text of a UTF-8 file, without a byte-order mark and with every line end as a line feed.

    Lines and columns are those of the file. None, with the reasons, where the bytes are not UTF-8
    or where a hidden character stands anywhere, also in a comment.
    """
    first = Place(file, 1, 1)
    if len(data) > LARGEST_FILE:
        limit = group_digits(LARGEST_FILE)
        return None, [finding("R117", first, f"The file has more than {limit} bytes.")]
    start = data[:_START_OF_FILE]
    if start.startswith(_UTF16) or start.count(0) * 3 > len(start) > 1:
        message = "The file is written as UTF-16 (Windows calls it Unicode), not as UTF-8."
        return None, [finding("R102", first, message)]
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
        line, column = Lines(text).place(run)
        message = f"More than {LONGEST_RUN} accents stand on one letter."
        found.append(finding("R103", Place(file, line, column), message))
    return (None, found) if found else (text, [])


def _not_utf8(data: bytes, start: int, file: str) -> Finding:
    before = data[:start].decode("utf-8").removeprefix(_BOM).replace("\r\n", "\n")
    line, column = Lines(before).place(len(before))
    byte = data[start : start + 1]
    guess = byte.decode("cp1252", errors="ignore")
    means = f" (in an older Windows file it means {guess})" if guess.isprintable() and guess else ""
    message = f"The byte {byte.hex().upper()}{means} is not UTF-8."
    return finding("R102", Place(file, line, column), message)


def _hidden(text: str, file: str) -> list[Finding]:
    """For each line its first hidden character, and its first tab."""
    found: list[Finding] = []
    lines = Lines(text)
    match = HIDDEN.search(text)
    while match is not None:
        number, column = lines.place(match.start())
        begin = match.start() - column + 1
        end = text.find("\n", begin)
        line = text[begin : end if end >= 0 else len(text)]
        at = Place(file, number, 1)
        if len(found) >= _MOST_FINDINGS:
            message = "More such characters follow on this line and perhaps on others."
            found.append(finding("R103", at, message))
            break
        tab = line.find("\t")
        if tab >= 0:
            indents = not line[:tab].strip(" ")
            message = "This line is indented with a tab." if indents else "There is a tab here."
            found.append(finding("R104", at._replace(column=tab + 1), message))
        other = HIDDEN.search(line.replace("\t", " "))
        if other is not None:
            message = f"There is a hidden character here: {described(other[0])}."
            found.append(finding("R103", at._replace(column=other.start() + 1), message))
        match = HIDDEN.search(text, begin + len(line))
    return found


def described(character: str) -> str:
    r"""A hidden character in words, with its number.

    >>> described("\x1b"), described("\u202e")
    ('escape (U+001B)', 'right-to-left override (U+202E)')
    """
    name = _NAMES.get(character)
    if name is None:
        from unicodedata import name as unicode_name

        name = unicode_name(character, "control character").lower()
    return f"{name} (U+{ord(character):04X})"
