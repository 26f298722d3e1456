"""Find what a document means by a term where an answer says no more than the term: "on the Rent Commencement Date"."""

import re
from collections.abc import Iterable

from minigiants.answering._sections import evidence_of, sections
from minigiants.grounding import content_words
from minigiants.types import Evidence, Passage

_TERM = re.compile(r"[A-Z][\w'’-]*(?:\s+(?:of\s+|and\s+|the\s+)?[A-Z][\w'’-]*)*")
_CELL = re.compile(r"; |: ")


def definition(question: str, answer: str, passages: Iterable[Passage]) -> Evidence | None:
    """Return the sentence or row that says what `answer` means, where all that it adds to `question` is a term.

    >>> text = "Term: ten years; from: May"
    >>> row = Passage(id="p", document_id="d", document="a.md", page=1, start=0, end=26, text=text)
    >>> definition("How long does it last?", "It lasts for the Term.", [row]).text
    'Term: ten years; from: May'
    """
    added = content_words(answer) - content_words(question)
    terms = [term for term in terms_of(answer) if added and added <= content_words(term)]
    if not terms:
        return None
    term = max(terms, key=len)
    for passage in passages:
        for span, _ in sections(passage):
            if defines(passage.text[slice(*span)], term):
                return evidence_of(passage, span)
    return None


def terms_of(text: str) -> list[str]:
    """Return the capitalised terms of a text, without an article.

    >>> terms_of("It begins on the Rent Commencement Date.")
    ['It', 'Rent Commencement Date']
    """
    return [re.sub(r"^(?:The|A|An)\s+", "", term) for term in _TERM.findall(text)]


def defines(text: str, term: str) -> bool:
    """Tell whether a sentence or row says what a term means.

    >>> defines("“Interest Rate” means four per cent.", "Interest Rate"), defines("Interest is due.", "Interest")
    (True, False)
    >>> defines("Item: Review Date; 29 May 2028", "Review Date"), defines("Pay on the Review Date.", "Review Date")
    (True, False)
    """
    name = re.escape(term)
    if re.search(rf"(?:[\"“']|\*\*){name}(?:[\"”']|\*\*)\s+(?:means?|shall mean|is|are|has|have|includes?)\b", text):
        return True
    if re.match(rf"(?:the\s+)?{name}\s+(?:means|shall mean)\b", text, re.IGNORECASE):
        return True
    cells = [" ".join(cell.split()).casefold() for cell in _CELL.split(text)]
    return len(cells) > 1 and term.casefold() in cells[:-1]
