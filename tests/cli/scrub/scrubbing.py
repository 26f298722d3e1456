"""Call `minigiants scrub`, and see whether something got through."""

import json
from pathlib import Path
from typing import Any

import pytest

from minigiants.cli import main

PHONE = "617-555-0142"
NOTE = f"Seen on March 3, 2024. Reach her at {PHONE} or jane.roe@example.org."
SECRETS = (PHONE, "March 3", "jane.roe")


def call(*words: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main(list(map(str, words)))
    return int(ended.value.code or 0)


def scrub(*words: object) -> int:
    return call("scrub", *words)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def leaks(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]
