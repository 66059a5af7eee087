"""Reading bytes: regular files and standard input, and a plain sentence for everything else."""

import io
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from industri40.plan.yaml.source import LARGEST_FILE, FileError, read_bytes

POSIX = pytest.mark.skipif(os.name != "posix", reason="needs the file kinds of POSIX")
NOBODY = 65534


def refusal(path: str | Path) -> str:
    """What is said of a file that cannot be read."""
    with pytest.raises(FileError) as caught:
        read_bytes(str(path))
    message = str(caught.value)
    assert "\n" not in message
    assert isinstance(caught.value, OSError)
    assert caught.value.path == str(path)
    return message


def test_a_regular_file_is_read_as_it_stands(tmp_path: Path) -> None:
    data = bytes(range(256)) + b"\r\n"
    path = tmp_path / "plan æ.yaml"
    path.write_bytes(data)
    assert read_bytes(str(path)) == data


def test_an_empty_file_is_a_file(tmp_path: Path) -> None:
    path = tmp_path / "empty.yaml"
    path.touch()
    assert read_bytes(str(path)) == b""


@POSIX
def test_a_link_to_a_file_is_followed(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_bytes(b"name: x\n")
    (tmp_path / "link").symlink_to("plan.yaml")
    assert read_bytes(str(tmp_path / "link")) == b"name: x\n"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "none.yaml"
    assert refusal(path) == f"{path}: there is no such file; check its name and folder"


def test_a_file_below_a_file_is_missing(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").touch()
    assert "there is no such file" in refusal(tmp_path / "plan.yaml" / "more")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path) == f"{tmp_path}: is a folder, not a file; name a file in it"


@POSIX
def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    assert "is a pipe, not a file; save the plan in a file" in refusal(path)


@POSIX
def test_a_pipe_that_takes_the_place_of_a_file_is_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    regular = tmp_path / "plan.yaml"
    regular.write_bytes(b"name: x\n")
    looked_at = os.stat(regular)
    path = tmp_path / "pipe"
    os.mkfifo(path)
    monkeypatch.setattr("industri40.plan.yaml.source.os.stat", lambda _path: looked_at)
    assert "is a pipe" in refusal(path)


@POSIX
@pytest.mark.parametrize("device", ["/dev/null", "/dev/zero"])
def test_a_device_is_refused(device: str) -> None:
    if not os.path.exists(device):
        pytest.skip(f"there is no {device} here")
    assert refusal(device).startswith(f"{device}: is a device, not a file; ")


@POSIX
def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the address of a socket must be short
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("socket")
        assert "is a socket, not a file" in refusal("socket")


@POSIX
def test_a_loop_of_links_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    assert "is a link that leads back to itself" in refusal(tmp_path / "a")


@POSIX
def test_a_link_to_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("gone")
    assert "is a link to a file that is not there; mend the link" in refusal(tmp_path / "link")


@POSIX
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "secret.yaml"
    path.write_bytes(b"name: x\n")
    path.chmod(0)
    superuser = os.geteuid() == 0  # who may read everything
    if superuser:
        os.seteuid(NOBODY)
    try:
        message = refusal(path)
    finally:
        if superuser:
            os.seteuid(0)
    assert message == f"{path}: you have no permission to read it; ask its owner, or copy it"


def test_a_file_of_the_largest_size_is_read_and_a_larger_one_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE)
    assert len(read_bytes(str(path))) == LARGEST_FILE
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    expected = f"{path}: has more than 8 388 608 bytes, the most for a plan; shorten it"
    assert refusal(path) == expected


@POSIX
def test_a_file_that_says_it_is_empty_and_is_not_is_limited_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "growing.yaml"
    path.touch()
    empty = os.stat(path)
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    monkeypatch.setattr("industri40.plan.yaml.source.os.stat", lambda _path: empty)
    monkeypatch.setattr("industri40.plan.yaml.source.os.fstat", lambda _number: empty)
    assert "has more than 8 388 608 bytes" in refusal(path)


@POSIX
def test_a_name_that_is_too_long_is_refused() -> None:
    assert "the name is too long for a file" in refusal("a" * 5000)


def test_a_name_with_a_zero_byte_is_refused() -> None:
    assert refusal("a\0b") == "a\\x00b: is no name that a file can have; check it"


def test_hidden_characters_of_a_name_are_shown_as_codes() -> None:
    assert refusal("no\x1b[31m\u202efile").startswith("no\\x1b[31m\\u202efile: there is no such")


@POSIX
def test_an_unknown_fault_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.yaml"
    path.touch()

    def broken(_path: str, _flags: int) -> int:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("industri40.plan.yaml.source.os.open", broken)
    assert "cannot be read (input/output error)" in refusal(path)


class Stdin:
    """Standard input that holds bytes."""

    def __init__(self, data: bytes | None) -> None:
        self.buffer = self
        self.closed = False
        self._data = None if data is None else io.BytesIO(data)

    def read(self, size: int) -> bytes | None:
        return None if self._data is None else self._data.read(size)


def test_standard_input_is_read_as_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin(b"name: \xe6\r\n"))
    assert read_bytes("-") == b"name: \xe6\r\n"


def test_standard_input_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin(b" " * (LARGEST_FILE + 1)))
    assert refusal("-").startswith("standard input: has more than 8 388 608 bytes")


def test_standard_input_that_is_closed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = "standard input: is closed; name a file, or send the plan through a pipe"
    monkeypatch.setattr(sys, "stdin", None)
    assert refusal("-") == expected
    stdin = Stdin(b"")
    stdin.closed = True
    monkeypatch.setattr(sys, "stdin", stdin)
    assert refusal("-") == expected


def test_standard_input_that_has_nothing_yet_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin(None))
    assert refusal("-") == "standard input: has nothing to read; name a file instead"


def test_standard_input_of_a_real_process() -> None:
    code = "from industri40.plan.yaml.source import read_bytes as r; print(len(r('-')))"
    done = subprocess.run(
        [sys.executable, "-c", code], input=b"name: x\n", capture_output=True, check=True
    )
    assert done.stdout.strip() == b"8"
