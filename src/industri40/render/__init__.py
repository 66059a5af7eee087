"""Tables, findings, explanations and rules as text and files: a format is a module.

A new one is its module, in a folder of its own where it takes several, and a row in
:mod:`industri40.render.registry`, which says what its ``render`` is handed.

A renderer sees neutral tables or findings, and decides only how they look. It opens no file,
prints nothing, knows no command and no other format, and imports its library inside its own
folder. What several have in common is in ``common``, and pictures as shapes in ``pictures``.
"""
