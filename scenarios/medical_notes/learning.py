"""Give an adapter what to learn from: short dialogues and the sections that clinicians wrote of them."""

import re
from collections.abc import Iterable, Mapping

from minigiants.adapt import Example, Lesson, LessonSource, Measure
from minigiants.evaluation import Row, rouge
from minigiants.settings import Settings

from .evals import metrics
from .evals.aci import Short, shorts
from .evals.section import PROMPT_SHA256 as SHORTS_SHA256
from .evals.section import answer_of, ask_of, plain
from .talk import Screen, known, patient_names, turns
from .writing import LINES

PROMPT_SHA256 = {"shorts": SHORTS_SHA256, "lines": LINES.sha256}
"""Trial -> SHA-256 of what it asks."""
_WORDED = (
    Measure(name="ROUGE-1", deciding=True),
    Measure(name="ROUGE-2"),
    Measure(name="ROUGE-L"),
    Measure(name="facts that nobody said", lower=True),
    Measure(name="failed", lower=True),
    Measure(name="seconds", lower=True),
)
MEASURES = {"shorts": (Measure(name="header right", deciding=True), *_WORDED), "lines": _WORDED}
"""Trial -> what its gate looks at."""
_LABEL = re.compile(r"<[A-Z_]+(?:_\d+)?>")


def lesson(settings: Settings) -> Lesson:
    """Return MTS-Dialog's training part as requests and answers, without personal data; raises DataMissingError."""
    held, digest = shorts(settings, "Training")
    found = tuple(example for short in held if (example := example_of(short)))
    source = LessonSource(name="MTS-Dialog training", sha256=digest, licence="CC BY 4.0", examples=len(found))
    return Lesson(
        examples=found,
        sources=(source,),
        prompt_sha256=SHORTS_SHA256,
        purpose="Give a short dialogue of a visit the header and the text of one section of a note.",
        never="Notes that no clinician reads before they count, whole visits, other languages, decisions on treatment.",
        trial="shorts",
    )


def example_of(short: Short) -> Example | None:
    """Return a dialogue and its section without personal data; None where only the section has some.

    What the dialogue doesn't say cannot be learned from it: it would teach to make dates and names up.
    """
    dialogue = plain(short.dialogue)
    screen = Screen(known(patient_names(turns(dialogue), {}), {}))
    asked, text = screen.hide([dialogue, " ".join(short.text.split())])
    if labels([text]) - labels([asked]):
        return None
    return Example(id=short.id, messages=ask_of(asked), answer=answer_of(short.header, text))


def labels(texts: Iterable[str]) -> set[str]:
    """Return the labels that stand for personal data in the texts.

    >>> labels(["<PERSON_1> is fine."])
    {'<PERSON_1>'}
    """
    return {label for text in texts for label in _LABEL.findall(text)}


def scores(row: Row) -> Mapping[str, float]:
    """Return the measures of one case of the gate; a failure has the worst wording, and takes as long as it took."""
    sample = row["metadata"]
    worded = rouge(metrics.written(sample), sample["note"])
    headed = {"header right": float(bool(metrics.right(sample)))} if sample["task"] == "shorts" else {}
    return {
        **headed,
        "ROUGE-1": worded["rouge1"],
        "ROUGE-2": worded["rouge2"],
        "ROUGE-L": worded["rougeL"],
        "facts that nobody said": float(metrics.unsaid(sample)[0]),
        "failed": float(bool(row["error"])),
        "seconds": float(sample["outcome"].get("seconds") or 0.0),
    }
