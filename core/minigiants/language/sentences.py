"""Find the sentences of a text, without a model."""

import re
from collections.abc import Iterator

from minigiants.language.lists import word_set

_NEVER = word_set("abbreviations", "never")
"""Abbreviations after which a sentence goes on, whatever follows."""
_BEFORE_NUMBERS = word_set("abbreviations", "before_numbers")
"""Abbreviations when a number follows, and common words otherwise."""
_MAYBE = word_set("abbreviations", "maybe")
"""Abbreviations that end a sentence only when a common first word follows."""
_FIRST_WORDS = word_set("abbreviations", "first_words")
_LONG = 400
"""Characters from which a sentence is split at its semicolons."""
_SHORT = 80
"""Characters that a part split off at a semicolon has at least."""

_LINE = re.compile(r"[^\r\n\f\v\x1c-\x1e\x85\u2028\u2029]+")
# A run of marks is looked at from its first one only: from each of them, a line of dots takes time by its square.
_END = re.compile(
    r"""(?<![.!?…‽])[.!?…‽]+(?:["'”’»)\]]|\s''|\s[)\]])*\s+(?=\S)|(?<![。！？])[。！？]+[」』”’）]*(?=\S)\s*"""
)
_WORD_BEFORE = re.compile(r"[^\s(\[\"'“‘/—–]+$")
_SEMICOLON = re.compile(r";\s+")
_NUMBER_LABEL = re.compile(
    r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivxlc]{1,6}|[IVXLC]{1,6}|(?:Section|Clause|Article|Part)\s+\d+)[.)]*$"
)

_WORD = re.compile(r"\w+")


def sentences(text: str) -> list[tuple[int, int]]:
    r"""Return (start, end) of each sentence; every line break ends one, so headings, items and rows stand alone.

    Every character that is no space is in exactly one of them.

    >>> text = "Dr. Lee (cf. Fig. 2) paid 3.5 m. It is due\n- by May. Born in Rome . It is believed to be old ."
    >>> [text[start:end] for start, end in sentences(text)]
    ['Dr. Lee (cf. Fig. 2) paid 3.5 m.', 'It is due', '- by May.', 'Born in Rome .', 'It is believed to be old .']
    """
    spans: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        for start, end in _in_line(text, line.start(), line.end()):
            spans.extend(_parts(text, start, end) if end - start > _LONG else ((start, end),))
    return spans


def _in_line(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences of one line, without the space around them."""
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    for match in _END.finditer(text, start, stop):
        if _ends(text, start, match):
            end = match.end()
            yield start, match.start() + len(match.group().rstrip())
            start = end
    if start < stop:
        yield start, stop


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    """Tell whether the mark at `match` ends the sentence that began at `start`."""
    mark, following = match.start(), text[match.end()]
    if following.islower():
        return False
    if not (following.isalnum() or following in "\"'“‘«([`•-–—$€£§¿¡*"):
        return False
    if text[mark] != ".":
        return text[mark] in "!?‽。！？" or following.isupper()
    if mark > start and text[mark - 1].isspace():  # tokenised text: abbreviations keep their own dot
        return True
    return match.group().startswith("..") or not _abbreviates(text, start, mark, match.end())


def _abbreviates(text: str, start: int, mark: int, following: int) -> bool:
    """Tell whether the dot at `mark` belongs to an abbreviation, initial or label, and the sentence goes on."""
    if mark - start < 12 and _NUMBER_LABEL.match(text[start:mark]):
        return True
    found = _WORD_BEFORE.search(text, max(start, mark - 16), mark)
    word = found.group() if found else ""
    lower = word.lower()
    if lower in _BEFORE_NUMBERS and (text[following].isdigit() or text[following] in "(["):
        return True
    if lower in _NEVER:
        return True
    initial = len(word) == 1 and word.isupper()
    if initial or lower in _MAYBE or re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", word):
        return not _common(text, following)
    return False


def _common(text: str, following: int) -> bool:
    word = _WORD.match(text, following)
    return word is not None and word.group() in _FIRST_WORDS


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a long sentence at semicolons, each part as long as fits."""
    cuts = list(_SEMICOLON.finditer(text, start + _SHORT, end - _SHORT))
    for i, match in enumerate(cuts):
        following = cuts[i + 1].start() + 1 if i + 1 < len(cuts) else end
        if match.start() + 1 - start >= _SHORT and following - start > _LONG:
            yield start, match.start() + 1
            start = match.end()
    yield start, end
