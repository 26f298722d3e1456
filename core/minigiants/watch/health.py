"""Look at what an answer needs (model, index, database) in a fraction of a second, as often as somebody asks."""

import socket
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

from minigiants import models
from minigiants.settings import Settings

PATIENCE = 3.0
"""Seconds for a model server's word."""


def ailments(settings: Settings) -> dict[str, str]:
    """Return what is wrong with `model`, `index` and `database`, a sentence each; nothing when all can be used.

    Files are opened, not read through: `minigiants doctor` does that. No name of a document, no path and no key is in
    the sentences.
    """
    looks = {"model": _model, "index": _index, "database": _database}
    seen = {name: look(settings) for name, look in looks.items()}
    return {name: words for name, words in seen.items() if words}


def _model(settings: Settings) -> str:
    for name in [settings.embedding_model] if settings.server else [settings.embedding_model, settings.model]:
        try:
            if models.status(models.entry(name, settings.models_folder), settings.models_folder) == "absent":
                return f"the model {name!r} is not here"
        except models.UnknownModelError:
            return f"the catalog has no model {name!r}"
    return _server(settings.server) if settings.server else ""


def _server(address: str) -> str:
    """Knock at the model server; what it can do is asked before its first answer."""
    parts = urlsplit(address)
    try:
        with socket.create_connection((parts.hostname or "", parts.port or 443), PATIENCE):
            return ""
    except OSError:
        return "the model server does not answer"


def _index(settings: Settings) -> str:
    files = [path for end in ("*.db", "*.sqlite3") for path in settings.index_folder.rglob(end)]
    return next((words for path in files if (words := _unreadable(path))), "")


def _unreadable(path: Path) -> str:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=PATIENCE)) as opened:
            opened.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error as error:
        return f"the index cannot be read ({type(error).__name__})"
    return ""


def _database(settings: Settings) -> str:
    from minigiants.store import StoreError, require_readable

    try:
        require_readable(settings.database_url, whole=False)
    except StoreError as error:
        cause = error.__cause__
        return f"the database cannot be used ({type(cause or error).__name__})"
    return ""
