"""Results are written whole or not at all, and never over the plan."""

import os
import stat
import sys
from pathlib import Path

import pytest

from industri40.cli import writing
from industri40.cli.writing import TargetError, Targets

posix = pytest.mark.skipif(os.name != "posix", reason="needs links and modes as POSIX has them")


def write(target: Path, data: bytes, *inputs: Path) -> None:
    with Targets([str(path) for path in inputs]) as targets:
        targets.stage(str(target), data)
        targets.replace()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_holds_the_bytes_and_nothing_is_left_beside_it(tmp_path):
    write(tmp_path / "out.csv", b"a\r\nb")
    assert (tmp_path / "out.csv").read_bytes() == b"a\r\nb"
    assert names(tmp_path) == ["out.csv"]


@posix
def test_a_new_file_has_the_usual_mode(tmp_path):
    before = os.umask(0o027)
    try:
        write(tmp_path / "out", b"")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o640


@posix
def test_a_replaced_file_keeps_its_mode(tmp_path):
    out = tmp_path / "out"
    out.write_bytes(b"old")
    out.chmod(0o604)
    write(out, b"new")
    assert out.read_bytes() == b"new"
    assert stat.S_IMODE(out.stat().st_mode) == 0o604


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("at", ["fsync", "chmod"])
def test_the_old_file_survives_whatever_goes_wrong_while_writing(tmp_path, monkeypatch, error, at):
    out = tmp_path / "out"
    out.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(writing.os, at, fail)
    with pytest.raises((TargetError, KeyboardInterrupt)):
        write(out, b"new")
    monkeypatch.undo()
    assert out.read_bytes() == b"old"
    assert names(tmp_path) == ["out"]


def test_two_files_are_both_complete_before_either_is_replaced(tmp_path):
    first, second = tmp_path / "first", tmp_path / "missing" / "second"
    first.write_bytes(b"old")
    with pytest.raises(TargetError, match="second: there is no folder"), Targets([]) as targets:
        targets.stage(str(first), b"new")
        targets.stage(str(second), b"new")
        targets.replace()
    assert first.read_bytes() == b"old"
    assert names(tmp_path) == ["first"]


@pytest.mark.parametrize("error", [OSError(1, "Operation not permitted"), KeyboardInterrupt()])
@pytest.mark.parametrize("before", [b"old", None])
def test_files_that_were_replaced_are_put_back_where_a_later_one_cannot_be(
    tmp_path, monkeypatch, error, before
):
    first, second, third = (tmp_path / name for name in ("first", "second", "third"))
    if before is not None:
        first.write_bytes(before)
    second.write_bytes(b"old")
    there = names(tmp_path)
    real_replace = writing.os.replace

    def replace(source: str, target: str) -> None:
        if target == str(second) and not source.endswith(".old"):
            raise error
        real_replace(source, target)

    monkeypatch.setattr(writing.os, "replace", replace)
    with pytest.raises((TargetError, KeyboardInterrupt)), Targets([]) as targets:
        for path in (first, second, third):
            targets.stage(str(path), b"new")
        targets.replace()
    monkeypatch.undo()
    assert names(tmp_path) == there
    assert all(path.read_bytes() == b"old" for path in tmp_path.iterdir())


