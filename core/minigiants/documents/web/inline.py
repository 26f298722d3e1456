"""Take the marks out of a line of Markdown."""

import re
from functools import partial

from minigiants.documents import marks
from minigiants.documents.tally import Tally

_LINK = re.compile(r"\[([^\[\]\n]*)\](?:\((?:[^()\n]|\([^()\n]*\))*\)|\[[^\[\]\n]*\])")
_IMAGE = re.compile(r"!\[([^\[\]\n]*)\](?:\((?:[^()\n]|\([^()\n]*\))*\)|\[[^\[\]\n]*\])")
_NOTE = re.compile(r"([.,;:!?]?)\[\^([^\[\]\s]{1,60})\]")
_STRUCK = re.compile(r"~~(?=\S)([^~\n]{1,1000}?)(?<=\S)~~|<(?:del|s|strike)>([^<\n]{0,1000})</(?:del|s|strike)>", re.I)
_SHIFTED = re.compile(r"<(sup|sub)>([^<\n]{1,100})</\1>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|b|big|center|code|details|div|em|font|i|ins|kbd|mark|p|small|span|strong|summary|u)(?:\s[^<>\n]{0,500})?>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_MARKS = (
    (re.compile(r"(\*\*|__)(?=\S)(.{1,1000}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*\\])\*(?=\S)([^*\n]{1,1000}?)(?<=[^\s\\])\*(?![\w*])"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|~<>-])")
"""Every search is bounded, or stops at the next opening mark: a line of such marks must not take quadratic time."""


def plain(text: str, tally: Tally) -> str:
    """Return a line without its marks.

    >>> plain("~~3~~ **10** seconds, see [the list](http://x.example)[^1] and 10<sup>4</sup>.", Tally())
    '10 seconds, see the list [note 1] and 10^4.'
    """
    text = _STRUCK.sub(partial(_struck, tally), _without_comments(text))
    text = _IMAGE.sub(lambda match: _picture(match[1]), text)
    text = _LINK.sub(r"\1", text)
    text = _NOTE.sub(lambda match: marks.noted(match[2]) + match[1], text)
    text = _SHIFTED.sub(_shifted, text)
    text = _TAG.sub("", _BREAK.sub(" ", text))
    for pattern, replacement in _MARKS:
        text = pattern.sub(replacement, text)
    return _ESCAPED.sub(r"\1", text).replace("\1", "[").replace("\2", "]").strip()


def _without_comments(text: str) -> str:
    first, *pieces = text.split("<!--")
    ends = [piece.partition("-->") for piece in pieces]
    return first + "".join(rest if end else f"<!--{piece}" for piece, end, rest in ends)


def _struck(tally: Tally, match: re.Match[str]) -> str:
    tally.leave_out("struck", match[1] or match[2] or "")
    return ""


def _picture(alternative: str) -> str:
    return f"\1Picture: {alternative}\2" if " " in alternative.strip() else alternative


def _shifted(match: re.Match[str]) -> str:
    write = marks.raised if match[1].lower() == "sup" else marks.lowered
    return write(match.string[max(0, match.start() - 12) : match.start()], match[2])
