"""``industri40 rule``: what a finding means, and how to mend it."""

from typing import Annotated

from typer import Context

from industri40.cli.choices import asked_language, one_of, rules_named
from industri40.cli.options import CODES, Lang, param
from industri40.render.registry import FORMATS, renderer

_Code = Annotated[str | None, param("rule [CODE]", CODES)]
_Form = Annotated[str, param("rule --format", formats="rules")]


def rule(ctx: Context, code: _Code = None, *, form: _Form = "text", lang: Lang = None) -> None:
    """Run the command."""
    from industri40.findings.catalogue import RULES
    from industri40.languages import OTHERWISE

    one_of(form, FORMATS["rules"], "--format")
    language = asked_language(lang, ctx.obj) or OTHERWISE
    rules = tuple(RULES.values()) if code is None else rules_named(code, "CODE")
    said = renderer("rules", form)(rules, language)
    ctx.obj.put(said, for_people=FORMATS["rules"][form].for_people)
