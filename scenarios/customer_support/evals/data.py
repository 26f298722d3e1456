"""Read the public data sets that customer support is measured on, from a folder that the user names."""

import csv
import hashlib
import json
import random
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from minigiants.evaluation import DataMissingError, Setup, data_folder
from minigiants.pipeline import Services
from minigiants.settings import Settings
from minigiants.types import Hit

from ..deciding.decision import Kind

MTRAG = ("mtrag-un", "ibmcloud_govt.jsonl", "mt-rag-benchmark of github.com/IBM")
CLINC = ("clinc150", "train_val.json", "github.com/clinc/oos-eval, without its test parts")
BITEXT = (
    "bitext",
    "Bitext_Sample_Customer_Support_Training_Dataset.csv",
    "github.com/bitext/customer-support-llm-chatbot-training-dataset",
)
KINDS: dict[str, Kind] = {
    "ANSWERABLE": "answer",
    "PARTIAL": "partial",
    "UNANSWERABLE": "abstain",
    "UNDERSPECIFIED": "clarify",
}
FILLER = frozenset(
    """a about an and any are at be can could do does for from get give got have help how i if in is it know let like
    me my need of on our please some tell that the them there they this to try trying ur us wanna want was we what
    where will with would ya you your yo assistance assist id im ill dont have""".split()  # noqa: SIM905 (a hundred quoted words are no better)
)


@dataclass(frozen=True, kw_only=True, slots=True)
class TalkTask:
    """A talk whose last message is to be answered."""

    id: str
    collection: str
    messages: tuple[Mapping[str, str], ...]
    kind: Kind
    gold: tuple[str, ...]
    """Names of the documents that the answer rests on; none for what can't be answered."""
    answers: tuple[str, ...]

    @property
    def half(self) -> str:
        """The half of the talks that it belongs to, a or b: what is learned on one is measured on the other."""
        return "ab"[hashlib.sha256(self.id.encode()).digest()[0] & 1]


@dataclass(frozen=True, kw_only=True, slots=True)
class Mtrag:
    """The talks, and the passages of each knowledge base pooled."""

    tasks: tuple[TalkTask, ...]
    files: Mapping[str, Mapping[str, bytes]]
    """Collection -> name -> Markdown."""
    sha256: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LabelledMessage:
    """One message with what it is about."""

    text: str
    intent: str
    template: str = ""
    """The words left without filler and slips of the pen: what was made from one template is alike."""


def load_mtrag(settings: Settings) -> Mtrag:
    """Read the multi-turn talks; raises DataMissingError."""
    path = _path(settings, *MTRAG)
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    files: dict[str, dict[str, bytes]] = {}
    for line in lines:
        for context in line["contexts"]:
            files.setdefault(line["Collection"], {})[_name(context)] = context["text"].encode()
    return Mtrag(tasks=tuple(map(_task, lines)), files=files, sha256=_digest(path))


def searchable(loaded: Mtrag, setup: Setup) -> Services:
    """Return services that search the passages of both knowledge bases, each under its collection's name."""
    both = {name: setup.services(f"mtrag-{name}", files) for name, files in loaded.files.items()}

    def retrieve(question: str, *, collection: str, limit: int) -> Sequence[Hit]:
        return both[collection].retrieve(question, collection=f"mtrag-{collection}", limit=limit)

    return replace(next(iter(both.values())), retrieve=retrieve)


def draw(tasks: Sequence[TalkTask], size: int, seed: int) -> list[TalkTask]:
    """Draw `size` tasks with the shares of the four kinds kept, each kind's beginning of a fixed order."""
    rng = random.Random(seed)  # noqa: S311 - a sample, not a secret
    chosen: list[TalkTask] = []
    for kind in KINDS.values():
        own = [task for task in tasks if task.kind == kind]
        rng.shuffle(own)
        chosen += own[: max(1, round(size * len(own) / len(tasks)))]
    rng.shuffle(chosen)
    return chosen


def load_clinc(settings: Settings) -> tuple[dict[str, list[LabelledMessage]], str]:
    """Read the parts train, val, oos_train and oos_val, and the file's hash; raises DataMissingError."""
    path = _path(settings, *CLINC)
    read = json.loads(path.read_text("utf-8"))
    parts = {part: [LabelledMessage(text=text, intent=intent) for text, intent in rows] for part, rows in read.items()}
    return parts, _digest(path)


def load_bitext(settings: Settings) -> tuple[list[LabelledMessage], str]:
    """Read the support requests with the template that each was made from, and the file's hash."""
    path = _path(settings, *BITEXT)
    with path.open(encoding="utf-8", newline="") as file:
        rows = [(row["instruction"], row["intent"]) for row in csv.DictReader(file)]
    common = Counter(word for text, _ in rows for word in _words(text))
    return [
        LabelledMessage(text=text, intent=intent, template=template(text, common)) for text, intent in rows
    ], _digest(path)


def template(text: str, common: Mapping[str, int]) -> str:
    """Return the telling words of a request; a rare word is taken for a slip of a common one that is one letter away.

    >>> template("i need help lodgimg a claim", {"lodging": 9, "claim": 9, "lodgimg": 1})
    'claim lodging'
    """
    words = {_mended(word, common) for word in _words(text)}
    return " ".join(sorted(words - FILLER))


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower().replace("'", ""))


def _mended(word: str, common: Mapping[str, int]) -> str:
    if common.get(word, 0) > 3 or len(word) < 4:
        return word
    near = [w for w, n in common.items() if n > 3 and abs(len(w) - len(word)) < 2 and _one_apart(word, w)]
    return max(near, key=lambda w: common[w], default=word)


def _one_apart(one: str, other: str) -> bool:
    """Tell whether one letter was changed, added, left out, or two neighbours swapped."""
    short, long = sorted((one, other), key=len)
    start = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = short[start + 1 : start + 2] + short[start : start + 1] + short[start + 2 :]
    return short[start + 1 :] == long[start + 1 :] or swapped == long[start:]


def _task(line: dict[str, Any]) -> TalkTask:
    roles = {"user": "user", "agent": "assistant"}
    return TalkTask(
        id=line["task_id"].replace("<::>", "-"),
        collection=line["Collection"],
        messages=tuple({"role": roles[turn["speaker"]], "content": turn["text"]} for turn in line["input"]),
        kind=KINDS[line["answerability"][0]],
        gold=tuple(map(_name, line["contexts"])),
        answers=tuple(target["text"] for target in line["targets"]),
    )


def _name(context: Mapping[str, str]) -> str:
    return f"{re.sub(r'[^A-Za-z0-9_-]+', '-', context['document_id'])}.md"


def _path(settings: Settings, folder: str, name: str, origin: str) -> Path:
    path = data_folder(settings) / folder / name
    if not path.is_file():
        raise DataMissingError(
            f"no {name!r} in {str(path.parent)!r}: take it from {origin} "
            f"and set MINIGIANTS_DATA to the folder that holds {folder!r}"
        )
    return path


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
