"""The shares as CSV (RFC 4180, but lines end as they do on Unix), for spreadsheets and programs."""

import re
from itertools import chain

from industri40.render.common.exact_json import Kroner
from industri40.render.common.results import Results, TextOptions

_HEADER = "side,line,environment,year,amount\n"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_QUOTED = re.compile('[",\r\n]')


def render(results: Results, _options: TextOptions) -> str:
    """The shares, one on a line, amounts in kroner. Raises ValueError where nothing was shared."""
    kroner = Kroner(results.plan.unit)
    texts = {line.id: field(line.id) for line in (*results.plan.costs, *results.plan.sources)}
    texts |= {one.id: field(one.id) for one in results.plan.environments}
    rows = [_HEADER]
    blocks = results.report.allocation.blocks(results.report.selected)
    for side, line, holders, years, columns in blocks:
        starts = [f"{side},{texts[line]},{texts.get(holder, holder)}" for holder in holders]
        written = [
            [f"{start},{year},{amount}\n" for start, amount in zip(starts, amounts, strict=True)]
            for year, amounts in zip(years, map(kroner.column, columns), strict=True)
        ]
        rows.extend(chain.from_iterable(zip(*written, strict=True)))
    return "".join(rows)


def field(text: str) -> str:
    """A text as one field: quoted where it has to be, and never a formula in a spreadsheet.

    >>> field("=1+1"), field('a "b", c')
    ("'=1+1", '"a ""b"", c"')
    """
    if text.startswith(_FORMULA):
        text = f"'{text}"
    if _QUOTED.search(text):
        doubled = text.replace('"', '""')
        return f'"{doubled}"'
    return text
