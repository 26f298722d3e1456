"""Write what experts said in the forms that training and annotation tools read."""

import csv
import hashlib
import io
import json
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Any

from minigiants.rating._judged import Judged, Said
from minigiants.scenario import Scenario

Form = Callable[[Sequence[Judged], Scenario], str]

_RATERS = uuid.UUID("6f6a2c50-5f5c-4d0a-9a5e-0d6c9c1d9b11")
_COLUMNS = ("item", "rater", "value", "criterion", "model", "corrected", "comment", "reason", "time", "marks")


def sft(found: Sequence[Judged], scenario: Scenario) -> str:
    """Write prompt and completion of each corrected or well-rated answer, TRL's conversational form, JSON lines."""
    rows = [(one.prompt, one.corrected or one.text) for one in found if one.corrected or _good(one)]
    return _lines({"prompt": _user(prompt), "completion": _assistant(text)} for prompt, text in rows)


def preferences(answers: Sequence[Judged], scenario: Scenario) -> str:
    """Write prompt, chosen and rejected of each corrected answer, TRL's explicit-prompt form, JSON lines."""
    return _lines(
        {"prompt": _user(one.prompt), "chosen": _assistant(one.corrected), "rejected": _assistant(one.text)}
        for one in answers
        if one.corrected and one.corrected != one.text
    )


def table(answers: Sequence[Judged], scenario: Scenario) -> str:
    """Write a row for each value, correction or comment; `minigiants rate stats` and `rate import` read it."""
    file = io.StringIO()
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(_COLUMNS)
    for one in answers:
        for judgement in one.said:
            time = judgement.time.isoformat() if judgement.time else ""
            for criterion, value in judgement.values.items():
                rows.writerow(_safe([one.id, judgement.rater, value, criterion, one.model, "", "", "", time, ""]))
            marks = " ".join(f"{m.kind}:{m.start}-{m.end}" for m in judgement.marks)
            if judgement.text or judgement.comment or judgement.reason or marks:
                words = [judgement.text, judgement.comment, judgement.reason, time, marks]
                rows.writerow(_safe([one.id, judgement.rater, "", "overall", one.model, *words]))
    return file.getvalue()


def argilla(found: Sequence[Judged], scenario: Scenario) -> str:
    """Write records as `rg.Dataset.records.from_json` reads them."""
    return json.dumps([_record(one) for one in found], ensure_ascii=False, indent=1)


def label_studio(found: Sequence[Judged], scenario: Scenario) -> str:
    """Write tasks with annotations as Label Studio imports them, for a project set up with `label_studio_config`."""
    return json.dumps([_task(one) for one in found], ensure_ascii=False, indent=1)


def label_studio_config(found: Sequence[Judged], scenario: Scenario) -> str:
    """Write the labelling interface that the tasks of `label_studio` belong to."""
    ratings = "\n".join(
        f'  <Header value="{escape(c.question)}"/>\n  <Rating name="{escape(c.name)}" toName="answer" maxRating="5"/>'
        for c in scenario.criteria
    )
    return (
        '<View>\n  <Text name="question" value="$question"/>\n  <Text name="answer" value="$answer"/>\n'
        '  <Labels name="marks" toName="answer"><Label value="wrong"/><Label value="missing"/></Labels>\n'
        f"{ratings}\n"
        '  <Choices name="overall" toName="answer"><Choice value="good"/><Choice value="bad"/></Choices>\n'
        '  <TextArea name="corrected" toName="answer"/>\n  <TextArea name="comment" toName="answer"/>\n'
        '  <TextArea name="reason" toName="answer"/>\n</View>\n'
    )


FILES: dict[str, tuple[tuple[str, Form], ...]] = {
    "sft": (("sft.jsonl", sft),),
    "preferences": (("preferences.jsonl", preferences),),
    "csv": (("ratings.csv", table),),
    "argilla": (("argilla.json", argilla),),
    "label-studio": (("label-studio.json", label_studio), ("label-studio.xml", label_studio_config)),
}
"""The files of each form."""


def write(answers: Sequence[Judged], scenario: Scenario, form: str, *, about: Mapping[str, str]) -> dict[str, str]:
    """Return the files of a form by name, the data card `README.md` among them.

    `about` has what the card says beside the counts. Raises KeyError with the forms there are.
    """
    if form not in FILES:
        raise KeyError(f"no form {form!r}; there are: {', '.join(FILES)}")
    files = {name: make(answers, scenario) for name, make in FILES[form]}
    return files | {"README.md": card(answers, scenario, files, about)}


