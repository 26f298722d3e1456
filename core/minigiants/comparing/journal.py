"""Keep what was measured, a JSON object a line, such that neither a kill nor a full disk loses or spoils a line."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from minigiants import batch
from minigiants.at_rest import private_file


class StorageError(OSError):
    """What was measured could not be written; the message says where and what to do."""


class Journal:
    """A file to which only is added; each line is on the disk before the next is measured."""

    def __init__(self, path: Path) -> None:
        """Use the file at `path`; a half line that a kill left at its end is cut off."""
        self._path = path
        self._waiting: list[bytes] = []
        self._why = ""
        self.rows: list[dict[str, Any]] = batch.recover(path)

    def add(self, row: Mapping[str, Any]) -> None:
        """Write a row; where the disk is full it waits in memory for the next one's turn."""
        self.rows.append(dict(row))
        self._waiting.append(json.dumps(row, ensure_ascii=True).encode() + b"\n")
        self._write()

    def settle(self) -> None:
        """Write what waits; raises StorageError when it still can't be written."""
        self._write()
        if self._waiting:
            raise StorageError(
                f"{len(self._waiting)} outcomes could not be written to {str(self._path)!r} ({self._why}): "
                "free some space and run the same command again, which goes on where it stopped"
            )

    def _write(self) -> None:
        try:
            before = private_file(self._path).stat().st_size
        except OSError as error:
            self._why = error.strerror or type(error).__name__
            return
        try:
            with self._path.open("ab") as file:
                file.write(b"".join(self._waiting))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            self._why = error.strerror or type(error).__name__
            os.truncate(self._path, before)
        else:
            self._waiting.clear()
