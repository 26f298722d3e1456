"""Find who wrote and whom it is written to by the form of a text: chats, mail headers, dumps of tables, salutations."""

import re
from collections.abc import Iterator

from minigiants.language import WEEKDAYS
from minigiants.privacy.files.fields import field_entity, field_type
from minigiants.privacy.find.abroad import is_first_name
from minigiants.privacy.find.names import lexicon, uses
from minigiants.privacy.find.vocabulary import WORDS
from minigiants.types import Entity

_NAME = r"[A-ZÀ-ÞŐŰĐŁŚŠŽ][^\W\d_]*(?:['’-][^\W\d_]+)*"
_CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\.?)?"
_DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
_SENDER = re.compile(
    rf"^[\u200e\s]*(?:\[(?:{_DAY},?\s+)?{_CLOCK}\]|{_DAY},?\s+{_CLOCK}|{_CLOCK})(?:\s*[-–]\s*|\s+)"
    r"(?:<(?P<nick>[^\s<>]{2,40})>|(?P<name>[^\W\d_][^:\n<>]{0,40}?)\s?:(?=\s))",
    re.MULTILINE | re.IGNORECASE,
)
"""Who wrote a line of a chat: "[12/05/2026, 18:22:41] Aunty Bisi: ...", "09:14 <dwheeler77> ..."."""
_HEADER = re.compile(
    r"^(?:from|to|cc|bcc|reply-to|sender|von|an|de|à|para|van|aan|od|do):[ \t]*(?P<who>.+)$", re.M | re.I
)
_ADDRESSEE = re.compile(
    r"(?:^|[,;>]\s*)(?:\"(?P<quoted>[^\"\n]{2,60})\"|(?P<bare>[^\W\d_][^<>@\",;\n]{1,60}?))\s*<[^<>\s]+@"
)
_LITERAL = r"'(?:[^']|'')*+'"
_CELLS = rf"(?:[^()']|{_LITERAL})*+"
"""What stands between the brackets of a row; nothing is read twice, however many quotes are left open."""
_INSERT = re.compile(
    r"\binsert\s+into\s+[\w.\"`]{1,80}\s*(?:\((?P<columns>[^()]{0,4000})\)\s*)?"
    rf"values\s*(?P<rows>\({_CELLS}\)(?:\s*,\s*\({_CELLS}\))*+)",
    re.IGNORECASE,
)
_ROW = re.compile(rf"\((?P<row>{_CELLS})\)")
_VALUE = re.compile(r"'(?P<text>(?:[^']|'')*+)'|(?P<bare>[^,\s][^,]*)")
_SET = re.compile(r"(?<![\w.])(?P<column>[a-z_]\w{2,40})\s*=\s*'(?P<text>[^'\n]{2,80})'", re.IGNORECASE)
"""A column that is set or asked for: "surname = 'Okafor'"."""
_WHOLE_NAME = re.compile(rf"{_NAME}(?:,? {_NAME}){{1,3}}")
_PASSENGER = re.compile(
    r"(?<![\w/])[A-Z][A-Z'-]+(?: [A-Z][A-Z'-]+)?/[A-Z][A-Z-]+(?: [A-Z]+){0,2} ?(?:MRS?|MS|MISS|MSTR|CHD|INF|DR)(?!\w)"
)
"""How tickets write who travels: "OKONKWO/CHIDI MR"."""
_ALIAS = re.compile(
    r"\b(?:known (?:to \w+ )?as|knew as|goes by|go by|nicknamed|alias|a\.?k\.?a\.?|calls (?:him|her)self"
    r"|called (?:him|her))"
    rf"\s*:?\s*['‘“\"](?P<name>{_NAME}(?: {_NAME})?)['’”\"]"
)
_AND = r"(?: and | & |, (?=[A-Z][a-z]+,? (?:and|&) ))"
_SALUTATION = re.compile(
    r"(?:^|(?<=[\n.!?:>]))\s*(?:Dear|Hi|Hello|Hey|Dearest|Good (?:morning|afternoon|evening))\s+"
    rf"(?P<names>{_NAME}(?:{_AND}{_NAME})*)\s*(?=[,!–-]|\n|$)"
)
_SIGNED = re.compile(
    r"\b(?:(?:[Kk]ind |[Bb]est |[Ww]arm )?[Rr]egards|(?:[Mm]any )?[Tt]hanks|[Cc]heers|[Yy]ours(?: \w+)?|[Bb]est"
    rf"|[Ll]ove|Gruß|Grüße|Cordialement|Saludos|Groeten|Saluti|Pozdrawiam),?\s+(?P<name>{_NAME}(?: {_NAME})?)\s*$",
    re.MULTILINE,
)
_NOBODY = frozenset(WORDS["nobodys_signatures"]) | {*WEEKDAYS, *WORDS["plain"], *WORDS["medical"]}
_SCORE = 0.8


