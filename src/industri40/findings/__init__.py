"""What can be found in a plan, and what is found.

A new finding is a call of :func:`industri40.findings.finding.finding` with its facts, and its text
in the file of its family in ``texts``, where a rule and all that is said under its code stand.
"""
