"""Find names, acronyms, product codes and drug names, and look them up in the evidence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from minigiants.grounding._text import clean, fold, sentences
from minigiants.grounding._words import stem
from minigiants.language import STOP_WORDS, read_number_words, roman, units, word_set

_OPENINGS = word_set("stop_words", "openings")
_BESIDE_NAMES = frozenset({"mr", "mrs", "ms", "dr", "prof", "st", "sir", "the", "and", "of", "de", "la", "van", "von"})
"""Capitalised words beside a name that name nothing."""
_WORD = re.compile(
    r"(?:[A-Z]\.){2,6}|[^\W_](?:\.(?=[^\W\d_]\.)|[^\W_]){0,60}(?:['&][^\W_]{1,60}){0,3}(?:(?:-|\.(?=\d))[^\W_]{1,60}){0,6}"
)
_DRUG = re.compile(
    r"\w{3,}(?:mab|tinib|pril|sartan|olol|statin|cillin|mycin|micin|azole|dipine|tidine|cycline|floxacin|parin|gliptin"
    r"|gliflozin|glutide|oxetine|zepam|zolam|caine|thiazide|semide|profen|triptan|setron|dronate|phylline|terenol|buterol"
    r"|meterol|asone|solone|formin|glitazone|xaban|gatran|barbital|cef\w*|morphine|codone|vudine|ciclovir|pentin|azepine)"
)
_COMMON_ENDINGS = (
    "ing",
    "tion",
    "tions",
    "sion",
    "ly",
    "ment",
    "ments",
    "ness",
    "ity",
    "ities",
    "ed",
    "ance",
    "ence",
    "ism",
    "ive",
    "ary",
)
_ALIASES = {
    "us": "usa",
    "america": "usa",
    "american": "usa",
    "unitedstates": "usa",
    "uk": "uk",
    "britain": "uk",
    "british": "uk",
    "unitedkingdom": "uk",
}
_DEMONYM = re.compile(r"(?:ians?|eans?|ans?|ese|ish|ia|is?|ns?|[aeyo]|s)$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """A word that names something, as written."""

    text: str
    sure: bool = True
    """False for a single capitalised word at the start of a sentence."""


def names(text: str) -> tuple[Name, ...]:
    """Return the names of `text`, word by word.

    >>> [n.text for n in names("In Paris, Dr. Ana Ruiz tried the X-200 with amoxicillin.")]
    ['Paris', 'Ana', 'Ruiz', 'X-200', 'amoxicillin']
    """
    return read_names(clean(text))


def read_names(text: str) -> tuple[Name, ...]:
    """Return the names of clean text; the blanks of dates are passed over."""
    every: list[Name] = []
    for sentence in sentences(text):
        words = _WORD.findall(sentence)
        for at, word in enumerate(words):
            first = at == 0 or (at == 1 and len(words[0]) == 1 and words[0] != "I" and words[0].isdigit())
            after = words[at + 1] if at + 1 < len(words) else ""
            if (sure := _naming(word, first=first, after=after)) is not None:
                every.append(Name(text=word, sure=sure))
    return tuple(every)


def _naming(word: str, *, first: bool, after: str) -> bool | None:
    """Say whether `word` names something for sure (True), perhaps (False), or not (None)."""
    bare = fold(word.replace("'s", "").replace(".", ""))
    if not any(c.isalpha() for c in word):
        return word.count(".") > 1 or None
    if bare in _BESIDE_NAMES or bare in STOP_WORDS:
        return (word.isupper() and not first and bare in ("us", "it", "who")) or None
    if word[0].isdigit():
        return _is_code(word) or None
    if any(c.isdigit() or c.isupper() for c in word[1:]):
        return True
    return _by_case(word, bare, first=first, after=after)


def _by_case(word: str, bare: str, *, first: bool, after: str) -> bool | None:
    if not word[0].isupper():
        return (len(word) > 6 and bool(_DRUG.fullmatch(bare))) or None
    if len(word) == 1 or (first and _plain_opening(bare, after)) or units.canonical(bare, glued=False).startswith("°"):
        return None  # "Celsius" is checked with its number
    return not first or bool(after and after[0].isupper() and fold(after) not in STOP_WORDS)


def _plain_opening(bare: str, after: str) -> bool:
    """Say whether the first word of a sentence is more likely a common word than a name."""
    plural = bare.endswith("s") and fold(after) not in ("is", "was", "has")
    return plural or bare in _OPENINGS or read_number_words([bare]) is not None or bare.endswith(_COMMON_ENDINGS)


def _is_code(word: str) -> bool:
    return bool(re.match(r"\d+-?[A-Z]{1,3}(?:\d|-\d|$)", word)) and not word.endswith(("AM", "PM"))


class Vocabulary:
    """The words of some texts in the forms under which a name may be found again."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Index clean `texts`."""
        self._forms: set[str] = set()
        self._initials: dict[str, set[str]] = {}
        self._acronyms: set[str] = set()
        self._values: set[int] = set()
        for text in texts:
            self._add([_plain(w) for w in re.findall(r"[^\W_]+(?:'[^\W_]+)*", text)])
            self._add([_plain(w) for w in _WORD.findall(text)])
            self._shorten(_WORD.findall(text))

    def _add(self, words: list[str]) -> None:
        self._forms.update(words)
        self._forms.update(stem(w) for w in words)
        self._forms.update(a + b for a, b in pairwise(words))
        self._forms.update(a + b + c for a, b, c in zip(words, words[1:], words[2:], strict=False))
        self._forms.update(_root(w) for w in words if len(_root(w)) > 3)
        self._forms.update(_ALIASES[w] for w in list(self._forms & _ALIASES.keys()))
        for a, b in pairwise(words):
            if len(a) == 1:
                self._initials.setdefault(a, set()).add(b)
        self._values.update(int(w) for w in words if w.isdecimal() and len(w) < 3)
        self._values.update(v for w in words if (v := roman(w.upper())))

    def _shorten(self, words: list[str]) -> None:
        """Collect the initials of runs of words that are capitalised: World Health Organization gives WHO."""
        run = ""
        for word in [*words, "."]:
            if word[0].isupper():
                run += word[0].lower()
            elif fold(word) not in ("of", "and", "for", "the", "in", "on"):
                self._acronyms.update(
                    run[i:j] for i in range(min(len(run), 12)) for j in range(i + 2, min(len(run), i + 8) + 1)
                )
                run = ""

    def has(self, name: str, after: str = "") -> bool:
        """Say whether `name` is here, perhaps as a plural, hyphenated, an initial, an acronym, or another numeral."""
        word = _plain(name)
        if word in self._forms or stem(word) in self._forms or _ALIASES.get(word, word) in self._forms:
            return True
        if len(_root(word)) > 3 and _root(word) in self._forms:
            return True
        if name.isupper() and (word in self._acronyms or word.rstrip("s") in self._acronyms):
            return True
        if (value := roman(name)) and value in self._values:
            return True
        if after and _plain(after) in self._initials.get(word[:1], ()):
            return True
        parts = name.split("-")
        return len(parts) > 1 and all(len(p) > 1 and not p.isdigit() and self.has(p) for p in parts)


def _plain(word: str) -> str:
    """Return the bare form: folded, without possessive, dots, hyphens.

    >>> _plain("X-200's"), _plain("U.S.")
    ('x200', 'us')
    """
    word = fold(word)
    word = word[:-2] if word.endswith("'s") else word
    return "".join(c for c in word if c.isalnum())


def _root(word: str) -> str:
    """Return the root that a country shares with its people: ital for Italy and Italian."""
    return _DEMONYM.sub("", word, count=1)
