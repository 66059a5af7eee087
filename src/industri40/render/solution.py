"""A solution as a person reads it, and as JSON for other programs; and why there is none."""

from collections.abc import Iterator
from fractions import Fraction

from industri40.comparing.solving import Solution, UnreachableError
from industri40.explain.labels import Labels, text_of
from industri40.explain.step import Step
from industri40.explain.trace import found
from industri40.findings.said import phrase
from industri40.money import decimals_of, percent_text
from industri40.plan.paths import SIDES, home_depth
from industri40.render.common.exact_json import text
from industri40.render.common.figures import exact_words, same_in
from industri40.render.common.results import TextOptions
from industri40.render.common.styled import BOLD, FAINT, PLAIN, Part, Styled
from industri40.render.common.text import printable
from industri40.report.case import Case
from industri40.report.table import MONEY, SHARE

_AS_WANTED = {"=": "wanted_so", "<=": "wanted_most", ">=": "wanted_least"}


def as_text(solution: Solution, options: TextOptions) -> Styled:
    """The answer, what the figure then is, what falls short, and every rest that changes."""
    lines = ((*line, ("\n", PLAIN)) for line in _lines(solution))
    return Styled(
        (same_in(text, options.encoding), style) for line in lines for text, style in line
    )


def _lines(solution: Solution) -> Iterator[tuple[Part, ...]]:
    asks, short, plan = solution.question, solution.short, solution.answer.plan
    language, present = plan.language, asks.present
    case = Case(present.plan)
    labels = Labels(case)
    if solution.answer is present:
        yield ((phrase("solved_already", language), PLAIN),)
    depth = home_depth(asks.path) - 1 if asks.path[0] in SIDES else 0
    changed = _changed(present.value, solution.value, asks.kind, language)
    yield _line(text_of(labels(".".join(("plan", *asks.path[depth:])))), changed, asks.name)
    figure = found(case, asks.figure)
    called = text_of(labels(figure.figure if isinstance(figure, Step) else figure.name))
    yield _line(called, _changed(present.gives, solution.gives, asks.counts, language), asks.figure)
    if short:
        facts = {
            "value": _said(short.value, asks.kind, language),
            "gives": _said(short.gives, asks.counts, language),
            "wanted": _said(asks.wanted, asks.counts, language),
        }
        yield ((phrase("solved_short", language, **facts), PLAIN),)
    rests = list(solution.rests())
    if rests:
        yield ((phrase("solved_rests", language), PLAIN),)
    for old, new in rests:
        alike = all(len(set(one.amounts)) == 1 for one in (old, new))
        was, is_now = (plan.unit * (one.amounts[0] if alike else one.total) for one in (old, new))
        changed = _changed(was, is_now, MONEY, language)
        several = "solved_every_year" if alike else "solved_in_all"
        yield _line(f"  {new.label}", phrase(several, language, amount=changed))


def _line(called: str, said: str, name: str = "") -> tuple[Part, ...]:
    return (f"{printable(called)}: ", PLAIN), (said, BOLD), (name and f"  [{name}]", FAINT)


def _changed(old: Fraction, new: Fraction, kind: str, language: str) -> str:
    """What something becomes, by how much that differs, and what it was."""
    said, was, by = (_said(one, kind, language) for one in (new, old, abs(new - old)))
    if new == old:
        return said
    sign = "+" if new > old else "\N{MINUS SIGN}"
    return phrase("solved_change", language, new=said, change=f"{sign}{by}", old=was)


def _said(value: Fraction, kind: str, language: str) -> str:
    return percent_text(value, language) if kind == SHARE else exact_words(value, language)


def as_json(solution: Solution, _options: TextOptions) -> str:
    """The solution as ``industri40.solution/1``; what has no end is a fraction as text."""
    asks, short = solution.question, solution.short
    fields = {
        "format": "industri40.solution/1",
        "path": asks.name,
        "value": _number(solution.value),
        "figure": asks.figure,
        "wanted": _number(asks.wanted),
        "gives": _number(solution.gives),
        "exact": solution.exact,
        "short": short and {"value": _number(short.value), "gives": _number(short.gives)},
    }
    body = ",\n ".join(f'"{key}": {text(value)}' for key, value in fields.items())
    return f"{{{body}}}\n"


def _number(value: Fraction) -> Fraction | str:
    has_end = (value * 10 ** decimals_of(value)).denominator == 1
    return value if has_end else str(value)


def unreachable(error: UnreachableError, language: str) -> str:
    """Why there is no solution: what the figure can be, and what is wrong beyond that."""
    asks = error.question
    values = [_said(one.value, asks.kind, language) for one in error.given]
    gives = [_said(one, asks.counts, language) for one in sorted(one.gives for one in error.given)]
    amount = _said(asks.wanted, asks.counts, language)
    facts = {
        "path": asks.name,
        "figure": asks.figure,
        "wanted": phrase(_AS_WANTED[asks.operator], language, amount=amount),
        "least": values[0],
        "most": values[-1],
        "lowest": gives[0],
        "highest": gives[-1],
    }
    name = "never" if gives[0] != gives[-1] else "never_same" if values[1:] else "never_else"
    said = [phrase(name, language, **facts)]
    if error.rest:
        said.append(phrase("never_rest", language, line=error.rest))
    for value, wrong in error.refused.items() if not error.rest else ():
        value_said = _said(value, asks.kind, language)
        said.append(phrase("never_beyond", language, value=value_said, why=wrong.message))
    return " ".join(said)
