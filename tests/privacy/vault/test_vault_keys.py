from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from minigiants.privacy import PrivacyError
from minigiants.privacy.vault import KEY_VARIABLE, create_key, load_key


def test_a_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "vault.key"

    made = load_key(path)

    assert len(made) == 32
    assert load_key(path) == made
    assert path.stat().st_mode & 0o777 == 0o600
    assert sorted(f.name for f in path.parent.iterdir() if not f.name.endswith(".lock")) == ["vault.key"]


def test_many_that_begin_at_once_end_with_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: load_key(tmp_path / "vault.key"), range(16)))

    assert len(keys) == 1


def test_making_a_key_never_writes_over_one(tmp_path: Path) -> None:
    made = load_key(tmp_path / "vault.key")

    create_key(tmp_path / "vault.key")

    assert load_key(tmp_path / "vault.key") == made


def test_a_key_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "vault.key"
    load_key(path)
    path.chmod(0o640)

    with pytest.raises(PrivacyError, match="others may read"):
        load_key(path)


@pytest.mark.parametrize("content", [b"", b"short", b"\xff" * 32, b64encode(bytes(31)), b64encode(bytes(33))])
def test_a_file_without_a_whole_key_is_refused_and_not_quoted(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "vault.key"
    path.touch(mode=0o600)
    path.write_bytes(content)

    with pytest.raises(PrivacyError, match=r"key file 'vault\.key' does not hold 32 bytes"):
        load_key(path)


def test_the_environment_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY_VARIABLE, b64encode(bytes(32)).decode())

    assert load_key(tmp_path / "vault.key") == bytes(32)
    assert list(tmp_path.glob("vault*")) == []


def test_a_key_of_the_environment_that_is_none_is_refused_and_not_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY_VARIABLE, "topsecret")

    with pytest.raises(PrivacyError) as raised:
        load_key()

    assert "topsecret" not in str(raised.value)


def test_without_a_file_or_variable_there_is_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(KEY_VARIABLE, raising=False)

    with pytest.raises(PrivacyError, match=KEY_VARIABLE):
        load_key()
