"""The language of plans: its keys, their values, and what is said where they are wrong.

A new key is its line in ``written.py`` and its words beside it in ``keys.txt``, where a second
language is one more line; models, schema and remedies then have it. A new kind of value is a row in
``kinds.py``. What a key does stands in :mod:`industri40.plan.meaning`.
"""
