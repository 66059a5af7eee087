"""Neutral tables of a plan and of what sharing makes of it, with headings in two languages.

:mod:`industri40.report.tables` builds them by name, :mod:`industri40.report.table` says what a
table is, and every heading stands in :mod:`industri40.report.headings`. Nothing here prints. A new
table is a module with ``build``, and a row in ``TABLES``.
"""
