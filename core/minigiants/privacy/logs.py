"""Let log lines say where something happened and of what kind it was, never a text that somebody wrote."""

import logging
import sys
import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

OURS = frozenset({"minigiants", "scenarios"})
"""Packages whose log lines and errors are written such that they hold no text of a user."""

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None] | None


def quiet_logs() -> None:
    """Make every log line of this process bare from now on, whichever library writes it.

    Of other packages' lines only the place in their code is kept: their words may quote a document, a question or a
    name. Of errors, in any line, the kinds and the places are kept.
    """
    logging.setLogRecordFactory(_bare)


def where(error: BaseException) -> str:
    """Return the places in the code that an error and its causes came through, with their kinds and no other words."""
    return "\n".join(_places(error))


def _bare(  # noqa: PLR0917 (as `logging` calls it)
    name: str,
    level: int,
    pathname: str,
    lineno: int,
    msg: object,
    args: "tuple[object, ...] | Mapping[str, object]",
    exc_info: _ExcInfo,
    func: str | None = None,
    sinfo: str | None = None,
    **more: Any,
) -> logging.LogRecord:
    if name.partition(".")[0] not in OURS:
        msg, args = f"{name}, {Path(pathname).name}:{lineno}", ()
    record = logging.LogRecord(name, level, pathname, lineno, msg, args, None, func)
    if exc_info and exc_info[1] is not None:
        record.exc_text = where(exc_info[1])
    return record


def _places(error: BaseException) -> Iterator[str]:
    if before := error.__cause__ or (None if error.__suppress_context__ else error.__context__):
        yield from _places(before)
        yield "which led to"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}"
    yield f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")


def _short(path: str) -> str:
    """Leave out the folders before the package, which may name a person.

    >>> _short("/opt/venv/lib/spacy/util.py")
    'spacy/util.py'
    """
    file = Path(path)
    roots = sorted((Path(root) for root in sys.path if root), key=lambda root: -len(root.parts))
    root = next((root for root in roots if file.is_relative_to(root)), None)
    return file.relative_to(root).as_posix() if root else "/".join(file.parts[-2:])
