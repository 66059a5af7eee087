"""Findings as JSON, read back by the standard library."""

import json
from decimal import Decimal
from fractions import Fraction

from made_findings import that_says

from industri40.findings.finding import Place
from industri40.render.common.excerpt import Excerpts
from industri40.render.findings.report import Report
from industri40.render.registry import renderer


def read(*findings):
    text = renderer("findings", "json")(Report(findings, 1, Excerpts({})))
    return json.loads(text, parse_float=Decimal)


def test_no_findings():
    assert read() == {"format": "industri40.findings/1", "findings": []}


def test_a_finding_with_figures_has_exact_numbers():
    one = that_says(
        "S401",
        Place('a "b".yaml', 3, 4),
        "Næring\n\x1b",
        expected=Fraction(10**15),
        found=Fraction(10**17 + 50, 100),
        remedy="Så.",
        subject="costs.work.total",
    )
    document = read(one)
    assert document["findings"] == [
        {
            "code": "S401",
            "severity": "error",
            "file": 'a "b".yaml',
            "line": 3,
            "column": 4,
            "figure": "costs.work.total",
            "message": "Næring\n\x1b",
            "expected": 10**15,
            "found": Decimal("1000000000000000.50"),
            "difference": Decimal("0.50"),
            "remedy": "Så.",
            "cause": None,
            "because_of": None,
        }
    ]
    assert isinstance(document["findings"][0]["expected"], int)


def test_a_finding_without_figures_has_nulls():
    [one] = read(
        that_says("A601", Place("a", 1, 1), "m"), that_says("A602", Place("a", 1, 1), "m")
    )["findings"][:1]
    assert (one["expected"], one["found"], one["difference"]) == (None, None, None)
    assert one["severity"] == "warning"


def test_a_file_name_that_is_no_text_is_still_json():
    text = renderer("findings", "json")(
        Report((that_says("A601", Place("\udcff", 1, 1), "m"),), 1, Excerpts({}))
    )
    document = json.loads(text.encode("utf-8", "backslashreplace"))
    assert document["findings"][0]["file"] == "\udcff"
