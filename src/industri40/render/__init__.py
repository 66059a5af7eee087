"""Results and findings as text and files, one format in each module.

There are two registries, and a format is added by one module and one line in one of them:

- :mod:`industri40.render.formats`: what ``allocate`` writes. A module has
  ``render(results: Results, options: TextOptions) -> str | bytes`` and gives the whole file: text
  for people or programs (written as UTF-8 to a file), or bytes.
- :mod:`industri40.render.findings.formats`: what ``check`` writes.

A renderer sees neutral tables, and decides only how they look. It opens no file, prints nothing,
knows no command, and imports its library inside its own module.
"""
