"""Take out of a text what was found in it, by Presidio's operators."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence

from minigiants.api.scrubbing.values import EngineResult, OperatorConfig, OperatorResult, RecognizerResult

_REPLACE = OperatorConfig(type="replace")


def anonymize(text: str, results: Sequence[RecognizerResult], operators: Mapping[str, OperatorConfig]) -> EngineResult:
    """Return the text with each span treated as its type's operator says; of spans that overlap the widest counts.

    Raises ValueError for a span that is not in the text.

    >>> lee = RecognizerResult(start=3, end=6, entity_type="PERSON")
    >>> anonymize("Hi Lee.", [lee], {}).text
    'Hi <PERSON>.'
    >>> anonymize("Hi Lee.", [lee], {"DEFAULT": OperatorConfig(type="mask", chars_to_mask=2)}).text
    'Hi **e.'
    """
    if any(not one.start < one.end <= len(text) for one in results):
        raise ValueError("a span of analyzer_results is not in the text: send the text that was analyzed")
    parts, items, at, length = list[str](), list[OperatorResult](), 0, 0
    salt = secrets.token_hex(16)
    for one in _apart(results):
        operator = operators.get(one.entity_type) or operators.get("DEFAULT", _REPLACE)
        new = _treated(text[one.start : one.end], one.entity_type, operator, salt)
        between = text[at : one.start]
        start = length + len(between)
        length, at = start + len(new), one.end
        parts += [between, new]
        items.append(
            OperatorResult(start=start, end=length, entity_type=one.entity_type, text=new, operator=operator.type)
        )
    return EngineResult(text="".join([*parts, text[at:]]), items=items[::-1])


def _apart(found: Sequence[RecognizerResult]) -> list[RecognizerResult]:
    """Keep of overlapping spans the widest, then the surest, and join what is left of the others to nothing."""
    apart: list[RecognizerResult] = []
    for one in sorted(found, key=lambda one: (one.start - one.end, -one.score)):
        if all(one.end <= other.start or other.end <= one.start for other in apart):
            apart.append(one)
        else:
            apart = _joined(apart, one)
    return sorted(apart, key=lambda one: one.start)


def _joined(results: list[RecognizerResult], one: RecognizerResult) -> list[RecognizerResult]:
    """Widen the span that `one` overlaps, so that nothing of what was found stays."""
    over = [other for other in results if not (one.end <= other.start or other.end <= one.start)]
    first = over[0].model_copy(
        update={
            "start": min(one.start, *(other.start for other in over)),
            "end": max(one.end, *(other.end for other in over)),
        }
    )
    return [*(other for other in results if other not in over), first]


def _treated(value: str, type_: str, operator: OperatorConfig, salt: str) -> str:
    if operator.type == "keep":
        return value
    if operator.type == "redact":
        return ""
    if operator.type == "mask":
        number = min(operator.chars_to_mask, len(value))
        masked = operator.masking_char * number
        return value[: len(value) - number] + masked if operator.from_end else masked + value[number:]
    if operator.type == "hash":
        # Numbers are few enough to be tried one after the other: without a salt of the client's own, one that is
        # forgotten after the request.
        return hashlib.new(operator.hash_type, f"{operator.salt or salt}{value}".encode()).hexdigest()
    return f"<{type_}>" if operator.new_value is None else operator.new_value
