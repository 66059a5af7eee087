"""Codes and families of findings as options name them, and which findings they choose."""

from collections.abc import Callable, Iterable

import typer

from industri40.findings.catalogue import FAMILIES, RULES, Rule, matching
from industri40.findings.finding import Finding
from industri40.nearest import nearest
from industri40.plan.model import Plan


def rules_named(selector: str, option: str) -> tuple[Rule, ...]:
    """The rules of a code or family; wrong use, with the nearest code named, where it is unknown.

    A family is a letter, such as S, or the beginning of some codes, such as P25.
    """
    found = matching(selector)
    if not found:
        close = nearest(selector, [code.lower() for code in RULES])
        meant = f" Did you mean '{close.upper()}'?" if close else ""
        raise typer.BadParameter(
            f"there is no finding '{selector}'.{meant} A family is one of {', '.join(FAMILIES)}; "
            "'industri40 rule' lists every code.",
            param_hint=f"'{option}'",
        )
    return found


Choose = Callable[[Iterable[Finding], Plan | None], tuple[Finding, ...]]
"""The findings that are wanted, of those of a plan; None is one that was not understood.

Such a one was not checked any further. That is never kept quiet: where nothing that is
wanted was found in it, the findings that were in the way are given.
"""


def choice(select: Iterable[str], ignore: Iterable[str]) -> Choose:
    """What ``--select`` and ``--ignore`` choose together.

    Both take codes and families, also several with commas between. What is ignored is left out
    of what is selected, which is everything unless something is said. An unknown one is wrong use.
    """
    codes = _codes(select, "--select") or frozenset(RULES)
    codes -= _codes(ignore, "--ignore")

    def choose(findings: Iterable[Finding], plan: Plan | None) -> tuple[Finding, ...]:
        every = tuple(findings)
        wanted = tuple(one for one in every if one.code in codes)
        return wanted if plan or wanted else every

    return choose


def _codes(selectors: Iterable[str], option: str) -> frozenset[str]:
    return frozenset(
        rule.code
        for several in selectors
        for selector in several.split(",")
        for rule in rules_named(selector.strip(), option)
    )
