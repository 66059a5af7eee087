"""A plan as a workbook with live formulas, for Excel and LibreOffice.

The figures that the plan writes stand on one sheet, and everything else is formulas from there:

- :mod:`.workbook` puts the workbook together, :mod:`.sheets` and :mod:`.styles` write cells,
  :mod:`.terms` are formulas with their values;
- :mod:`.inputs` lists what the plan writes, :mod:`.input_sheet` is the sheet with it, and
  :mod:`.year_sheet` spreads it over the years;
- :mod:`.cell_index` turns a table's cell into a formula, by the operation and inputs it carries;
- :mod:`.shares` are the sheets that share out and award, by running totals;
- :mod:`.tables`, :mod:`.chooser` and :mod:`.about` are what people read.

Every formula is written with its value, which is the program's. Where a formula would give another
unit than the program does, a correction stands beside it as a figure, which counts for as long as
no input is changed; :mod:`.about` says how many there are.
"""
