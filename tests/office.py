"""LibreOffice without a screen: files as they are after it has opened and computed them anew."""

import subprocess
from collections.abc import Iterable
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


def convert(files: Iterable[Path], folder: Path, ending: str = "xlsx") -> None:
    """Convert files, all in one go, into a folder.

    Skips the test where that is not asked for (see viewers) or LibreOffice is not installed: on
    Debian it is libreoffice-calc and libreoffice-writer.
    """
    office = program("OFFICE_TESTS", "soffice")
    home = folder / ".profile"
    settings = home / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(_SETTINGS, encoding="utf-8")
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={home.resolve().as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            ending,
            "--outdir",
            str(folder),
            *map(str, files),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
