"""LibreOffice without a screen: files as they are after it has opened and computed them anew."""

import os
import subprocess
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from viewers import program

__all__ = ["convert"]

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""
"""Compute every workbook anew when it is opened, whatever it says of itself."""


_PROCESSORS = min(os.cpu_count() or 1, 4)

_AT_ONCE = 40
"""So many files are given to one process, which has ten minutes."""


def convert(files: Iterable[Path], folder: Path, ending: str = "xlsx") -> None:
    """Convert files into a folder, on all processors at once.

    Skips the test where that is not asked for (see viewers) or LibreOffice is not installed: on
    Debian it is libreoffice-calc and libreoffice-writer.
    """
    office = program("OFFICE_TESTS", "soffice")
    every = sorted(files, key=lambda file: file.stat().st_size)
    parts = max(_PROCESSORS, -(-len(every) // _AT_ONCE))
    shares = [every[first::parts] for first in range(parts)]
    with ThreadPoolExecutor(_PROCESSORS) as threads:
        list(threads.map(partial(_convert, office, folder, ending), filter(None, shares)))


def _convert(office: str, folder: Path, ending: str, files: Sequence[Path]) -> None:
    """Convert files in one process, with settings of its own that no other process holds."""
    home = folder / f".profile-{files[0].name}"
    settings = home / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_SETTINGS, encoding="utf-8")
    options = [f"-env:UserInstallation={home.resolve().as_uri()}", "--headless", "--norestore"]
    what = ["--convert-to", ending, "--outdir", str(folder), *map(str, files)]
    subprocess.run([office, *options, *what], check=True, capture_output=True, timeout=600)
