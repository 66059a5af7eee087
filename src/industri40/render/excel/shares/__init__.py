"""What is shared out, by plain arithmetic: awards, then sources, then costs, each on a sheet.

Every whole figure is a difference of two running totals, so that sums are right by themselves,
whatever is changed. :mod:`.running` is that arithmetic as numbers and as formulas, :mod:`.layout`
says where things stand on the sheets, and :mod:`.awards`, :mod:`.sources` and :mod:`.costs` write
them. Beside each figure stands a correction: what the program has more or less than the formula.
It counts for as long as no input is changed, so nothing here needs to know how the program rounds.
"""
