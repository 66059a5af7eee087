"""How severe a finding is."""

from enum import Enum


class Severity(Enum):
    """Whether a finding fails a check: an error does, a warning only under ``--strict``."""

    ERROR = "error"
    WARNING = "warning"
