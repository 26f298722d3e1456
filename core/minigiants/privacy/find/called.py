"""Find names by what stands around them: relatives, initials, hyphens, families, and the joints of paths."""

import re
from collections.abc import Iterator

from minigiants.language import KIN, TITLES, WEEKDAYS, any_of, word_set
from minigiants.privacy.find.abroad import is_first_name
from minigiants.privacy.find.names import AMBIGUOUS, lexicon
from minigiants.privacy.find.vocabulary import WORDS
from minigiants.types import Entity

_NAME = r"[A-ZÀ-ÞŐŰĐŁŚŠŽ][^\W\d_]*(?:['’-][^\W\d_]+)*"
_KIN = any_of(KIN)
_RELATIVE = re.compile(
    rf"(?i:\b(?:my|his|her|their|our|your|whose|the\s+patient['’]s|[a-z]+['’]s)\s+(?:\w+\s+)?{_KIN})(?:\s+(?i:is|was|named|called|is\s+called)"
    rf"(?=\s+[A-ZÀ-Þ])|,)?\s+(?P<name>{_NAME}(?:\s+{_NAME})?)(?!\w)"
)
"""A name behind a relative, also one that is a word: "his wife April", "her sons Bo and Ty"."""
_SMALL_RELATIVE = re.compile(
    rf"\b(?:my|his|her|their|our)\s+{_KIN}\s+(?P<name>[^\W\d_]{{3,}})"
    r"(?=\s+(?:is|was|has|had|and|who|came|says|said|needs|needed|wants|wanted|got|gets|lives|works)\b|\s*[,.;!?]|\s*$)"
)
"""The same in a text that is small all over: "my wife efua is ill"."""
_SMALL_SELF = re.compile(
    r"\b(?:it['’]?s|this\s+is|(?:my\s+)?name\s+is|my\s+name['’]?s|i['’]?m|i\s+am)\s+(?P<name>[^\W\d_]{3,}(?:\s+[^\W\d_]{3,})?)"
    r"(?=\s+(?:here|again|speaking|calling|writing|from)\b)"
)
"""Somebody who says who writes, in small letters: "its tomasz nowak here"."""
_RELATIVES = re.compile(
    rf"(?i:\b(?:my|his|her|their|our|the)\s+(?:\w+\s+)?(?:{_KIN}s|children|kids|twins|boys|girls)),?\s+(?P<name>{_NAME}(?:,\s+{_NAME})*,?\s+and\s+{_NAME})(?!\w)"
)
_INITIALS = re.compile(
    r"(?<![\w.@/-])(?P<name>[A-Za-z]\.(?:\s?[A-Za-z]\.){0,2}\s?(?P<last>[a-z]{4,}(?:-[a-z]{3,})?))(?![\w@-]|\.\w)"
)
_SIGNED = re.compile(
    rf"\b(?:{any_of(TITLES)}|signed|seen by|by|from|cc|per|attending|physician|provider|reviewed by|referred by|to"
    r"|with)[.:]?\s+$",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:,|and|&|,\s*and)\s+")
