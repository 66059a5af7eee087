"""What is said where the library of a format is missing fits how the program was installed."""

import shlex
import sys
import tomllib
from pathlib import Path

import pytest

from industri40.render.registry import _LIBRARIES, FORMATS, MissingLibraryError, renderer

ROOT = Path(__file__).parents[2]
FORMS = {one.extra: name for name, one in FORMATS["tables"].items() if one.extra}


def missing(_):
    raise ModuleNotFoundError("No module named 'library'", name="library")


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """As if nothing but the program were in an environment of this kind."""

    def install(*files, found=("pip",), name="industri40"):
        folder = tmp_path / name
        folder.mkdir()
        for file in files:
            (folder / file).touch()
        monkeypatch.setattr(sys, "prefix", str(folder))
        monkeypatch.setattr(sys, "executable", str(folder / "bin" / "python"))
        monkeypatch.setattr("importlib.util.find_spec", lambda one: one if one in found else None)
        monkeypatch.setattr("industri40.render.registry.import_module", missing)
        return folder

    return install


def said(extra):
    form = FORMS[extra]
    with pytest.raises(MissingLibraryError) as error:
        renderer("tables", form)
    text = str(error.value)
    assert "\n" not in text
    start = f"{form} needs the extra '{extra}' (library is not installed): "
    assert text.startswith(start)
    return text.removeprefix(start)


@pytest.mark.parametrize("extra", FORMS)
def test_with_pipx_the_library_is_injected(installed, extra):
    installed("pipx_metadata.json")
    assert said(extra) == f"pipx inject industri40 {_LIBRARIES[extra][0]}"


def test_with_pipx_under_another_name(installed):
    installed("pipx_metadata.json", name="industri40 old")
    assert said("word") == "pipx inject 'industri40 old' python-docx"


@pytest.mark.parametrize("extra", FORMS)
def test_with_uv_the_tool_is_installed_anew(installed, extra):
    installed("uv-receipt.toml")
    assert said(extra) == f"uv tool install 'industri40[{extra}]'"


def test_with_uv_what_is_there_already_is_asked_for_again(installed):
    installed("uv-receipt.toml", found=("xlsxwriter", "jinja2"))
    assert said("word") == "uv tool install 'industri40[report,excel,word]'"


@pytest.mark.parametrize("name", ["plain", "with a space"])
@pytest.mark.parametrize("extra", FORMS)
def test_elsewhere_with_the_interpreter_that_runs(installed, extra, name):
    python = installed(name=name) / "bin" / "python"
    assert said(extra) == f"{shlex.quote(str(python))} -m pip install 'industri40[{extra}]'"


def test_where_there_is_no_pip(installed):
    python = installed(found=()) / "bin" / "python"
    assert said("excel") == f"uv pip install --python {python} 'industri40[excel]'"


def test_the_libraries_are_those_of_the_extras():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    assert set(FORMS) == set(_LIBRARIES)
    for extra, (library, _) in _LIBRARIES.items():
        assert [each.partition(">=")[0] for each in extras[extra]] == [library]
