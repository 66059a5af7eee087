"""What is shared out, by plain arithmetic: awards, then sources, then costs, each on a sheet.

Every whole figure is a difference of two running totals, so that sums are right by themselves,
whatever is changed. :mod:`.layout` says where things stand and :mod:`.splits` how running totals
are divided both ways. :mod:`.awards`, :mod:`.sources` and :mod:`.costs` write the sheets.

Beside each figure stands a correction: what the program has more or less than the formula. It
counts for as long as no input is changed, so nothing here needs to know how the program rounds.
"""
