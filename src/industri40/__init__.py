"""Budgets of county programmes: read, checked, shared out and printed, exact to the krone.

What other programs use, and the types that it gives back and raises:

>>> from industri40 import allocate, apportion, check, load_plan
>>> plan = load_plan("budgets/industri40-trondelag.yaml")
>>> check(plan)
()
>>> result = allocate(plan)
>>> result.amounts("mobilisation", "environment-1")
(125000, 125000, 125000)
>>> apportion(100, [1, 1, 1])
[34, 33, 33]

A name is imported when it is first used, so that importing the package costs nothing.

Where new things go, as each of these says: a format in :mod:`industri40.render`, a check in
:mod:`industri40.checks`, a key of the plan in :mod:`industri40.plan`, a command in
:mod:`industri40.cli`.
"""

TYPE_CHECKING = False  # as typing has it; importing typing would double the time of --version

if TYPE_CHECKING:
    from industri40.checks import check
    from industri40.comparing.changes import compare
    from industri40.comparing.difference import Difference
    from industri40.comparing.solving import Solution, UnreachableError, WantedError, solve
    from industri40.engine.allocation import Allocation, allocate
    from industri40.explain.trace import UnknownFigureError
    from industri40.findings.finding import Finding, Place, PlanError, Severity
    from industri40.load import load_plan
    from industri40.plan.model import Plan
    from industri40.plan.wishes import WhatIfError
    from industri40.plan.yaml.source import FileError
    from industri40.rounding.apportion import apportion

__version__ = "0.1.0"

__all__ = [
    "Allocation",
    "Difference",
    "FileError",
    "Finding",
    "Place",
    "Plan",
    "PlanError",
    "Severity",
    "Solution",
    "UnknownFigureError",
    "UnreachableError",
    "WantedError",
    "WhatIfError",
    "__version__",
    "allocate",
    "apportion",
    "check",
    "compare",
    "load_plan",
    "solve",
]

_HOMES = {
    "Allocation": "industri40.engine.allocation",
    "Difference": "industri40.comparing.difference",
    "FileError": "industri40.plan.yaml.source",
    "Finding": "industri40.findings.finding",
    "Place": "industri40.findings.finding",
    "Plan": "industri40.plan.model",
    "PlanError": "industri40.findings.finding",
    "Severity": "industri40.findings.finding",
    "Solution": "industri40.comparing.solving",
    "UnknownFigureError": "industri40.explain.trace",
    "UnreachableError": "industri40.comparing.solving",
    "WantedError": "industri40.comparing.solving",
    "WhatIfError": "industri40.plan.wishes",
    "allocate": "industri40.engine.allocation",
    "apportion": "industri40.rounding.apportion",
    "check": "industri40.checks",
    "compare": "industri40.comparing.changes",
    "load_plan": "industri40.load",
    "solve": "industri40.comparing.solving",
}

if not TYPE_CHECKING:  # a type checker would take any name at all for one of these

    def __getattr__(name: str) -> object:
        """Import a public name from its home the first time that it is used (PEP 562)."""
        home = _HOMES.get(name)
        if home is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        value = getattr(import_module(home), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted(__all__)