_HYPHENED = re.compile(
    rf"(?<![\w-])(?P<first>[A-Z][a-z]{{1,6}})-(?P<second>[a-z]{{2,6}})(?P<last>\s+{_NAME})?(?![\w-])"
)
_SYLLABLE = re.compile(
    r"(?:[bcdghjklmnprstwy]|ch|kk|tt|pp|ss|jj|sh|hy|gy|ky|my|by)?"
    r"(?:ae|eo|eu|oo|ee|ye|ya|yeo|yo|yu|yun|oe|ui|wa|we|wi|wo|woo|ou|a|e|i|o|u)(?:ng|n|m|k|l|p|h|t)?"
)
_NO_SYLLABLES = frozenset(
    [
        "ad",
        "all",
        "an",
        "bi",
        "by",
        "co",
        "de",
        "do",
        "ex",
        "go",
        "hi",
        "in",
        "it",
        "mid",
        "no",
        "non",
        "of",
        "on",
        "per",
        "pre",
        "re",
        "so",
        "sub",
        "to",
        "tri",
        "un",
        "up",
    ]
)
"""English words and beginnings of words that read like syllables of a name: "Co-op", "Pre-op"."""
_FAMILY = re.compile(r"\b(?:the|The|THE)\s+(?P<name>[A-ZÀ-Þ][^\W\d_]{2,}(?:s|S))(?P<own>['’])?(?![\w-])")
_FAMILY_BEFORE = re.compile(
    r"\b(?:with|from|for|by|visit(?:ed|ing|s)?|met|meet|invite[ds]?|call(?:ed|ing)?|tell|told|ask(?:ed)?|neighbou?rs,?"
    r"|family,?|between|near|owe)\s+$"
)
_FAMILY_AFTER = re.compile(
    r"\s+(?:have|had|are|were|came|come|called|moved|live[ds]?|said|say|asked|want(?:ed)?|need(?:ed)?|paid|pay"
    r"|rent(?:ed)?|own(?:ed)?|visited|invited|wrote|told|report(?:ed)?|refused?|agreed|complain(?:ed)?|next door"
    r"|upstairs|downstairs|also|both|will|would|family|went|left|arrived|stayed|sold|bought|shared?|used?|kn[eo]w|liked?"
    r"|loved?|ke(?:ep|pt)|got|took|do|did|can|could|met|helped?|brought|s[ae]nd|sent|drove|still|never|always)\b"
)
_OTHER_FAMILY = re.compile(r"\s+and\s+the\s+[A-ZÀ-Þ][^\W\d_]+s\b")
_NO_NOUN = re.compile(r"\s*(?:[^\w\s]|$)|\s+(?:and|or|at|in|on|for|to|with|about|of)\b")
"""What follows a family's name, unless a thing is called after somebody: "the Atkins diet"."""
_JOINED = re.compile(r"(?<![^\W_])(?P<one>[^\W\d_]{2,})(?P<joint>[._-])(?=(?P<two>[^\W\d_]{2,})(?![^\W_]))")
_AROUND_PATH = re.compile(r"[_\\/@]|\.\w{2,4}(?!\w)")
_QUOTES = frozenset("'\"`")
_FILE_WORDS = frozenset(WORDS["file_words"])
_ACCOUNT = re.compile(
    r"[\\/](?:Users|home|profiles|mail)[\\/](?P<name>[^\W\d_]{2,}(?:[._-][^\W\d_]{2,}){0,2}\d{0,4})(?=[\\/])"
)
"""Whose folder it is: "C:\\Users\\rosalind.mbeki\\"."""
_PART = re.compile(r"[^\W\d_]{3,}")
_NOBODYS = frozenset(WORDS["nobodys_accounts"])
_COMMON = word_set("common_words", "common_words")
_NOT_NAMES = frozenset(
    {"christmas", "easter", "english", "french", "medicaid", "medicare", "spanish"}
    | word_set("stop_words", "stop_words")
    | {*WEEKDAYS, *WORDS["medical"], *WORDS["plain"], *WORDS["drugs"], *WORDS["file_words"]}
)
_ALSO_NAMES = frozenset({"Will"})
"""With a capital within a sentence, and behind a relative, a name all the same."""
_NEAR_NAMES = frozenset(WORDS["near_names"])
_SCORE = 0.75


def called(text: str) -> Iterator[Entity]:
    """Yield people whom the words around them make people of.

    >>> [text[e.start:e.end] for text in ["His wife April came."] for e in called(text)]
    ['April']
    >>> text = "Thornbury_Amelia_MRI.pdf, signed j. okafor, and Hye-jin Kealoha met the Okonjos' son."
    >>> [text[e.start:e.end] for e in called(text)]
    ['j. okafor', 'Hye-jin Kealoha', 'Okonjos', 'Thornbury_Amelia']
    """
    accounts = [match.span("name") for match in _ACCOUNT.finditer(text) if match["name"].lower() not in _NOBODYS]
    own = frozenset(word.lower() for start, end in accounts for word in _PART.findall(text[start:end]))
    for start, end in accounts:
        yield Entity(start=start, end=end, type="USERNAME", score=_SCORE, recognizer="called")
    joined = _joined(text, own)
    for start, end in (*_relatives(text), *_initials(text), *_hyphened(text), *_families(text), *joined):
        yield Entity(start=start, end=end, type="PERSON", score=_SCORE, recognizer="called")


