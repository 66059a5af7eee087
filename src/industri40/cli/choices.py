"""Values of options that are one of a few names: others are refused with the nearest known one."""

import os
from collections.abc import Callable, Collection, Iterable
from typing import TypeAlias

from industri40.cli.streams import PRINTED, Streams
from industri40.cli.wrong_use import LANGUAGE_VARIABLE, WrongUseError
from industri40.languages import LANGUAGES
from industri40.nearest import nearest
from industri40.render.registry import FORMATS, What, endings, format_of

TYPE_CHECKING = False  # codes are chosen only where somebody asks for it
if TYPE_CHECKING:
    from industri40.findings.catalogue import Rule
    from industri40.findings.finding import Finding
    from industri40.plan.model import Plan
    from industri40.plan.what_if import Asked

Choose: TypeAlias = "Callable[[Iterable[Finding], Plan | None], tuple[Finding, ...]]"
"""The findings that are wanted, of those of a plan; None is one that was not understood.

Such a one was not checked any further. That is never kept quiet: where nothing that is
wanted was found in it, the findings that were in the way are given.
"""


def one_of(value: str, known: Collection[str], named: str, /, **titles: str) -> None:
    """Wrong use, with all that are known named, unless the value is one of them.

    ``titles`` are what Norwegians, who need not know the English names, are told beside these.
    """
    if value not in known:
        from industri40.findings.facts import Worded

        by_title = {title.lower(): name for name, title in titles.items()}
        meant = nearest(value, known) or by_title.get(nearest(value, by_title) or "")
        called = [f"{one} ({titles[one]})" if titles else one for one in known]
        names = Worded((("nb", ", ".join(called)), ("en", ", ".join(known))))
        text = "unknown_value_meant" if meant else "unknown_value"
        raise WrongUseError(named, text, value=value, meant=meant or "", known=names)


def outputs_of(
    form: str | None, paths: Iterable[str], what: What, usual: str
) -> list[tuple[str, str]]:
    """Each file that is to be written, with its format: ``form``, or that of its ending.

    ``usual`` is the format that is printed where nothing is said. An unknown one is wrong use, and
    so is a file with the ending of another format than it is to have, unless it is of findings.
    """
    if form is not None:
        one_of(form, FORMATS[what], "--format")
    unknown = "unknown_ending_of_findings" if what == "findings" else "unknown_ending_of_tables"
    outputs = []
    for path in paths:
        ending = format_of(what, path)
        asked = form or ending or (usual if path == PRINTED else None)
        if asked is None:
            known = ", ".join(endings(what))
            raise WrongUseError("--output", unknown, path=path, known=known)
        if ending and ending != asked and what != "findings":
            raise WrongUseError("--output", "other_ending", path=path, ending=ending, form=asked)
        outputs.append((asked, path))
    return outputs


def tables_of(asked: list[str] | None, known: Collection[str]) -> tuple[str, ...]:
    """The names of tables that are asked for, each once. An unknown one is wrong use."""
    from industri40.report.headings import HEADINGS

    for name in asked or ():
        one_of(name, known, "--table", **{one: HEADINGS[one]["nb"] for one in known})
    return tuple(dict.fromkeys(asked or ()))


def asked_for(scenario: list[str] | None, settings: list[str] | None) -> "Asked":
    """The what-if that two options ask for: scenarios by name, and settings."""
    from industri40.plan.what_if import Asked

    return Asked(tuple(dict.fromkeys(scenario or ())), tuple(settings or ()))


def asked_language(lang: str | None, streams: Streams) -> str | None:
    """The language that the option, or else the environment, asks for; None where neither does.

    From here on, what is said on the streams is in it. One that there is not is wrong use.
    """
    variable = os.environ.get(LANGUAGE_VARIABLE) or None
    for asked, named in ((lang, "--lang"), (variable, LANGUAGE_VARIABLE)):
        if asked is not None:
            one_of(asked, LANGUAGES, named, nb="norsk", en="engelsk")
            streams.language = asked
            return asked
    return None


def chosen(select: list[str] | None, ignore: list[str] | None) -> Choose:
    """What the two options choose.

    Both take codes and families, also several with commas between. What is ignored is left out
    of what is selected, which is everything unless something is said. An unknown one is wrong use.
    """
    only, never = _codes(select, "--select"), _codes(ignore, "--ignore")

    def choose(findings: "Iterable[Finding]", plan: "Plan | None") -> "tuple[Finding, ...]":
        every = tuple(findings)
        wanted = (one for one in every if one.code not in never)
        left = tuple(one for one in wanted if not only or one.code in only)
        return left if plan or left else every

    return choose


def _codes(selectors: list[str] | None, named: str) -> set[str]:
    several = (one.strip() for selector in selectors or () for one in selector.split(","))
    return {rule.code for one in several for rule in rules_named(one, named)}


def rules_named(selector: str, named: str) -> "tuple[Rule, ...]":
    """The rules of a code or family; wrong use, with the nearest code named, where it is unknown.

    A family is a letter, such as S, or the beginning of some codes, such as P25.
    """
    from industri40.findings.catalogue import FAMILIES, RULES, matching

    found = matching(selector)
    if not found:
        meant = (nearest(selector, [code.lower() for code in RULES]) or "").upper()
        text = "unknown_code_meant" if meant else "unknown_code"
        known = ", ".join(FAMILIES)
        raise WrongUseError(named, text, value=selector, meant=meant, known=known)
    return found
