"""Which files `check` reads."""

import os

import pytest

from industri40.cli.files import plan_files
from industri40.plan.yaml.source import FileError

NO_PLANS = "empty: has no plans (*.yaml, *.yml); name another folder, or a file"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name in ["b.yaml", "a.yml", "c.YAML", "notes.txt", ".hidden.yaml", "sub/d.yaml", "e.yamlx"]:
        path = tmp_path / "plans" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x: 1")
    (tmp_path / "plans" / ".git").mkdir()
    (tmp_path / "plans" / ".git" / "f.yaml").write_text("x: 1")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(*arguments: str) -> list[str]:
    return [str(path).replace(os.sep, "/") for path in plan_files(arguments)]


def test_a_folder_gives_its_plans_sorted_and_leaves_out_what_is_hidden(folder):
    assert found("plans") == ["plans/a.yml", "plans/b.yaml", "plans/c.YAML", "plans/sub/d.yaml"]


def test_what_is_named_is_read_whatever_it_is_called(folder):
    assert found("plans/notes.txt", "-", "nothing-here") == ["plans/notes.txt", "-", "nothing-here"]


def test_what_is_named_twice_is_read_once(folder):
    assert found("plans/b.yaml", "plans", "plans/b.yaml").count("plans/b.yaml") == 1


def test_a_file_is_given_once_however_it_is_spelled_and_as_it_is_called_first(folder):
    os.symlink("plans", folder / "linked")
    whole = str(folder / "plans")
    spelled = ["./plans//b.yaml", "plans/sub/../b.yaml", "plans", f"{whole}/a.yml", whole, "linked"]
    assert found(*spelled) == [
        "./plans//b.yaml",
        "plans/a.yml",
        "plans/c.YAML",
        "plans/sub/d.yaml",
    ]


@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_links_to_one_file_are_that_file(folder, link):
    link(folder / "plans" / "b.yaml", folder / "plans" / "aa.yaml")
    assert found("plans/b.yaml", "plans")[:2] == ["plans/b.yaml", "plans/a.yml"]
    assert "plans/aa.yaml" not in found("plans/b.yaml", "plans")
    assert "plans/b.yaml" not in found("plans")


def test_what_is_not_there_or_has_no_plans_is_given_once_too(folder):
    (folder / "empty").mkdir()
    given = found("gone", "./gone", str(folder / "gone"), "-", "-", "empty", "empty/", "./empty")
    assert given == ["gone", "-", NO_PLANS]


def test_two_files_that_are_alike_are_two(folder):
    assert len(found("plans/a.yml", "plans/b.yaml")) == 2


def test_a_loop_of_links_ends(folder):
    os.symlink(folder / "plans", folder / "plans" / "sub" / "again")
    assert found("plans") == ["plans/a.yml", "plans/b.yaml", "plans/c.YAML", "plans/sub/d.yaml"]


def test_a_link_to_a_folder_elsewhere_is_followed(folder):
    (folder / "other").mkdir()
    (folder / "other" / "g.yaml").write_text("x: 1")
    os.symlink(folder / "other", folder / "plans" / "link")
    assert "plans/link/g.yaml" in found("plans")


def test_a_broken_link_is_given_so_that_it_is_reported(folder):
    os.symlink(folder / "gone", folder / "plans" / "broken.yaml")
    assert "plans/broken.yaml" in found("plans")


def test_a_folder_without_plans_is_said_to_have_none(folder):
    (folder / "empty").mkdir()
    [error] = plan_files(["empty"])
    assert isinstance(error, FileError)
    assert str(error) == NO_PLANS


def test_a_folder_that_cannot_be_listed_is_reported_and_the_rest_read(folder, as_stranger):
    folder.chmod(0o755)
    (folder / "plans" / "sub").chmod(0)

    def act() -> None:
        given = [str(one) for one in plan_files(["plans"])]
        assert "plans/b.yaml" in given
        assert "plans/sub: permission denied" in given

    try:
        as_stranger(folder, act)
    finally:
        (folder / "plans" / "sub").chmod(0o700)


def test_folders_nested_deeper_than_python_calls_are_walked(folder):
    depth = 1200
    for level in range(1, depth + 1):
        os.mkdir("d/" * level)
    with open("d/" * depth + "x.yaml", "w") as file:
        file.write("x: 1")
    try:
        assert found("d") == ["d/" * depth + "x.yaml"]
    finally:
        os.unlink("d/" * depth + "x.yaml")
        for level in range(depth, 0, -1):
            os.rmdir("d/" * level)
