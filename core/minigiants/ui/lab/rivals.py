"""Have two models answer one request, each in a process of its own that ends with its answer."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from minigiants import rating
from minigiants.at_rest import private_file, private_folder

if TYPE_CHECKING:
    from minigiants.scenario import Scenario
    from minigiants.settings import Settings
    from minigiants.store import Kept, Store

LONGEST = 600
"""Seconds that a model may take, loading included."""
_CONVERSATION = "messages"


class RivalError(RuntimeError):
    """A model gave no answer; the message says which and why."""


class Rivals:
    """Asks models one after the other, so that only one is in memory at a time."""

    def __init__(self, settings: "Settings", scenario: str) -> None:
        """Ask with these settings but for the model."""
        self._settings, self._scenario = settings, scenario

    def ask(self, models: Sequence[str], request: dict[str, Any], store: "Store") -> "list[Kept]":
        """Return each model's answer as it is kept in `store`; raises RivalError."""
        folder = private_folder(self._settings.home / "cache" / "arena")
        with tempfile.TemporaryDirectory(dir=folder) as name:
            questions, answers = Path(name) / "questions.jsonl", Path(name) / "answers.jsonl"
            private_file(questions).write_text(json.dumps({"id": "1", **request}), encoding="utf-8")
            private_file(answers).write_bytes(b"".join(self._answer(model, questions) for model in models))
            return rating.bring_in(store, self._scenario, questions, answers)

    def _answer(self, model: str, questions: Path) -> bytes:
        out = questions.with_name(f"{model}.jsonl")
        command = [sys.executable, "-m", "minigiants", "run", self._scenario, str(questions), "--out", str(out)]
        environment = os.environ | {
            "MINIGIANTS_HOME": str(self._settings.home),
            "MINIGIANTS_MODEL": model,
            "MINIGIANTS_ADAPTERS": "",
        }
        try:
            process = subprocess.run(
                command, env=environment, capture_output=True, text=True, timeout=LONGEST, check=False
            )
        except subprocess.TimeoutExpired:
            raise RivalError(f"{model!r} gave no answer within {LONGEST} seconds") from None
        if process.returncode:
            words = next((line for line in reversed(process.stderr.splitlines()) if line.strip()), "it ended by itself")
            raise RivalError(f"{model!r} gave no answer: {words}")
        line = json.loads(out.read_bytes())
        if "error" in line:
            raise RivalError(f"{model!r} gave no answer: {line['error']}")
        return out.read_bytes()


def asked_of(scenario: "Scenario", question: str, collection: str) -> dict[str, Any]:
    """Return a question as a request of the scenario."""
    [field, *_] = scenario.required
    value: Any = [{"role": "user", "content": question}] if field == _CONVERSATION else question
    return {field: value} | ({"collection": collection} if collection else {})


def same(stored: "Sequence[Kept]") -> bool:
    """Tell whether all answers read the same."""
    return len({kept.answer.text.strip() for kept in stored}) < 2
