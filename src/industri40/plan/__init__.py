"""The plan: read from YAML with positions, validated as written, understood as meant.

A new key is a line in :mod:`industri40.plan.language.written`, its words in ``keys.txt`` beside
that, and what it does in :mod:`industri40.plan.meaning`.
"""
