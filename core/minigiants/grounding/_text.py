"""Bring text into one form: quotation marks, dashes, spaces, tokenised text, sentences and clauses."""

import re
import unicodedata

from minigiants import language

_MARKS = str.maketrans(
    dict.fromkeys("“”„‟«»", '"')
    | dict.fromkeys("‘’‚‛′`´", "'")
    | dict.fromkeys("‐‑‒–−", "-")
    | dict.fromkeys("—―", " — ")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None)
)
_FRACTION = re.compile(r"(\d?)([¼-¾⅐-⅞↉])")
_POWER = re.compile(r"(?<=\d)(?=[⁰¹²³⁴-⁹])")
_THOUSANDS = re.compile(r"(?<=\d)[\u00a0\u2009\u202f'](?=\d{3}(?!\d))")
_SPACE = re.compile(r"\s+")
_DOUBLED = re.compile(r"''|``|--+")
_BEFORE_MARK = re.compile(r" (?=[,;:!?.)\]%](?:[\s\"')\]]|$))")
_AFTER_MARK = re.compile(r"(?<=[(\[$€£]) ")
_CONTRACTION = re.compile(r" (?=(?:n't|'(?:s|re|ve|ll|d|m))(?!\w))", re.IGNORECASE)
_CITATION = re.compile(r" ?\[\d{1,2}\](?= ?(?:\[\d|[.,;!?]|$))")
_CLAUSE = re.compile(
    r"[;:()—]|, (?=(?:so|yet|which|who|when|where|if|not)\b)"
    r"|, (?=and (?:[^\s,]+ ){1,6}(?:is|are|was|were|has|have|had|will|can|may|must|shall|does|did|do)\b)"
    r"|,? ?\b(?=(?:but|however|although|though|while|whereas|unless|because|except)\b)",
    re.IGNORECASE,
)


def clean(text: str) -> str:
    """Return `text` with one style of quotes, dashes and spaces; a paragraph break becomes a newline.

    >>> print(clean("``It  is so'' , 1'200 – 5½"))
    "It is so", 1,200 - 5 1/2
    """
    text = _THOUSANDS.sub(",", _POWER.sub(" ^", _FRACTION.sub(r"\1 \2", text)))
    text = unicodedata.normalize("NFKC", text.replace("''", '"').replace("``", '"')).replace("⁄", "/")
    text = _SPACE.sub(lambda m: "\n" if m.group().count("\n") > 1 else " ", text.translate(_MARKS))
    text = _DOUBLED.sub(lambda m: " — " if m.group()[0] == "-" else '"', text)
    text = _CONTRACTION.sub("", _AFTER_MARK.sub("", _BEFORE_MARK.sub("", text)))
    return _CITATION.sub("", text).strip()


def fold(text: str) -> str:
    """Return `text` in lower case without diacritics.

    >>> fold("Ménière")
    'meniere'
    """
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def sentences(text: str) -> list[str]:
    """Split clean text into sentences.

    >>> sentences("Dr. Lee came. He left at 5 p.m. on foot.")
    ['Dr. Lee came.', 'He left at 5 p.m. on foot.']
    """
    return [text[start:end] for start, end in language.sentences(text)]


def clauses(sentence: str) -> list[str]:
    """Split a clean sentence where its polarity may change.

    >>> clauses("Dental care is covered, but glasses are not.")
    ['Dental care is covered', 'but glasses are not.']
    """
    return [c for c in (part.strip(" ,") for part in _CLAUSE.split(sentence)) if c]
