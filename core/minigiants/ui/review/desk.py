"""What all reviewers of the process share: settings, store, the finder, and the key of the texts' hashes."""

import hmac
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from minigiants.settings import Settings

if TYPE_CHECKING:
    from minigiants.privacy import Find

KEY_FILE = "review.key"


class ReviewDesk:
    """Where texts are reviewed; needs no chat model and no index."""

    def __init__(self, settings: Settings, find: "Find | None" = None) -> None:
        """Open the store and the finder; tests hand in a finder of their own."""
        # Imported here: what these pull in takes seconds, and the page's first sight needs none of it.
        from minigiants import __version__
        from minigiants.privacy import open_finder
        from minigiants.services import open_store

        self.settings = settings
        self.store = open_store(settings)
        self.find: Find = find or open_finder(settings.language)
        self.limits = str(getattr(self.find, "limits", ""))
        """What the finder can't see, in one sentence; empty when it sees everything."""
        language = getattr(self.find, "language", "en")
        self.finder = f"minigiants {__version__}, {language}" + (", shapes only" if self.limits else "")
        self._key = _key(settings.home)

    def text_key(self, text: str) -> str:
        """Return a hash by which this house knows the text again, and that nobody without the key can try out."""
        return hmac.digest(self._key, text.encode("utf-8", "surrogatepass"), "sha256").hex()


@st.cache_resource(show_spinner=False)
def desk() -> ReviewDesk:
    """Return the process's one desk."""
    return ReviewDesk(Settings())


def _key(home: Path) -> bytes:
    """Read the house's key, made at first use, for its owner's eyes only."""
    from filelock import FileLock

    path = home / KEY_FILE
    with FileLock(f"{path}.lock", mode=0o600):
        if not path.exists():
            part = path.with_suffix(".part")
            part.unlink(missing_ok=True)
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(secrets.token_bytes(32))
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        return path.read_bytes()
