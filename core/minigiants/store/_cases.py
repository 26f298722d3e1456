"""Take the texts of deleted answers out of the files of tests that were made of them."""

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

from filelock import FileLock

_EMPTIED: dict[str, Any] = {"request": {}, "rejected": "", "corrected": "", "deleted": True}


def forget_cases(folder: Path, answers: Collection[str]) -> None:
    """Empty the cases of `answers` in every `<scenario>.jsonl` of the folder; who made and let them in stays."""
    for file in sorted(folder.glob("*.jsonl")):
        with FileLock(f"{file}.lock", mode=0o600):
            lines = file.read_text("utf-8").split("\n")
            cases = [_emptied(line, answers) for line in lines]
            if cases != lines:
                new = file.with_suffix(".new")
                new.touch(mode=0o600)
                new.write_text("\n".join(cases), "utf-8")
                new.replace(file)


def _emptied(line: str, answers: Collection[str]) -> str:
    try:
        case = json.loads(line)
    except ValueError:  # empty, or cut off by a crash: what is left of it may hold words too
        return "" if any(json.dumps(answer) in line for answer in answers) else line
    return json.dumps(case | _EMPTIED, ensure_ascii=False) if case.get("id") in answers else line
