"""A library on a disk that may only be read is read: its documents, its passages, and a search by both indexes."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from minigiants.retrieval import Library
from tests.retrieval.making import WordEmbeddings, put

LOOK = """
import json, sys
from pathlib import Path
from minigiants.retrieval import IndexUnwritable, Library
from tests.retrieval.making import WordEmbeddings, put
library = Library(Path(sys.argv[1]), WordEmbeddings())
hits = library.search("rent", collection="demo")
try:
    put(library, "new.txt", "words")
    refusal = ""
except IndexUnwritable as error:
    refusal = str(error)
names = [info.name for info in library.documents("demo")]
print(json.dumps({"names": names, "hits": [h.passage.text for h in hits], "near": hits[0].similarity_rank,
                  "refusal": refusal}))
"""


def read_only(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command that sees `folder` mounted so that nobody, not even root, may write to it."""
    mount = f'mount --bind {folder} {folder} && mount -o remount,ro,bind {folder} && exec "$@"'
    words = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount, "sh", *command]
    root = Path(__file__).resolve().parents[2]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(root / "core"), str(root)))}
    return subprocess.run(words, capture_output=True, text=True, check=False, cwd=root, env=environment)


def test_what_lies_on_a_read_only_disk_is_found_and_not_written(tmp_path: Path) -> None:
    if not shutil.which("unshare") or read_only(tmp_path, "true").returncode:
        pytest.skip("this machine lets nobody mount in a namespace of their own")
    library = Library(tmp_path / "index", WordEmbeddings())
    put(library, "lease.txt", "The rent is due on the first.", "Pets are allowed.")
    library.close()

    ended = read_only(tmp_path, sys.executable, "-c", LOOK, str(tmp_path / "index"))

    assert ended.returncode == 0, ended.stderr[-2000:]
    seen = json.loads(ended.stdout)
    assert seen["names"] == ["lease.txt"]
    assert seen["hits"][0] == "The rent is due on the first."
    assert seen["near"] == 1
    assert "it may only be read" in seen["refusal"]
