"""How severe a finding is."""

from enum import Enum


class Severity(Enum):
    """Whether a finding fails a check: an error does, a warning only under ``--strict``."""

    ERROR = "error"
    WARNING = "warning"

    def said(self, language: str) -> str:
        """What a person reads."""
        from industri40.findings.said import phrase

        return phrase("severity_error" if self is Severity.ERROR else "severity_warning", language)
