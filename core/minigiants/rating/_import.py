"""Take in ratings that were made elsewhere."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from minigiants.rating._votes import VotesError
from minigiants.store import Mark, Rating, Store

_WORDS = {"corrected": "edit", "comment": "comment", "reason": "reason"}
"""What a rating calls the words of each name."""
_REASONS = frozenset({"wrong", "missing", "sources", "unclear", "refused", "other", "off topic", "slow"})
"""The keys of reasons, of experts and customers; a reason in a person's own words is a comment."""
_SCALES: dict[str, tuple[float, float]] = {"overall": (0, 1), "preference": (0, 2), "marks": (0, float("inf"))}
"""Of what is no criterion of a scenario; those go from 1 to 5."""
_NEVER = datetime.min.replace(tzinfo=UTC)
"""Of a rating whose file tells no time."""
_MARK = re.compile(r"(wrong|missing):(\d+)-(\d+)")


def take_in(store: Store, path: Path) -> tuple[int, int]:
    """Append the ratings of a file to the answers that they are for; return how many, and how many found no answer.

    A rating that is there already (same answer, rater, criterion, value and time) is not appended again.

    It reads the CSV, Argilla and Label Studio forms that `write` gives out. Raises VotesError before anything is kept.
    """
    try:
        text = path.read_text("utf-8-sig")
        ratings = list(_json(json.loads(text)) if text.lstrip().startswith("[") else _csv(text))
    except (UnicodeDecodeError, ValueError, KeyError, TypeError, AttributeError, csv.Error) as error:
        if isinstance(error, VotesError):
            raise
        raise VotesError("the file is none of the forms that can be read: CSV, Argilla or Label Studio") from None
    known = {key: _is_known(store, key) for key in {rating.answer_id for rating in ratings}}
    ours = [rating for rating in ratings if known[rating.answer_id]]
    lost = len(ratings) - len(ours)
    there = [one for answer_id, here in known.items() if here for one in store.ratings(answer_id)]
    had = {_key(one, timed=timed) for one in there for timed in (True, False)}
    new = {_key(one, timed=one.time != _NEVER): one for one in ours}
    added = [one for key, one in new.items() if key not in had]
    now = datetime.now(UTC)
    for rating in added:
        store.rate(replace(rating, time=now) if rating.time == _NEVER else rating)
    return len(added), lost


def _key(one: Rating, *, timed: bool) -> tuple[object, ...]:
    """Tell ratings apart; words may have been scrubbed since, so that of timed ones only their kind counts."""
    words = (one.edit, one.comment, one.reason)
    about = (one.answer_id, one.rater, one.criterion, one.value, one.marks)
    return (*about, one.time, *map(bool, words)) if timed else (*about, *words)


def _is_known(store: Store, answer_id: str) -> bool:
    try:
        store.kept(answer_id)
    except KeyError:
        return False
    return True


def _csv(text: str) -> Iterator[Rating]:
    rows = csv.DictReader(io.StringIO(text))
    missing = [name for name in ("item", "rater", "value") if name not in (rows.fieldnames or ())]
    if missing:
        raise VotesError(f"the table has no column {missing[0]!r}; it needs item, rater and value")
    for row in rows:
        said = {"edit": row.get("corrected"), "comment": row.get("comment"), "reason": row.get("reason")}
        words = {name: text.removeprefix("'") for name, text in said.items() if text}
        value, time = (row["value"] or "").strip(), _time(row.get("time") or "")
        if marks := [_MARK.fullmatch(one) for one in (row.get("marks") or "").split()]:
            found = [{"label": m[1], "start": m[2], "end": m[3]} for m in marks if m]
            yield replace(_marked(row["item"], row["rater"], found), time=time)
        if value or words:
            criterion = row.get("criterion") or "overall"
            try:
                made = _rating(row["item"], row["rater"], criterion, value or None, words)
            except VotesError as error:
                raise VotesError(f"line {rows.line_num}: {error}") from None
            yield replace(made, time=time)


def _time(text: str) -> datetime:
    time = datetime.fromisoformat(text) if text.strip() else _NEVER
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _json(read: list[Mapping[str, Any]]) -> Iterator[Rating]:
    for one in read:
        yield from _argilla(one) if "responses" in one else _label_studio(one)


def _argilla(record: Mapping[str, Any]) -> Iterator[Rating]:
    for name, given in record["responses"].items():
        for one in given:
            if name in _WORDS:
                yield _rating(record["id"], one["user_id"], "overall", None, {_WORDS[name]: one["value"]})
            elif name == "marks":
                yield _marked(record["id"], one["user_id"], one["value"])
            else:
                yield _rating(record["id"], one["user_id"], name, one["value"], {})


def _label_studio(task: Mapping[str, Any]) -> Iterator[Rating]:
    answer = str(task["data"]["id"])
    for number, annotation in enumerate(task["annotations"], start=1):
        marks: dict[str, list[Mapping[str, Any]]] = {}
        for one in annotation["result"]:
            rater = (one.get("meta") or {}).get("text", [str(annotation.get("completed_by", number))])[0]
            value = one["value"]
            if one["type"] == "rating":
                yield _rating(answer, rater, one["from_name"], value["rating"], {})
            elif one["type"] == "textarea":
                words = _WORDS.get(one["from_name"], "comment")
                yield _rating(answer, rater, "overall", None, {words: value["text"][0]})
            elif one["type"] == "choices":
                yield _rating(answer, rater, "overall", int(value["choices"][0] == "good"), {})
            elif one["type"] == "labels":
                marks.setdefault(rater, []).append({**value, "label": value["labels"][0]})
        for rater, made in marks.items():
            yield _marked(answer, rater, made)


def _marked(answer: str, rater: str, spans: Iterable[Mapping[str, Any]]) -> Rating:
    made = [Mark(start=int(one["start"]), end=int(one["end"]), kind=one["label"]) for one in spans]
    return _rating(answer, rater, "marks", len(made), {"marks": tuple(made)})


def _rating(answer: str, rater: str, criterion: str, value: object, words: Mapping[str, Any]) -> Rating:
    number = None if value is None else float(str(value).replace(",", "."))
    low, high = _SCALES.get(criterion, (1, 5))
    if number is not None and not (low <= number <= high and number == number // 1):
        raise VotesError(f"the value {value} of {criterion!r} for {answer!r} is not on its scale, {low} to {high}")
    return Rating(
        answer_id=answer,
        rater=rater,
        criterion=criterion,
        value=None if number is None else int(number),
        time=_NEVER,
        **_with_known_reason(words),
    )


def _with_known_reason(words: Mapping[str, Any]) -> dict[str, Any]:
    reason, comment = str(words.get("reason") or ""), str(words.get("comment") or "")
    if not reason or reason in _REASONS:
        return dict(words)
    return {**words, "reason": "", "comment": "\n".join(filter(None, (comment, reason)))}
