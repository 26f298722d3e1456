"""Only regular files are opened, and a name is one line of text."""

import os
import socket
from pathlib import Path

import pytest

from minigiants.documents import Unreadable, contents, shown_name


def test_a_regular_file_and_a_link_to_one_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"The rent is due.")
    (tmp_path / "link").symlink_to(tmp_path / "a.txt")

    assert contents(tmp_path / "link", most=100) == b"The rent is due."


def test_a_pipe_a_device_a_socket_and_a_folder_are_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "zero").symlink_to("/dev/zero")
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        for name, kind in (("fifo", "a pipe"), ("zero", "a device"), ("folder", "a folder"), ("socket", "a socket")):
            with pytest.raises(Unreadable, match=kind):
                contents(tmp_path / name, most=100)


def test_no_more_is_read_than_allowed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a" * 101)

    with pytest.raises(Unreadable) as error:
        contents(tmp_path / "a.txt", most=100)

    assert error.value.reason == "too large"
    assert len(contents(tmp_path / "a.txt", most=101)) == 101


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Lease of 2026 (copy).pdf", "Lease of 2026 (copy).pdf"),
        ("Müller – Übersicht 東京.txt", "Müller – Übersicht 東京.txt"),
        (os.fsdecode(b"caf\xe9.txt"), "caf\\xe9.txt"),
        ("a.txt: added\nb.txt", "a.txt: added\\nb.txt"),
        ("a\x1b[31m.txt", "a\\x1b[31m.txt"),
        ("a\u2028b\u202ec", "a\\u2028b\\u202ec"),
        ("no\u00a0break", "no break"),
        ("back\\nslash", "back\\\\nslash"),
    ],
)
def test_a_name_is_one_line_that_can_be_written(name: str, shown: str) -> None:
    assert shown_name(name) == shown
    assert len(shown.encode().splitlines()) == 1
