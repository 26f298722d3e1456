"""Fetch a file of a Hugging Face repository at a pinned revision, going on where a transfer broke off."""

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from minigiants.models.catalog.entries import HubSource, ModelFile, Report, SourceError

PATIENCE = 6.0
"""Seconds within which the hub must answer the first question, name look-up included."""
STALL = 20.0
"""Seconds without a byte after which a transfer counts as broken."""
ATTEMPTS = 4
"""How often a broken transfer is taken up again without a single new byte."""

_silent: set[str] = set()


def fetch_hub(source: HubSource, file: ModelFile, part: Path, report: Report) -> None:
    """Stream the file to `part`; raise SourceError when the hub is silent or holds another file."""
    # huggingface_hub is imported here: it takes half a second that `minigiants --help` needn't wait for.
    from huggingface_hub import constants, hf_hub_url

    endpoint = (os.environ.get("HF_ENDPOINT") or constants.ENDPOINT or "").rstrip("/")
    if endpoint in _silent:
        raise SourceError("did not answer")
    name = source.file.format(path=file.path)
    url = hf_hub_url(source.repo, name, revision=source.revision, endpoint=endpoint)
    with _online(constants):
        _check(url, endpoint, file)
        _stream(url, file, part, report)


@contextmanager
def _online(constants: Any) -> Iterator[None]:
    """Lift the library's offline switch for this one purpose."""
    before = constants.HF_HUB_OFFLINE
    constants.HF_HUB_OFFLINE = False
    try:
        yield
    finally:
        constants.HF_HUB_OFFLINE = before


def _check(url: str, endpoint: str, file: ModelFile) -> None:
    """Ask for the file's size and hash first: a wrong file or a dead line shows before a gigabyte is fetched."""
    from huggingface_hub import get_hf_file_metadata
    from huggingface_hub.errors import HfHubHTTPError

    pool = ThreadPoolExecutor(1)
    try:
        remote = pool.submit(get_hf_file_metadata, url, timeout=PATIENCE).result(timeout=PATIENCE)
    except HfHubHTTPError as error:
        raise SourceError(f"answered {error.response.status_code} for {url!r}") from error
    except _transport_errors() as error:
        _silent.add(endpoint)
        raise SourceError("did not answer") from error
    finally:
        pool.shutdown(wait=False)
    if remote.size not in (None, file.size):
        raise SourceError(f"holds a file of {remote.size:,} bytes, not {file.size:,}, at {url!r}")
    # Large files carry their SHA-256 as ETag; small ones carry a git blob's SHA-1, which says nothing here.
    if remote.etag and len(remote.etag) == 64 and remote.etag != file.sha256:
        raise SourceError(f"holds a file with another SHA-256 at {url!r}")


def _stream(url: str, file: ModelFile, part: Path, report: Report) -> None:
    broken = 0
    while (start := part.stat().st_size if part.exists() else 0) < file.size:
        try:
            _append(url, part, start, file.size, report)
        except _transport_errors() as error:
            broken = 0 if part.exists() and part.stat().st_size > start else broken + 1
            if broken >= ATTEMPTS:
                raise SourceError(f"broke off after {start:,} of {file.size:,} bytes") from error
            time.sleep(0.2 * 2**broken)


def _append(url: str, part: Path, start: int, size: int, report: Report) -> None:
    from huggingface_hub import get_session, get_token

    headers = {"Accept-Encoding": "identity", "User-Agent": "minigiants"}
    if token := get_token():
        headers["Authorization"] = f"Bearer {token}"
    if start:
        headers["Range"] = f"bytes={start}-"
    with get_session().stream("GET", url, headers=headers, timeout=STALL) as response:
        response.raise_for_status()
        resumed = response.status_code == 206
        size_so_far = start if resumed else 0
        with part.open("ab" if resumed else "wb") as out:
            for chunk in response.iter_bytes(1 << 20):
                out.write(chunk)
                size_so_far += len(chunk)
                report(size_so_far)
                if size_so_far > size:
                    raise SourceError(f"sent more than {size:,} bytes")


def _transport_errors() -> tuple[type[Exception], ...]:
    from huggingface_hub.errors import HfHubHTTPError

    # huggingface_hub 1 raises httpx's errors and 2 those of httpx2: its own class inherits from the right one.
    # OSError, its other base, stays out: a full disk is not a broken line.
    transport = [base for base in HfHubHTTPError.__bases__ if issubclass(base, Exception) and base is not OSError]
    return (*transport, TimeoutError)
