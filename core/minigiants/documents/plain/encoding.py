"""Tell in which encoding a text is written, by the evidence of its letters."""

import codecs
import re
import unicodedata
from functools import partial

from charset_normalizer import CharsetMatch, from_bytes

from minigiants.documents.values import Unreadable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 65_536
_WESTERN = ("cp1252", "mac_roman", "cp1250", "cp850")
"""Single-byte code pages of Latin letters, the likeliest first."""
_COMMON = frozenset("àâäáãåæçèéêëìíîïñòóôöõøùúûüýßÀÂÄÁÃÅÆÇÈÉÊËÍÎÑÓÔÖÕØÚÛÜœŒšžŠŽ")
_SIGNS = frozenset("€£§°±µ²³½¼¾×·–—‘’‚“”„«»…•©®™ªº¿¡\xa0")
_GLUED = frozenset("’·²³ªº°µ©®™\xa0")
"""Signs that stand between or after letters."""
_HIGH = re.compile(rb"[\x80-\xff]+")
_MUCH = 60
"""High bytes from which the statistics of languages are better evidence than single letters."""
JUNK = "The file is not a text: save it as PDF, DOCX, HTML, Markdown or plain text."


def encoding(data: bytes) -> str:
    """Return the name of the encoding; raises Unreadable for what is no text.

    >>> encoding("Señor Håkansson takes ½ tablet".encode("cp1252")), encoding("café – 9 €".encode("mac_roman"))
    ('cp1252', 'mac_roman')
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    if name := _wide(data[:SAMPLE]):
        return name
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _single(data[:SAMPLE].replace(b"\0", b""))
    return "utf-8"


def _wide(sample: bytes) -> str:
    """Recognize UTF-16 without a mark by its zeros, which western text has at every second byte."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 0.3 * len(sample) and even < 0.05 * len(sample):
        return "utf-16-le"
    return "utf-16-be" if even > 0.3 * len(sample) and odd < 0.05 * len(sample) else ""


def _single(sample: bytes) -> str:
    """Choose among the code pages of Latin letters, or another when the text is in another script."""
    best = from_bytes(sample).best()
    runs = _HIGH.findall(sample)
    count = sum(map(len, runs))
    other_script = count > 2.2 * len(runs)
    if best is None and other_script:
        raise Unreadable("unsupported", JUNK)
    if best is not None and other_script and _is_foreign(best, sample):
        return best.encoding
    told = best.encoding if best is not None and count >= _MUCH and best.language != "Unknown" else ""
    names = [*_WESTERN, told] if told and told not in _WESTERN else list(_WESTERN)
    return max(names, key=partial(_plausible, sample, told, count))


def _is_foreign(best: CharsetMatch, sample: bytes) -> bool:
    """Tell whether the statistics' choice reads as letters of a script that is not Latin."""
    letters = [c for c in sample.decode(best.encoding, "ignore") if ord(c) > 127 and c.isalpha()]
    return bool(letters) and sum("LATIN" not in unicodedata.name(c, "") for c in letters) > 0.7 * len(letters)


def _plausible(sample: bytes, declared: str, count: int, name: str) -> float:
    """Rate how well the characters above ASCII fit into their words when the text is read as `name`."""
    try:
        text = sample.decode(name)
    except UnicodeDecodeError as error:
        text = sample.decode(name, "replace")
        if error.end - error.start and text.count("\ufffd") > 2:
            return -5.0 * count
    worth = 0.35 * count if name == declared else 0.0
    for match in re.finditer(r"[^\x00-\x7f]", text):
        worth += _fits(text, match.start())
    return worth


def _fits(text: str, at: int) -> float:
    character, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if character == "\ufffd" or unicodedata.category(character) in ("Cc", "Co", "Cn"):
        return -5
    if character.isalpha() and character not in _GLUED:
        if character.isupper() and before.islower():
            return -2
        return 1 if character in _COMMON else 0.4
    inside = before.isalpha() and after.isalpha()
    if character in _SIGNS:
        return 1 if not inside or character in _GLUED else -2
    return -1.5 if inside else -0.5
