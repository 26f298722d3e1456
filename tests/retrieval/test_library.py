"""Collections and documents: what is added is there, what is removed is not."""

from pathlib import Path

import pytest

from minigiants.retrieval import EmbeddingMismatch, IndexUnwritable, Library, LibraryError, UnknownCollection
from minigiants.retrieval import UnknownDocument as Unknown
from tests.retrieval.making import WordEmbeddings, found, put


def test_a_document_can_be_read_back_as_it_was(library: Library) -> None:
    document_id, status = put(library, "a.txt", "first page", "second page", heading="Top")

    (info,) = library.documents("demo")
    passage = library.passage("demo", f"{document_id[:16]}-2")
    assert status == "added"
    assert (info.id, info.name, info.pages, info.passages) == (document_id, "a.txt", 2, 2)
    assert library.original("demo", document_id) == b"Top\ffirst page\fsecond page"
    assert library.page_text("demo", document_id, 2) == "second page"
    assert (passage.text, passage.page, passage.document, passage.heading) == ("second page", 2, "a.txt", "Top")


def test_the_same_file_again_costs_nothing(library: Library, embeddings: WordEmbeddings) -> None:
    put(library, "a.txt", "some words")
    embeddings.embedded.clear()

    _, status = put(library, "a.txt", "some words")

    assert (status, embeddings.embedded) == ("unchanged", [])


def test_a_changed_file_replaces_its_passages(library: Library) -> None:
    old, _ = put(library, "a.txt", "the old pelican")

    new, status = put(library, "a.txt", "the new flamingo")

    assert status == "replaced"
    assert [info.id for info in library.documents("demo")] == [new]
    assert [hit.passage.text for hit in library.search("pelican", collection="demo")] == ["the new flamingo"]
    with pytest.raises(Unknown):
        library.original("demo", old)


def test_the_same_content_under_another_name_is_kept_once(library: Library, embeddings: WordEmbeddings) -> None:
    put(library, "a.txt", "shared words")
    embeddings.embedded.clear()

    _, status = put(library, "copy.txt", "shared words")

    (info,) = library.documents("demo")
    assert (status, embeddings.embedded) == ("added", [])
    assert (info.name, info.other_names) == ("a.txt", ("copy.txt",))
    assert found(library, "shared words") == ["a.txt"]


def test_two_files_that_swap_their_content_are_both_there(library: Library) -> None:
    put(library, "a.txt", "one pelican")
    put(library, "b.txt", "two flamingos")

    put(library, "a.txt", "two flamingos")
    put(library, "b.txt", "one pelican")

    assert found(library, "pelican")[0] == "b.txt"
    assert found(library, "flamingos")[0] == "a.txt"
    assert [info.name for info in library.documents("demo")] == ["a.txt", "b.txt"]


def test_content_stays_until_its_last_name_goes(library: Library) -> None:
    put(library, "a.txt", "shared words")
    put(library, "b.txt", "shared words")

    library.remove_name("demo", "a.txt")
    assert found(library, "shared") == ["b.txt"]

    library.remove_name("demo", "b.txt")
    assert library.documents("demo") == []


def test_a_removed_document_is_not_found_under_any_name(library: Library) -> None:
    document_id, _ = put(library, "a.txt", "shared words")
    put(library, "b.txt", "shared words")

    library.remove("demo", document_id)

    assert library.documents("demo") == []
    assert found(library, "shared words") == []


def test_a_removed_file_can_be_added_again(library: Library) -> None:
    document_id, _ = put(library, "a.txt", "some words")
    library.remove("demo", document_id)

    put(library, "a.txt", "some words")

    (hit,) = library.search("some words", collection="demo")
    assert (hit.similarity_rank, hit.text_rank) == (1, 1)


def test_collections_know_nothing_of_each_other(library: Library) -> None:
    put(library, "a.txt", "the pelican", collection="one")
    put(library, "b.txt", "the flamingo", collection="two")

    assert found(library, "pelican flamingo", "one") == ["a.txt"]
    library.delete("one")
    assert found(library, "pelican flamingo", "two") == ["b.txt"]
    assert [info.name for info in library.collections()] == ["two"]


def test_a_renamed_collection_keeps_its_documents(library: Library) -> None:
    put(library, "a.txt", "the pelican")
    library.create("taken")

    library.rename("demo", "birds")

    assert found(library, "pelican", "birds") == ["a.txt"]
    with pytest.raises(LibraryError, match="'taken' already"):
        library.rename("birds", "taken")


@pytest.mark.parametrize("name", ["", " ", " x", "a\nb", "x" * 101])
def test_an_impossible_name_is_refused_for_a_collection(library: Library, name: str) -> None:
    library.create("demo")

    with pytest.raises(LibraryError, match="can't be a collection's name"):
        library.create(name)
    with pytest.raises(LibraryError, match="can't be a collection's name"):
        library.rename("demo", name)


def test_an_unknown_collection_is_named_with_those_there_are(library: Library) -> None:
    library.create("demo")

    with pytest.raises(UnknownCollection, match="no collection 'dmo'; there are: 'demo'"):
        library.documents("dmo")


def test_another_embedding_model_is_refused_by_name(folder: Path, library: Library) -> None:
    put(library, "a.txt", "some words")
    other = Library(folder, WordEmbeddings("words-32", 32))

    with pytest.raises(EmbeddingMismatch, match=r"'words-64'.*'words-32'.*ingest its files again"):
        put(other, "b.txt", "more words")
    with pytest.raises(EmbeddingMismatch):
        other.search("words", collection="demo")
    assert [info.name for info in library.documents("demo")] == ["a.txt"]


def test_the_same_model_name_with_other_dimensions_is_refused(folder: Path, library: Library) -> None:
    put(library, "a.txt", "some words")

    with pytest.raises(EmbeddingMismatch, match="64 dimensions"):
        put(Library(folder, WordEmbeddings(dimension=32)), "b.txt", "more words")
    assert found(library, "words") == ["a.txt"]


def test_an_exception_while_embedding_leaves_nothing(library: Library) -> None:
    def stop(stage: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.add("demo", "0" * 64, "a.txt", media_type="", passages=[], data=b"x", pages_text={}, on_progress=stop)

    assert library.documents("demo") == []


def test_a_folder_that_cannot_be_is_one_sentence(tmp_path: Path, embeddings: WordEmbeddings) -> None:
    (tmp_path / "file").write_text("no folder")

    with pytest.raises(IndexUnwritable, match="cannot write the index in"):
        Library(tmp_path / "file" / "index", embeddings)
