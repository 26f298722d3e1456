"""Pulling from a hub: resuming, refusing what is wrong, and saying what happened."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from minigiants.models import HubSource, PullError, PullProgress, pull, status
from tests.models.catalog.pulling import CONTENT, REVISION, Hub, serve, tiny

SOURCE = HubSource(kind="hub", repo="org/tiny", revision=REVISION, file="tiny-q4.gguf")
MODEL = tiny(SOURCE)


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    with serve(Hub(files={"org/tiny/tiny-q4.gguf": CONTENT})) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        yield hub


def test_a_model_comes_whole_and_verified(hub: Hub, tmp_path: Path) -> None:
    seen: list[PullProgress] = []

    path = pull(MODEL, tmp_path, on_progress=seen.append)

    assert path == tmp_path / "tiny.gguf"
    assert path.read_bytes() == CONTENT
    assert status(MODEL, tmp_path) == "ready"
    assert [p.done for p in seen] == sorted(p.done for p in seen)
    assert seen[-1] == PullProgress(model="tiny", source="hub", done=len(CONTENT), total=len(CONTENT))
    assert hub.asked == [("HEAD", ""), ("GET", "")]


def test_what_is_here_and_right_is_not_fetched_again(hub: Hub, tmp_path: Path) -> None:
    pull(MODEL, tmp_path)
    hub.asked.clear()

    pull(MODEL, tmp_path)

    assert hub.asked == []


def test_a_broken_transfer_goes_on_where_it_stopped(hub: Hub, tmp_path: Path) -> None:
    hub.breaks = 1

    assert pull(MODEL, tmp_path).read_bytes() == CONTENT

    (_, first), (_, second) = [ask for ask in hub.asked if ask[0] == "GET"]
    assert first == ""
    assert int(second.removeprefix("bytes=").removesuffix("-")) > len(CONTENT) // 4


def test_an_interrupted_pull_is_gone_on_with_by_the_next(hub: Hub, tmp_path: Path) -> None:
    def interrupt(progress: PullProgress) -> None:
        if progress.done > len(CONTENT) // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pull(MODEL, tmp_path, on_progress=interrupt)
    assert not (tmp_path / "tiny.gguf").exists()
    hub.asked.clear()

    assert pull(MODEL, tmp_path).read_bytes() == CONTENT

    (ranges,) = [asked for method, asked in hub.asked if method == "GET"]
    assert int(ranges.removeprefix("bytes=").removesuffix("-")) > len(CONTENT) // 2
    assert not (tmp_path / ".pull" / "tiny").exists()


def test_a_damaged_half_is_thrown_away_and_fetched_anew(hub: Hub, tmp_path: Path) -> None:
    half = tmp_path / ".pull" / "tiny" / "0-hub" / "tiny.gguf.part"
    half.parent.mkdir(parents=True)
    half.write_bytes(b"x" * 1000)

    assert pull(MODEL, tmp_path).read_bytes() == CONTENT


def test_a_file_that_announces_another_hash_is_refused_before_it_is_fetched(hub: Hub, tmp_path: Path) -> None:
    hub.files["org/tiny/tiny-q4.gguf"] = CONTENT[::-1]

    with pytest.raises(PullError, match="another SHA-256"):
        pull(MODEL, tmp_path)

    assert hub.asked == [("HEAD", "")]


def test_a_file_that_turns_out_wrong_never_gets_its_final_name(hub: Hub, tmp_path: Path) -> None:
    hub.files["org/tiny/tiny-q4.gguf"] = CONTENT[::-1]
    hub.etag = lambda content: "a" * 40

    with pytest.raises(PullError, match=r"no source gave model 'tiny': hub \(.*another SHA-256.*thrown away\)"):
        pull(MODEL, tmp_path)

    assert not (tmp_path / "tiny.gguf").exists()
    assert not list(tmp_path.rglob("*.part"))


def test_a_file_of_another_size_is_refused(hub: Hub, tmp_path: Path) -> None:
    hub.files["org/tiny/tiny-q4.gguf"] = CONTENT[:-1]

    with pytest.raises(PullError, match="10,239,999 bytes, not 10,240,000"):
        pull(MODEL, tmp_path)


def test_a_missing_file_is_named_with_its_address(hub: Hub, tmp_path: Path) -> None:
    hub.files.clear()

    with pytest.raises(PullError, match=rf"hub \(answered 404 for '{hub.url}/org/tiny/resolve/{REVISION}/tiny-q4"):
        pull(MODEL, tmp_path)


def test_a_silent_hub_is_said_within_seconds_and_asked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(Hub()) as gone:
        pass
    monkeypatch.setenv("HF_ENDPOINT", gone.url)

    for _ in range(2):
        with pytest.raises(PullError, match=r"^no source gave model 'tiny': hub \(did not answer\)$"):
            pull(MODEL, tmp_path)


def test_a_full_disk_is_said_before_anything_is_fetched(hub: Hub, tmp_path: Path) -> None:
    with pytest.raises(PullError, match=r"model 'tiny' needs 0\.0 GB on the disk of .* free some space"):
        pull(MODEL, tmp_path, free=lambda folder: len(CONTENT) - 1)

    assert hub.asked == []


def test_a_model_of_several_files_becomes_a_folder(hub: Hub, tmp_path: Path) -> None:
    model = tiny(HubSource(kind="hub", repo="org/many", revision=REVISION), config=b"{}", sub__weights=b"123")
    hub.files |= {"org/many/config": b"{}", "org/many/sub/weights": b"123"}

    folder = pull(model, tmp_path)

    assert folder == tmp_path / "tiny"
    assert (folder / "sub" / "weights").read_bytes() == b"123"
    assert status(model, tmp_path) == "ready"


def test_only_the_file_that_was_lost_is_fetched_again(hub: Hub, tmp_path: Path) -> None:
    model = tiny(HubSource(kind="hub", repo="org/many", revision=REVISION), config=b"{}", sub__weights=b"123")
    hub.files |= {"org/many/config": b"{}", "org/many/sub/weights": b"123"}
    pull(model, tmp_path)
    (tmp_path / "tiny" / "config").write_bytes(b"[]")
    hub.asked.clear()

    pull(model, tmp_path)

    assert [method for method, _ in hub.asked] == ["HEAD", "GET"]
    assert (tmp_path / "tiny" / "config").read_bytes() == b"{}"


def test_the_offline_switch_holds_again_after_a_pull(hub: Hub, tmp_path: Path) -> None:
    from huggingface_hub import constants

    pull(MODEL, tmp_path)

    assert constants.HF_HUB_OFFLINE
    assert os.environ["HF_HUB_OFFLINE"] == "1"
