"""Styles follow their text, wherever it is broken into lines."""

import re

from cases import case_of
from hypothesis import given
from hypothesis import strategies as st

from industri40.explain.trace import explain
from industri40.render.common.results import TextOptions
from industri40.render.common.styled import BOLD, FAINT, PLAIN, Styled, in_lines
from industri40.render.common.text import wrapped
from industri40.render.explanation.text import render

PARTS = st.lists(
    st.tuples(st.text(alphabet="ab .東\u0301", max_size=12), st.sampled_from([PLAIN, BOLD, FAINT]))
)


@given(PARTS)
def test_every_letter_has_the_style_of_its_part(parts):
    styled = Styled(parts)
    assert styled == "".join(text for text, _ in parts)
    assert _styles(styled) == [style for text, style in parts for _ in text]
    assert all(span.style and span.start < span.end for span in styled.spans)


@given(PARTS, st.integers(1, 12))
def test_in_lines_every_letter_keeps_its_style(parts, columns):
    styled = Styled(parts)
    lines = wrapped(str(styled), columns)
    broken = list(in_lines(parts, lines))
    assert ["".join(text for text, _ in line) for line in broken] == lines
    after = [(letter, style) for line in broken for text, style in line for letter in text]
    before = list(zip(styled, _styles(styled), strict=True))
    assert _without_blanks(after) == _without_blanks(before)


def _styles(styled):
    styles = [PLAIN] * len(styled)
    for span in styled.spans:
        for at in range(span.start, span.end):
            styles[at] = span.style
    return styles


def _without_blanks(letters):
    return [one for one in letters if one[0] != " "]


def test_in_an_explanation_the_label_is_bold_and_notes_and_places_are_faint(unlike, shared_unlike):
    case = case_of(unlike, shared_unlike)
    text = render(case, explain(case, "shares.paid.sor.2026"), TextOptions(200), 20)
    styled = {(text[span.start : span.end].strip(), span.style) for span in text.spans}
    assert [said for said, style in styled if style == BOLD] == [text.partition(":")[0]]
    faint = {said for said, style in styled if style == FAINT}
    assert any(re.fullmatch(r"unlike\.yaml:\d+", said) for said in faint)
    assert any("rundes opp" in said for said in faint)
