"""The suite's central values: what documents, answers and their evidence are made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Action = Literal["answer", "clarify", "abstain", "handoff"]
Verdict = Literal["supported", "unsupported"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """A stretch of a document's page, the unit that retrieval indexes and returns."""

    id: str
    """Unique within a collection, stable for the same file content."""
    document_id: str
    """SHA-256 of the file's bytes, in hexadecimal."""
    document: str
    """The file's name as a person knows it."""
    page: int
    """1-based; text formats without pages have the one page 1."""
    start: int
    """Offset of the first character within the page's text."""
    end: int
    text: str
    """Verbatim: `page_text[start:end]`."""
    heading: str = ""
    """The nearest heading above, or empty."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Scan:
    """How surely the text of a page was recognised that is a picture."""

    confidence: float
    """Mean over the words, in per cent."""
    doubtful: tuple[str, ...] = ()
    """Words with digits that may be read wrongly, as they stand in the page's text."""
    places: tuple[tuple[int, int, float, float, float, float], ...] = ()
    """(start, end) in the page's text of each line's words, and their (left, top, right, bottom) on the page as
    fractions of its width and height, y downwards."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A table of a document as a reader sees it: a cell that spans stands at every place that it covers."""

    title: str = ""
    """What names the table: its caption, the row above its header, the sheet's name; or empty."""
    header: tuple[str, ...]
    """One name a column; names of several header rows are joined from the top ("2025, sales"); empty when nameless."""
    rows: tuple[tuple[str, ...], ...]
    """Each as long as `header`; an empty cell is ""."""
    page: int = 1
    """1-based, where it begins."""
    spans: tuple[tuple[int, int], ...] = ()
    """(start, end) of each row's line in the page's text; empty when the rows have no lines of their own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """A passage that a search found, with the signals that ranked it."""

    passage: Passage
    score: float
    """The fused score (reciprocal rank fusion): higher is better, comparable within one search only."""
    similarity: float
    """Cosine of question and passage embeddings, in [-1, 1]."""
    similarity_rank: int | None
    """1-based rank in the embedding search, None when not among its candidates."""
    text_score: float
    """BM25 (higher is better), 0 when no word matched."""
    text_rank: int | None
    """1-based rank in the full-text search, None when not among its candidates."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """A quoted span of a document: looked up, never generated, so verbatim by construction."""

    passage_id: str
    document_id: str
    document: str
    page: int
    start: int
    """Offset within the page's text."""
    end: int
    text: str
    score: float = 0.0
    confidence: float | None = None
    """Per cent with which its page was recognised; None for a page that is text."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """One sentence of an answer, the evidence it rests on, and what the check said of it."""

    text: str
    evidence: tuple[Evidence, ...] = ()
    verdict: Verdict = "unsupported"
    kind: str = ""
    """Which rule decided when unsupported: number, date, name, negation, lexical, no-evidence."""
    why: str = ""
    """One sentence a reader without training understands."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Generation:
    """What the model wrote and what it cost."""

    text: str
    tokens_in: int
    tokens_out: int
    seconds_to_first_token: float
    seconds: float
    model: str
    model_sha256: str
    seed: int
    prompt_sha256: str
    engine: str = ""
    """What ran the model, in words for people."""
    attempts: int = 1
    """How often it was asked until the answer had the form that was asked for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Trace:
    """Why an answer came out as it did: what was retrieved, selected, measured and withheld."""

    question: str
    """As it was understood."""
    asked: str = ""
    """As it was typed, where it was understood as another; else empty."""
    steps: tuple[str, ...] = ()
    """What was done to answer it, one sentence each: read how many places, counted what, computed how."""
    collection: str = ""
    hits: tuple[Hit, ...] = ()
    """In rank order."""
    selected: tuple[Evidence, ...] = ()
    """The numbered evidence that the model read, in prompt order."""
    signals: Mapping[str, float] = field(default_factory=dict)
    """Named values that the decision was made from, such as the probability that the documents answer."""
    threshold: float = 0.0
    withheld: tuple[Claim, ...] = ()
    """Claims that the check refused; never shown as the answer."""
    left_out: tuple[Evidence, ...] = ()
    """Sentences that speak to a program or ask for a reader's password: no model read them."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """Wall-clock seconds by stage."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What a pipeline returns: a text whose every claim carries evidence, or an honest refusal."""

    id: str
    text: str
    action: Action
    reason: str = ""
    """Why it is not an answer, from the scenario's closed list; empty for an answer."""
    claims: tuple[Claim, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    """Distinct evidence of the shown claims, in order of first use: citation [n] is evidence[n-1]."""
    generation: Generation | None = None
    """None when the model was not asked."""
    trace: Trace | None = None
    seconds: float = 0.0
    sections: Mapping[str, str] = field(default_factory=dict)
    """Name -> text, in order, when the text has sections."""


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Entity:
    """A stretch of a text that tells who somebody is."""

    start: int
    """Offset of the first character in the text that was searched, in code points."""
    end: int
    type: str
    """One of `privacy.TYPES`; Presidio's names where it has one."""
    score: float
    """How sure its finder is, in (0, 1]."""
    recognizer: str
    """Who found it, such as "tagger", "ssn" or "known"."""