def written(text: str) -> Iterator[Entity]:
    r"""Yield whom the form of a text names.

    >>> text = "[09:14] <dwheeler77> hi\n12/05/2026, 18:22 - Aunty Bisi: ok\nDear Will, see you. Kind regards, Faith"
    >>> [text[e.start : e.end] for e in written(text)]
    ['dwheeler77', 'Aunty Bisi', 'Faith', 'Will']
    >>> text = "INSERT INTO staff (id, last_name) VALUES (4, 'Fairbrother');"
    >>> [text[e.start : e.end] for e in written(text)]
    ['Fairbrother']
    """
    for start, end, type_ in (*_senders(text), *_headers(text), *_called(text)):
        yield Entity(start=start, end=end, type=type_, score=_SCORE, recognizer="written")
    yield from _inserted(text)
    for given in _SET.finditer(text):
        if (type_ := field_type(given["column"])) and (
            entity := field_entity(text[: given.end("text")], type_, given.start("text"))
        ):
            yield entity


def _senders(text: str) -> Iterator[tuple[int, int, str]]:
    for line in _SENDER.finditer(text):
        if line["nick"]:
            yield *line.span("nick"), "USERNAME"
        elif not _is_nobody(line["name"]) and len(line["name"].split()) < 5:
            yield *line.span("name"), "PERSON"


def _headers(text: str) -> Iterator[tuple[int, int, str]]:
    for header in _HEADER.finditer(text):
        for one in _ADDRESSEE.finditer(header["who"]):
            group = "quoted" if one["quoted"] else "bare"
            if not _is_nobody(one[group]):
                yield header.start("who") + one.start(group), header.start("who") + one.end(group), "PERSON"


def _called(text: str) -> Iterator[tuple[int, int, str]]:
    for form in (_ALIAS, _SIGNED):
        for found in form.finditer(text):
            if not _is_nobody(found["name"]):
                yield *found.span("name"), "PERSON"
    for found in _PASSENGER.finditer(text):
        yield *found.span(), "PERSON"
    for found in _SALUTATION.finditer(text):
        for name in re.finditer(_NAME, found["names"]):
            if not _is_nobody(name[0]):
                yield found.start("names") + name.start(), found.start("names") + name.end(), "PERSON"


def _is_nobody(name: str) -> bool:
    words = re.findall(r"[^\W\d_]+", name.lower())
    return not words or all(word in _NOBODY and word not in lexicon()[0] for word in words)


def _inserted(text: str) -> Iterator[Entity]:
    """Yield what the columns of a dump say of its rows, and without columns what is a whole name beside an address."""
    for insert in _INSERT.finditer(text):
        columns = [name.strip(' \n\t"`[]') for name in (insert["columns"] or "").split(",")]
        for row in _ROW.finditer(insert["rows"]):
            at = insert.start("rows") + row.start("row")
            values = list(_VALUE.finditer(row["row"]))
            named = bool(insert["columns"]) and len(values) == len(columns)
            for number, value in enumerate(values):
                group = "text" if value["text"] is not None else "bare"
                start, end = at + value.start(group), at + value.end(group)
                type_ = field_type(columns[number]) if named else _type_of(value["text"], row["row"])
                if type_ and (entity := field_entity(text[:end], type_, start)):
                    yield entity


def _type_of(value: str | None, row: str) -> str:
    """Return what a value of a row without columns is: a whole name in a row that says how to reach somebody."""
    if value is None or not _WHOLE_NAME.fullmatch(value):
        return ""
    personal = "@" in row or re.search(r"\d{1,3}(?:\.\d{1,3}){3}|\+\d{6,}|\d{3}[ -]\d{3,4}[ -]?\d{3,4}", row)
    words = re.split(r"[ ,-]+", value)
    return (
        "PERSON" if any(map(is_first_name, words)) or (personal and not any(w.lower() in uses() for w in words)) else ""
    )
