"""The sheets that the shares and awards come from, with their formulas to the krone.

:mod:`.awards` and :mod:`.shares` are computed from :mod:`.keys` and :mod:`.lines`: exact first,
then rounded down, the largest remainders up. :mod:`.swaps` and :mod:`.chain_sheet` move single
units until every line and every environment comes out even. What the formulas will give is
computed here too, in :mod:`.rounding`, :mod:`.awarding`, :mod:`.sharing` and :mod:`.network`,
since every formula is stored with its value.
"""
