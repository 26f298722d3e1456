"""Cut a passage into sentences, each under the heading that it stands below: a passage may run over several."""

from collections.abc import Sequence

from minigiants.documents import sentences
from minigiants.types import Evidence, Passage

LONGEST_HEADING = 7
"""Words."""
Span = tuple[int, int]


def sections(passage: Passage) -> list[tuple[Span, str]]:
    r"""Return the sentences of a passage with their headings, the lines of the headings left out where others remain.

    >>> passage = Passage(id="p", document_id="d", document="a.txt", page=1, start=0, end=51, heading="4 Pay",
    ...                   text="It is 300.\n\n5 Probation\n\nIt lasts for six months.")
    >>> [(passage.text[a:b], heading) for (a, b), heading in sections(passage)]
    [('It is 300.', '4 Pay'), ('It lasts for six months.', '5 Probation')]
    """
    text, heading = passage.text, passage.heading
    spans = [(a, b) for a, b in sentences(text) if any(c.isalnum() for c in text[a:b])]
    heads = _heads(text, spans)
    pairs: list[tuple[Span, str]] = []
    for (a, b), begins in zip(spans, heads, strict=True):
        line = text[a:b].strip("# ")
        if begins:
            heading = line
        elif line != passage.heading:
            pairs.append(((a, b), heading))
    return pairs or [(span, passage.heading) for span in spans]


def evidence_of(passage: Passage, span: Span) -> Evidence:
    """Return a stretch of a passage as evidence, by its place on the page."""
    start, end = span
    return Evidence(
        passage_id=passage.id,
        document_id=passage.document_id,
        document=passage.document,
        page=passage.page,
        start=passage.start + start,
        end=passage.start + end,
        text=passage.text[start:end],
    )


def _heads(text: str, spans: Sequence[Span]) -> list[bool]:
    """Tell which sentences are headings.

    Three short lines in a row are a list; the last line heads nothing, nor does one above a bare number.
    """
    worded = [any(c.isalpha() for c in text[a:b]) for a, b in spans]
    short = [_heading(text, span) and (worded[i + 1] if i + 1 < len(spans) else True) for i, span in enumerate(spans)]
    runs = [0] * len(spans)
    for i, is_short in enumerate(short):
        runs[i] = (runs[i - 1] if i else 0) + 1 if is_short else 0
    for i in range(len(spans) - 2, -1, -1):
        if runs[i] and runs[i + 1]:
            runs[i] = runs[i + 1]
    last = len(spans) - runs[-1] if spans and runs[-1] else len(spans)
    return [0 < run < 3 and i < last for i, run in enumerate(runs)]


def _heading(text: str, span: Span) -> bool:
    """Tell whether a sentence is a short line of its own, begun with a capital or a number, and no sentence.

    >>> [_heading(text, (0, len(text))) for text in ("4 Boats and jetties", "Lock boats.", "Lamp: 12; Bulb: 3")]
    [True, False, False]
    >>> _heading("Term | 10 years", (0, 15))
    False
    """
    a, b = span
    line = text[a:b].strip("# ")
    words = line.split()
    alone = "\n" not in line and text[:a].rstrip(" #")[-1:] in {"", "\n"} and text[b:].lstrip(" ")[:1] in {"", "\n"}
    begins = bool(words) and (words[0][:1].isupper() or words[0][:1].isdigit())
    named = any(word[:1].isalpha() for word in words)
    listed = (not line.isupper() and (", " in line or ": " in line)) or " | " in line
    return alone and begins and named and len(words) <= LONGEST_HEADING and line[-1].isalnum() and not listed
