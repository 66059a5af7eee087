"""What a finding is called from one run to the next, and its file as an address."""

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

from industri40.findings import Finding
from industri40.render.findings_formats import Report

__all__ = ["fingerprints", "uri"]

_UNESCAPED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")


def fingerprints(report: Report) -> Iterator[tuple[Finding, str]]:
    """Every finding with a fingerprint of its own, the same in every run that finds it.

    It does not depend on where the finding stands, nor on its figures: lines may move, and a
    wrong figure may become another wrong one. A finding is known by its file, its code and what
    it is about: a key or a figure, else the text of its line. Those that are alike are numbered.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    for finding in report.findings:
        about = finding.subject or report.excerpts.line(finding.place).strip()
        known_by = (finding.place.file, finding.code, about)
        seen[known_by] += 1
        text = "\0".join((*known_by, str(seen[known_by])))
        yield finding, sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def uri(path: str) -> str:
    """A path as a relative reference of RFC 3986; an absolute path becomes a ``file`` address.

    >>> uri("plans/50 % æ.yaml")
    'plans/50%20%25%20%C3%A6.yaml'
    """
    path = path.replace("\\", "/")
    written = "".join(
        chr(byte) if byte in _UNESCAPED else f"%{byte:02X}"
        for byte in path.encode("utf-8", "surrogateescape")
    )
    if path[1:3] == ":/":  # a drive
        return f"file:///{written.replace('%3A', ':', 1)}"
    return f"file://{written}" if path.startswith("/") else written
