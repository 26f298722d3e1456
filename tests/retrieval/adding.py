"""A second process at work on a library: `python -m tests.retrieval.adding FOLDER WORK ...`, a line for each file."""

import sys
from pathlib import Path

from minigiants.ingestion import ingest
from minigiants.retrieval import IndexUnwritable, Library, _vectors
from tests.retrieval.making import WordEmbeddings

PARAGRAPHS = 3


def content(number: int) -> bytes:
    """Make a text of three passages, each with a word that no other file has."""
    return "\n\n".join(
        f"marker{number}x{part} " + f"filler{number}x{part} " * 60 for part in range(PARAGRAPHS)
    ).encode()


def sources(first: int, count: int) -> list[tuple[str, bytes]]:
    return [(f"{number}.txt", content(number)) for number in range(first, first + count)]


def often_to_disk() -> None:
    """Let Chroma write its graph after few vectors, so that little data meets what much data would."""
    _vectors.SYNC = 20


def main(folder: str, work: str, first: str, count: str) -> None:
    often_to_disk()
    library = Library(Path(folder), WordEmbeddings())
    print("open", flush=True)
    if work == "crowd":
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (260_000, 260_000))
    if work in ("add", "crowd"):
        for report in ingest(library, sources(int(first), int(count)), collection="demo"):
            print(report.name if report.status == "added" else f"{report.status}: {report.reason}", flush=True)
    elif work == "remove":
        try:
            for number in range(int(first), int(first) + int(count)):
                library.remove_name("demo", f"{number}.txt")
        except IndexUnwritable as error:
            print(f"failed: {error}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
