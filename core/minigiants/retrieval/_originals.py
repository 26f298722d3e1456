"""Keep the files as they were uploaded, by collection and SHA-256."""

import os
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path

from minigiants.at_rest import private_file, private_folder
from minigiants.retrieval._errors import IndexUnwritable


class Originals:
    """A folder of files: `<collection number>/<SHA-256>`; no file's own name is on the disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, collection: int, document_id: str, data: bytes) -> None:
        """Keep `data`; it is complete on the disk or not there at all. Raises IndexUnwritable."""
        path = self._folder / str(collection) / document_id
        part = path.with_suffix(".part")
        try:
            private_folder(self._folder)
            private_folder(path.parent)
            with private_file(part).open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise IndexUnwritable(self._folder.parent, error.strerror or type(error).__name__) from error

    def read(self, collection: int, document_id: str) -> bytes:
        """Return the file's bytes."""
        return (self._folder / str(collection) / document_id).read_bytes()

    def keep_only(self, wanted: Mapping[int, Collection[str]]) -> None:
        """Remove every file that is not among `wanted`, SHA-256 by collection."""
        if not self._folder.is_dir():
            return
        for folder in self._folder.iterdir():
            if not folder.name.isdecimal() or int(folder.name) not in wanted:
                shutil.rmtree(folder)
                continue
            for file in folder.iterdir():
                if file.name not in wanted[int(folder.name)]:
                    file.unlink()
