"""A page of the suite that takes in a stranger's folder in a thread of its own while others look at it."""

import json
import os
import threading
import time
from pathlib import Path

import streamlit as st

from minigiants.documents import FileReader, Limits
from minigiants.ingestion import ingest
from minigiants.retrieval import Library, open_library
from minigiants.settings import Settings


@st.cache_resource
def shared() -> Library:
    """Open the library of this process, and begin to take in."""
    library = open_library(Settings())
    threading.Thread(target=_take_in, args=(library,), daemon=True).start()
    return library


def _take_in(library: Library) -> None:
    folder, report = Path(os.environ["HOSTILE_FOLDER"]), Path(os.environ["HOSTILE_REPORT"])
    with FileReader(Limits.of(Settings())) as reader, report.open("a", encoding="utf-8") as lines:
        for each in ingest(library, [folder], collection="strangers", reader=reader):
            line = {"name": each.name, "status": each.status, "reason": each.reason, "seconds": each.seconds}
            lines.write(json.dumps(line | {"passages": each.passages, "at": time.time()}) + "\n")
            lines.flush()
        lines.write(json.dumps({"name": "", "at": time.time()}) + "\n")


names = [info.name for info in shared().collections()]
st.write(f"{len(names)} collections are here.")
