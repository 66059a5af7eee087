"""Plans as YAML."""

import json
import re
from typing import Any

from random_plans.amounts import PlanDict

_PLAIN = re.compile(r"[A-Za-z0-9æøåÆØÅ](?:[A-Za-z0-9æøåÆØÅ_./%-]| (?! ))*(?<! )")

_RELATIVE = re.compile("[+\u2212-][0-9 .,/%]+")


def yaml_text(value: Any, indent: int = 0) -> str:
    """A plan (or a part of one) as YAML."""
    margin = " " * indent
    if isinstance(value, dict):
        lines = (f"{margin}{_scalar(key)}:{_after(part, indent)}" for key, part in value.items())
    else:
        lines = (f"{margin}-{_after(part, indent)}" for part in value)
    return "".join(lines)


def _after(value: Any, indent: int) -> str:
    if isinstance(value, str):
        return f" {_scalar(value)}\n"
    if not value:
        return " {}\n" if isinstance(value, dict) else " []\n"
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return f" [{', '.join(map(_scalar, value))}]\n"
    return f"\n{yaml_text(value, indent + 2)}"


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def yaml_flow(value: Any, *, top: bool = False) -> str:
    """A value as it stands on one line; at the ``top`` not in quotation marks where it need not."""
    if isinstance(value, dict):
        inner = (f"{_scalar(key)}: {yaml_flow(one)}" for key, one in value.items())
        return f"{{{', '.join(inner)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(yaml_flow, value))}]"
    return value if top and _RELATIVE.fullmatch(value) else _scalar(value)


def yaml_bytes(plan: PlanDict) -> bytes:
    """A plan as the bytes of a YAML file."""
    return yaml_text(plan).encode()
