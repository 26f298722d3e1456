"""Read cases of the user's own, JSON lines or CSV, and say which line is wrong and why."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from minigiants.comparing.trial import CaseError, Probe, Trial

SEVERAL = "|"
"""Parts several texts in a cell of CSV."""
_LISTS = ("says", "never")


def read_cases(data: bytes, trial: Trial, *, table: bool = False) -> list[Probe]:
    r"""Read one case a line, or a row where it is a `table` (CSV with a head); raises CaseError with the line.

    In CSV, "says" and "never" may hold several texts, parted by "|".
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise CaseError(f"line {line} is not UTF-8: save the file as such") from None
    probes: list[Probe] = []
    line_of: dict[str, int] = {}
    for number, case in _rows(text) if table else _lines(text):
        name = str(case.get("id") or number)
        if name in line_of:
            raise CaseError(f"line {number} has the id of line {line_of[name]}: give each case its own")
        line_of[name] = number
        try:
            probes.append(trial.own_case({**case, "id": name}))
        except CaseError as error:
            raise CaseError(f"line {number} can't be used: {error}") from None
    if not probes:
        raise CaseError("there is no case in it: write one a line")
    return probes


def with_cases(trial: Trial, path: Path, collection: str = "") -> Trial:
    """Return the trial with the cases of a file in place of its own, of the user's `collection` where one is named.

    Raises CaseError, and FileNotFoundError.
    """
    data = path.read_bytes()
    return with_probes(trial, read_cases(data, trial, table=path.suffix.lower() == ".csv"), path.name, collection)


def with_probes(trial: Trial, probes: list[Probe], name: str, collection: str = "") -> Trial:
    """Return the trial with other items; their documents are the collection's, or else the trial's."""
    asked = [replace(p, request={**p.request, "collection": collection or trial.collection}) for p in probes]
    digest = hashlib.sha256(json.dumps([dict(p.request) for p in asked], sort_keys=True).encode()).hexdigest()
    about = f"{len(asked)} cases of {name!r}, SHA-256 {digest[:12]}"
    return replace(trial, probes=tuple(asked), about=about, files={} if collection else trial.files)


def _lines(text: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                case = json.loads(line)
            except ValueError:
                case = None
            if not isinstance(case, dict):
                raise CaseError(f"line {number} is not a JSON object")
            yield number, case


def _rows(text: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    head = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=max(",;\t", key=head.count), strict=True)
    try:
        for row in rows:
            if None in row:
                raise CaseError(f"line {rows.line_num} has more cells than the head has names")
            cells = {name.strip().lower(): (cell or "").strip() for name, cell in row.items()}
            yield rows.line_num, {n: _parted(cell) if n in _LISTS else cell for n, cell in cells.items() if cell}
    except csv.Error:
        raise CaseError(f"line {rows.line_num} is not CSV: look for a quotation mark that is not closed") from None


def _parted(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(SEVERAL) if part.strip()]
