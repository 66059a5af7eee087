"""What is handed on: the source archive, the wheel that is built from it, and its extras."""

import email
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

import industri40

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PACKAGE = f"industri40-{industri40.__version__}"
NOT_COPIED = shutil.ignore_patterns(
    *(".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", "*.egg-info", "node_modules"),
    *("build", "dist"),
)


def built(what, folder, into):
    """The name of what the build backend makes of a folder, without network."""
    script = f"from setuptools.build_meta import build_{what}; print(build_{what}({str(into)!r}))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "SetuptoolsDeprecationWarning" not in done.stderr
    return into / done.stdout.splitlines()[-1]


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """The source archive, of a copy of the repository."""
    folder = tmp_path_factory.mktemp("packaging")
    shutil.copytree(ROOT, folder / "copy", ignore=NOT_COPIED)
    return built("sdist", folder / "copy", folder)


@pytest.fixture(scope="module")
def unpacked(archive):
    with tarfile.open(archive) as tar:
        tar.extractall(archive.parent / "unpacked", filter="data")
    return archive.parent / "unpacked" / PACKAGE


@pytest.fixture(scope="module")
def wheel(unpacked):
    return zipfile.ZipFile(built("wheel", unpacked, unpacked.parent))


def _files(folder):
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix() for path in found if path.suffix != ".pyc"}


def test_the_source_archive_holds_what_a_person_needs_and_no_tests(unpacked):
    found = {name for name in _files(unpacked) if not name.startswith("src/")}
    made = {"PKG-INFO", "setup.cfg"}
    budgets = {f"budgets/{name}" for name in _files(ROOT / "budgets")}
    top = {"CHANGELOG.md", "LICENSE", "MANIFEST.in", "README.md", "pyproject.toml"}
    assert budgets
    assert found == made | budgets | top
    for name in (*budgets, *top):
        assert (unpacked / name).read_bytes() == (ROOT / name).read_bytes()


def test_the_wheel_built_from_it_is_the_whole_package_and_nothing_else(wheel):
    found = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert found == {f"industri40/{name}" for name in _files(ROOT / "src" / "industri40")}
    for name in (
        "py.typed",
        "plan/starter.en.yaml",
        "plan/starter.nb.yaml",
        "plan/language/keys.txt",
        "render/html/templates/page.html",
    ):
        assert f"industri40/{name}" in found


def test_the_wheel_says_its_licence_and_its_extras(wheel):
    information = f"{PACKAGE}.dist-info"
    metadata = email.message_from_bytes(wheel.read(f"{information}/METADATA"))
    assert metadata["License-Expression"] == PROJECT["project"]["license"]
    assert wheel.read(f"{information}/licenses/LICENSE") == (ROOT / "LICENSE").read_bytes()
    assert {"report", "excel", "word", "all"} <= set(metadata.get_all("Provides-Extra"))


def test_everything_that_a_format_may_need_is_in_the_extra_of_all():
    from industri40.render.registry import FORMATS

    extras = PROJECT["project"]["optional-dependencies"]
    named = {one.extra for one in FORMATS["tables"].values() if one.extra}
    assert extras["all"] == [f"industri40[{','.join(one for one in extras if one in named)}]"]
    assert "industri40[all]" in extras["test"]


def test_the_program_runs_from_the_wheel_alone(wheel, tmp_path):
    wheel.extractall(tmp_path)  # noqa: S202 - it was made here
    done = subprocess.run(
        [sys.executable, "-m", "industri40", "init", "-"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path), "PATH": ""},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == (tmp_path / "industri40" / "plan" / "starter.en.yaml").read_bytes()