def _relatives(text: str) -> Iterator[tuple[int, int]]:
    for match in _RELATIVE.finditer(text):
        words = match["name"].split()
        if (words[0].lower() in _NOT_NAMES and words[0] not in _ALSO_NAMES) or words[0].lower() in TITLES:
            continue
        whole = len(words) == 1 or words[1].lower() in _NOT_NAMES
        yield match.start("name"), match.start("name") + (len(words[0]) if whole else len(match["name"]))
    for match in (*_SMALL_RELATIVE.finditer(text), *_SMALL_SELF.finditer(text)):
        words = match["name"].split()
        if match["name"].islower() and not any(word in _NOT_NAMES or word in _COMMON for word in words):
            yield match.span("name")
    for match in _RELATIVES.finditer(text):
        for name in re.finditer(_NAME, match["name"]):
            if name[0].lower() not in _NOT_NAMES:
                yield match.start("name") + name.start(), match.start("name") + name.end()


def _initials(text: str) -> Iterator[tuple[int, int]]:
    last, signature = lexicon()[1], 0
    for match in _INITIALS.finditer(text):
        name = match["last"]
        if match["name"].lower().startswith(("e.g", "i.e", "p.r", "q.")) or name in _NOT_NAMES:
            continue
        if name in _COMMON or name in _NEAR_NAMES:
            continue
        signed = _SIGNED.search(text, max(0, match.start() - 20), match.start()) or _AND.fullmatch(
            text, signature, match.start()
        )
        # One capital initial before a small word may be a germ's: "by E. coli".
        if name in last or (signed and (match["name"][0].islower() or match["name"].count(".") > 1)):
            signature = match.end()
            yield match.span("name")


def _hyphened(text: str) -> Iterator[tuple[int, int]]:
    first = lexicon()[0]
    for match in _HYPHENED.finditer(text):
        one, two = match["first"].lower(), match["second"]
        syllables = _SYLLABLE.fullmatch(one) and _SYLLABLE.fullmatch(two) and not {one, two} & _NO_SYLLABLES
        if not (syllables or (one in first and two in first)):
            continue
        last = (match["last"] or "").strip()
        if last and last.lower() not in _NOT_NAMES:
            yield match.start(), match.end()
        elif (one in first and two in first) or _called_before(text, match.start()):
            yield match.start(), match.end("second")


def _called_before(text: str, start: int) -> bool:
    before = rf"\b(?:{any_of((*TITLES, *KIN))}|named|called|patient|client|hi|hello|dear|am|is)[.,:]?\s+$"
    return re.search(before, text[max(0, start - 20) : start], re.IGNORECASE) is not None


def _families(text: str) -> Iterator[tuple[int, int]]:
    last = lexicon()[1]
    for match in _FAMILY.finditer(text):
        name = match["name"].lower()
        bases = {name[:-1], name.removesuffix("es")}
        if bases & _NOT_NAMES or (bases | {name}) & _COMMON or name.endswith(("ans", "ese")):
            continue
        acts = _FAMILY_AFTER.match(text, match.end()) or match["own"] or _OTHER_FAMILY.match(text, match.end())
        met = _FAMILY_BEFORE.search(text, max(0, match.start() - 16), match.start())
        if acts or (_NO_NOUN.match(text, match.end()) and (met or bases & last)):
            yield match.span("name")


def _joined(text: str, own: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield names whose parts an underscore, a dot or a hyphen joins, as in names of files and accounts.

    What is part of an account's name in the same text, `own`, is a name as well.
    """
    first = lexicon()[0] | own
    for match in _JOINED.finditer(text):
        parts = {match["one"].lower(), match["two"].lower()}
        if parts & _FILE_WORDS or parts <= AMBIGUOUS or not (parts & first or any(map(is_first_name, parts))):
            continue
        if parts & _COMMON and not parts & (first - AMBIGUOUS):
            continue
        around = text[max(0, match.start() - 1) : match.start()], text[match.end("two") : match.end("two") + 5]
        quoted = around[0] in _QUOTES and around[1][:1] in _QUOTES
        if match["joint"] == "_" or quoted or _AROUND_PATH.search("".join(around)):
            yield match.start(), match.end("two")
