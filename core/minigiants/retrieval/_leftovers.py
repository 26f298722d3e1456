"""Take off the disk what Chroma leaves behind."""

import os
import shutil
import sqlite3
import struct
from contextlib import closing
from pathlib import Path

HEADER = struct.Struct("<i4Q")
"""How the header of a graph on disk begins: version, offset, places, places taken, bytes of a place."""
LENGTH_BYTES = 4


def sweep(folder: Path) -> None:
    """Remove folders of dropped sets, queued vectors and free pages; no client may have `folder` open."""
    with closing(sqlite3.connect(folder / "chroma.sqlite3", isolation_level=None)) as db:
        segments = {row[0] for row in db.execute("SELECT id FROM segments")}
        sets = [row[0] for row in db.execute("SELECT id FROM collections")]
        for (topic,) in db.execute("SELECT DISTINCT topic FROM embeddings_queue").fetchall():
            if not any(topic.endswith(name) for name in sets):
                db.execute("DELETE FROM embeddings_queue WHERE topic = ?", (topic,))
        db.execute("VACUUM")
    for segment in folder.iterdir():
        if segment.is_dir() and segment.name not in segments:
            shutil.rmtree(segment)


def blank(folder: Path, blanked: dict[Path, int]) -> None:
    """Overwrite the unused places of the graphs with zeros.

    Chroma writes them as it got them from the system: with what the process had there before, such as vectors of
    documents that were removed, or texts. `blanked` keeps when each file was last changed, so that an unchanged one
    costs nothing.
    """
    for header in folder.glob("*/header.bin"):
        data, lengths = header.with_name("data_level0.bin"), header.with_name("length.bin")
        if not data.exists() or blanked.get(data) == data.stat().st_mtime_ns:
            continue
        with header.open("rb") as file:
            _, _, _, taken, size = HEADER.unpack(file.read(HEADER.size))
        _zero(data, taken * size)
        _zero(lengths, taken * LENGTH_BYTES)
        blanked[data] = data.stat().st_mtime_ns


def _zero(path: Path, start: int) -> None:
    with path.open("r+b") as file:
        rest = file.seek(0, os.SEEK_END) - start
        if rest > 0:
            file.seek(start)
            file.write(bytes(rest))
