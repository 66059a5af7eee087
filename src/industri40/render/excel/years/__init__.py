"""Amounts that the plan spreads over its years: the sheet that does it, by formulas.

:mod:`.yearly` writes it. :mod:`.strands` and :mod:`.strand_moves` say what is left to round of
each line and how the lines are rounded together, :mod:`.strand_sheet` and
:mod:`.strand_move_sheet` are that as formulas.
"""
