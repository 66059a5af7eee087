"""LibreOffice without a screen: files as they are after it has opened and computed them anew."""

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

__all__ = ["NEEDED", "convert"]

NEEDED = "LibreOffice is not installed (apt-get install libreoffice-calc libreoffice-writer)"

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

    Skips the test where there is no LibreOffice, or with OFFICE_TESTS=required fails it.
    """
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("OFFICE_TESTS") == "required":
            pytest.fail(f"{NEEDED}, and OFFICE_TESTS=required")
        pytest.skip(NEEDED)
    home = folder / ".profile"
    settings = home / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(_SETTINGS, encoding="utf-8")
    subprocess.run(
        [
            program,
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