def test_nothing_is_left_beside_several_files(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    with Targets([]) as targets:
        for name in "abc":
            targets.stage(str(tmp_path / name), b"new")
        targets.replace()
    assert names(tmp_path) == ["a", "b", "c"]
    assert all(path.read_bytes() == b"new" for path in tmp_path.iterdir())


def test_without_hard_links_several_files_are_written_all_the_same(tmp_path, monkeypatch):
    def link(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(writing.os, "link", link)
    (tmp_path / "a").write_bytes(b"old")
    with Targets([]) as targets:
        for name in "ab":
            targets.stage(str(tmp_path / name), b"new")
        targets.replace()
    assert names(tmp_path) == ["a", "b"]
    assert (tmp_path / "a").read_bytes() == b"new"


def test_the_plan_itself_is_never_written_over(tmp_path):
    plan = tmp_path / "plan.yaml"
    plan.write_bytes(b"name: x")
    with pytest.raises(TargetError, match=r"plan\.yaml: is the plan itself"):
        write(plan, b"new", plan)
    assert plan.read_bytes() == b"name: x"


@posix
@pytest.mark.parametrize("link", ["symlink_to", "hardlink_to"])
def test_nor_through_a_link_to_it(tmp_path, link):
    plan, other = tmp_path / "plan.yaml", tmp_path / "out.csv"
    plan.write_bytes(b"name: x")
    getattr(other, link)(plan)
    with pytest.raises(TargetError, match=r"out\.csv: is the plan itself"):
        write(other, b"new", plan)
    assert plan.read_bytes() == b"name: x"


@posix
def test_a_link_to_another_file_stays_a_link(tmp_path):
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


@posix
def test_a_link_to_nothing_makes_the_file_that_it_names(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write(tmp_path / "link", b"new")
    assert (tmp_path / "real").read_bytes() == b"new"


@posix
def test_a_loop_of_links_is_refused(tmp_path):
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(TargetError, match="a: "):
        write(tmp_path / "a", b"new")


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(TargetError, match="is a folder; name a file in it"):
        write(tmp_path, b"new")


@posix
def test_a_device_and_a_pipe_are_refused(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/null")):
        with pytest.raises(TargetError, match="is no ordinary file"):
            write(path, b"new")
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="needs /dev/stdout")
def test_standard_output_by_its_name_is_refused_as_what_it_is(run, reference):
    done = run("allocate", reference.file, "--format", "csv", "-o", "/dev/stdout", "--lang", "en")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "industri40: /dev/stdout: is no ordinary file, and is not replaced by one\n"
    )


def test_a_name_that_no_system_takes_is_refused(tmp_path):
    with pytest.raises(TargetError):
        write(tmp_path / ("x" * 300), b"new")
    with pytest.raises(TargetError):
        write(Path("a\0b"), b"new")
    assert names(tmp_path) == []


def test_one_file_cannot_be_asked_for_twice(tmp_path):
    with pytest.raises(TargetError, match="asked for twice"), Targets([]) as targets:
        targets.stage(str(tmp_path / "out"), b"1")
        targets.stage(str(tmp_path / "." / "out"), b"2")
    assert names(tmp_path) == []


def test_what_stands_where_the_new_bytes_would_go_is_left_alone(tmp_path):
    other = tmp_path / f".industri40-{os.getpid()}-0.tmp"
    other.write_bytes(b"somebody's")
    with pytest.raises(TargetError, match="is in the way"):
        write(tmp_path / "out", b"new")
    assert other.read_bytes() == b"somebody's"


def test_a_folder_that_takes_no_files_is_refused(tmp_path, as_stranger):
    (tmp_path / "out").write_bytes(b"old")
    (tmp_path / "out").chmod(0o666)
    tmp_path.chmod(0o555)

    def act() -> None:
        with pytest.raises(TargetError, match="out: permission denied"):
            write(Path("out"), b"new")

    as_stranger(tmp_path, act)
    assert (tmp_path / "out").read_bytes() == b"old"


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a small file system")
def test_a_full_disk_leaves_the_old_file(tmp_path):
    folder = tmp_path / "small"
    folder.mkdir()
    if os.geteuid() != 0 or os.system(f"mount -t tmpfs -o size=64k none {folder} 2>/dev/null"):  # noqa: S605
        pytest.skip("may not mount a file system here")
    try:
        (folder / "out").write_bytes(b"old")
        with pytest.raises(TargetError, match="no space left"):
            write(folder / "out", bytes(200_000))
        assert (folder / "out").read_bytes() == b"old"
        assert names(folder) == ["out"]
    finally:
        os.system(f"umount {folder}")  # noqa: S605