def card(answers: Sequence[Judged], scenario: Scenario, files: Mapping[str, str], about: Mapping[str, str]) -> str:
    """Write the data card: what it is, where it comes from, how many, what was taken out, and each file's hash."""
    models = sorted({one.model for one in answers if one.model})
    lines = [
        f"# Expert ratings: {scenario.title}",
        f"Answers of the scenario `{scenario.name}` with what experts said of them.",
        f"- Answers: {len(answers)}, {sum(bool(one.corrected) for one in answers)} of them corrected",
        f"- Raters: {len({said.rater for one in answers for said in one.said})}",
        f"- Models that wrote the answers: {', '.join(models) or 'none'}",
        *(f"- {what}: {said}" for what, said in about.items()),
        "",
        "## Criteria, each from 1 to 5",
        *(f"- `{c.name}`: {c.question} 1: {c.low}. 5: {c.high}." for c in scenario.criteria),
        "- `overall`: 1 a thumb up, 0 a thumb down",
        "",
        "## Files",
        *(f"- `{name}`: SHA-256 {hashlib.sha256(text.encode()).hexdigest()}" for name, text in files.items()),
        "",
        "## Not to be used for",
        "Saying how good a model is for other people's cases: these are one house's questions and documents.",
    ]
    return "\n".join(lines) + "\n"


def _record(one: Judged) -> dict[str, Any]:
    responses: dict[str, list[dict[str, Any]]] = {}
    for judgement in one.said:
        marks = [{"label": m.kind, "start": m.start, "end": m.end} for m in judgement.marks]
        words = [
            ("corrected", judgement.text),
            ("comment", judgement.comment),
            ("reason", judgement.reason),
            ("marks", marks),
        ]
        for name, value in [*judgement.values.items(), *words]:
            if value not in ("", []):
                user = str(uuid.uuid5(_RATERS, judgement.rater))
                responses.setdefault(name, []).append({"value": value, "user_id": user})
    return {
        "id": one.id,
        "fields": {"question": one.question, "answer": one.text, "evidence": "\n".join(one.evidence)},
        "metadata": {"model": one.model},
        "suggestions": {},
        "responses": responses,
        "vectors": {},
        "_server_id": None,
    }


def _task(one: Judged) -> dict[str, Any]:
    return {
        "data": {"id": one.id, "question": one.question, "answer": one.text, "evidence": "\n".join(one.evidence)},
        "annotations": [{"result": _results(one, said)} for said in one.said],
    }


def _results(one: Judged, judgement: Said) -> list[dict[str, Any]]:
    values: list[tuple[str, str, dict[str, Any]]]
    values = [(name, "rating", {"rating": value}) for name, value in judgement.values.items() if name != "overall"]
    thumb = judgement.values.get("overall")
    values += [("overall", "choices", {"choices": ["good" if thumb else "bad"]})] if thumb is not None else []
    words = [("corrected", judgement.text), ("comment", judgement.comment), ("reason", judgement.reason)]
    values += [(name, "textarea", {"text": [text]}) for name, text in words if text]
    values += [
        ("marks", "labels", {"start": m.start, "end": m.end, "text": one.text[m.start : m.end], "labels": [m.kind]})
        for m in judgement.marks
    ]
    rater = {"text": [judgement.rater]}
    return [{"from_name": n, "to_name": "answer", "type": t, "value": v, "meta": rater} for n, t, v in values]


def _good(one: Judged) -> bool:
    """Tell whether every rater finds the answer good: a thumb up, or no criterion below 4."""
    up = [said.values.get("overall", min(said.values.values(), default=0) >= 4) for said in one.said]
    return bool(up) and all(up)


def _safe(cells: Sequence[Any]) -> list[Any]:
    """Keep a spreadsheet from reading a text as a formula."""
    return [f"'{c}" if isinstance(c, str) and c[:1] in ("=", "+", "-", "@") else c for c in cells]


def _lines(rows: Iterable[dict[str, Any]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _user(text: str) -> list[dict[str, str]]:
    return [{"role": "user", "content": text}]


def _assistant(text: str) -> list[dict[str, str]]:
    return [{"role": "assistant", "content": text}]
