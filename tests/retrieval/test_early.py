"""The beginning of a long document can be searched while the rest of it is embedded."""

import hashlib

import pytest

from minigiants.retrieval import Library
from minigiants.retrieval._early import FIRST, STOPPED
from tests.retrieval.making import found, passages

TEXTS = [f"line {i} of the ledger" for i in range(FIRST + 40)]
DATA = "\f".join(TEXTS).encode()
ID = hashlib.sha256(DATA).hexdigest()


def add(library: Library, on_progress: object = None, *, name: str = "ledger.txt") -> str:
    return library.add(
        "demo",
        ID,
        name,
        media_type="text/plain",
        passages=passages(ID, name, TEXTS),
        data=DATA,
        pages_text=dict(enumerate(TEXTS, 1)),
        reader=3,
        on_progress=on_progress,  # type: ignore[arg-type]
    )


def test_the_first_passages_are_found_while_the_others_are_embedded(library: Library) -> None:
    seen: list[tuple[list[str], int, tuple[str, ...]]] = []

    def look(stage: str, done: int, _total: int) -> None:
        if stage == "embed" and done == FIRST + 1:
            (info,) = library.documents("demo")
            seen.append((found(library, "line 7 of the ledger")[:1], info.pages, info.notes))

    status = add(library, look)

    note = f"Only its first {FIRST} pages can be searched so far: it is being read, or was stopped."
    assert seen == [(["ledger.txt"], FIRST, (note,))]
    (info,) = library.documents("demo")
    assert (status, info.pages, info.passages, info.notes, info.reader) == ("added", len(TEXTS), len(TEXTS), (), 3)
    hits = library.search(TEXTS[-1], collection="demo", limit=500)
    assert len({hit.passage.id for hit in hits}) == len(TEXTS)


def test_one_that_is_stopped_leaves_nothing(library: Library) -> None:
    def stop(stage: str, done: int, _total: int) -> None:
        if stage == "embed" and done > FIRST:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        add(library, stop)

    assert library.documents("demo") == []
    assert found(library, "line 7 of the ledger") == []


def test_what_had_the_name_before_stays_until_the_whole_is_there(library: Library) -> None:
    old = "the old ledger"
    old_id = hashlib.sha256(old.encode()).hexdigest()
    library.add(
        "demo",
        old_id,
        "ledger.txt",
        media_type="text/plain",
        passages=passages(old_id, "ledger.txt", [old]),
        data=old.encode(),
        pages_text={1: old},
    )

    def stop(stage: str, done: int, _total: int) -> None:
        if stage == "embed" and done > FIRST:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        add(library, stop)

    assert [info.id for info in library.documents("demo")] == [old_id]


def test_a_part_that_a_killed_process_left_is_read_anew(library: Library) -> None:
    part = TEXTS[:FIRST]
    library.add(
        "demo",
        ID,
        "ledger.txt",
        media_type="text/plain",
        passages=passages(ID, "ledger.txt", part),
        data=DATA,
        pages_text=dict(enumerate(part, 1)),
        reader=STOPPED,
    )

    assert library.reuse("demo", ID, "ledger.txt", reader=3) is None
    add(library)

    (info,) = library.documents("demo")
    assert (info.pages, info.reader) == (len(TEXTS), 3)
