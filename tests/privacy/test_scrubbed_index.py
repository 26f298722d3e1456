"""Documents that are scrubbed before the index: their text, their names, and what must not be called by a person."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from minigiants.ingestion import FileReport, ingest
from minigiants.privacy import Entity, Funnel, Known, Place, PrivacyError, Rules, Scrubber, load_policy
from minigiants.retrieval import Library
from minigiants.ui.documents.collections import FIRST
from minigiants.ui.documents.upload import SAMPLES

pytestmark = pytest.mark.usefixtures("warm_reader")

HIPAA = load_policy("hipaa")
MAIL = "zq77@quack.example"


def funnel(*places: Place) -> Funnel:
    return Funnel(Rules(policy=HIPAA, where=frozenset(places)))


def bring(library: Library, *files: tuple[str, bytes], through: Funnel) -> list[FileReport]:
    return list(ingest(library, files, collection="demo", funnel=through))


def test_the_index_keeps_the_scrubbed_text_in_place_of_the_file(library: Library, tmp_path: Path) -> None:
    text = f"# Staff\n\nWrite to {MAIL}.\n\n## Desk of {MAIL}\n\nThe pelican {MAIL} eats.".encode()

    [report] = bring(library, ("staff.md", text), through=funnel("index"))

    [info] = library.documents("demo")
    assert (report.status, info.name, info.media_type) == ("added", "staff.md", "text/plain")
    kept = library.page_text("demo", info.id, 1)
    assert "Desk of <EMAIL_ADDRESS_1>" in kept
    assert library.original("demo", info.id).decode() == kept
    [hit] = library.search("pelican", collection="demo")
    assert hit.passage.text == kept[hit.passage.start : hit.passage.end]
    library.close()
    assert [file for file in tmp_path.rglob("*") if file.is_file() and MAIL.encode() in file.read_bytes()] == []


def test_names_of_files_lose_what_is_personal_and_never_take_the_place_of_another(library: Library) -> None:
    files = [
        (f"{MAIL}.txt", b"one pelican"),
        ("a@b.example.txt", b"two flamingos"),
        (f"letter {MAIL}.md", b"three owls"),
        ("leases.txt", b"four"),
    ]

    reports = bring(library, *files, through=funnel("index"))
    again = bring(library, *files, through=funnel("index"))

    assert [r.name for r in reports] == ["document.txt", "document 2.txt", "letter.md", "leases.txt"]
    assert [(r.name, r.status) for r in again] == [(r.name, "unchanged") for r in reports]


def test_a_file_that_cannot_be_searched_fails_and_leaves_nothing(library: Library) -> None:
    def find(texts: Iterable[str], *, known: Known | None = None) -> Iterator[list[Entity]]:
        for text in texts:
            if "one" in text:
                raise ValueError(text)
            yield []

    some = Funnel(Rules(policy=HIPAA, where=frozenset({"index"})), lambda policy: Scrubber(find, policy))

    reports = bring(library, ("a.txt", b"one"), ("b.txt", b"two"), through=some)

    assert [(r.name, r.status) for r in reports] == [("a.txt", "failed"), ("b.txt", "added")]
    assert "withheld" in reports[0].reason
    assert [info.name for info in library.documents("demo")] == ["b.txt"]


def test_a_collection_cannot_be_called_by_personal_data(library: Library) -> None:
    with pytest.raises(PrivacyError, match="choose another name") as refused:
        list(ingest(library, [("a.txt", b"one")], collection=MAIL, funnel=funnel("index")))

    assert MAIL not in str(refused.value)
    assert library.collections() == []


@pytest.mark.parametrize("name", [FIRST, SAMPLES])
def test_the_names_that_we_give_collections_are_nobodys(name: str) -> None:
    funnel("index").refuse_personal("index", name)
