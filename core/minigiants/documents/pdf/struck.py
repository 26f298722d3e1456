"""Leave out what a line is drawn through."""

import re
from collections.abc import Sequence
from dataclasses import replace

from minigiants.documents.pdf.boxes import Boxes, TextLine
from minigiants.documents.pdf.objects import Box
from minigiants.documents.tally import Tally

_WORD = re.compile(r"\s+|\S+")
_LOW, _HIGH = 0.3, 0.66
"""Shares of a line's height, from its descenders up, between which a stroke goes through its letters."""


def unstruck(line: TextLine, rules: Sequence[Box], boxes: Boxes, tally: Tally) -> TextLine:
    """Return `line` without the characters that one of the ruled lines goes through, and count their words."""
    strokes = [rule for rule in rules if _strikes(rule, line)]
    if not strokes:
        return line
    struck = _struck(line, strokes, boxes)
    if not any(struck):
        return line
    tally.leave_out("struck", "".join(c if gone else " " for c, gone in zip(line.text, struck, strict=True)))
    text, indices = "", []
    for character, index, gone in zip(line.text, line.indices, struck, strict=True):
        if gone or (character == " " and text[-1:] in ("", " ")):
            continue
        text += character
        indices.append(index)
    return replace(line, text=text.rstrip(), indices=indices[: len(text.rstrip())])


def _struck(line: TextLine, strokes: Sequence[Box], boxes: Boxes) -> list[bool]:
    """Tell for each character whether its word is struck: strokes drawn by hand end a little early or late."""
    struck: list[bool] = []
    for word in _WORD.findall(line.text):
        own = line.indices[len(struck) : len(struck) + len(word)]
        through = [any(_through(rule, boxes(index)) for rule in strokes) for index in own]
        struck += [sum(through) > 0.55 * len(word) and not word.isspace()] * len(word)
    return struck


def _strikes(rule: Box, line: TextLine) -> bool:
    """Tell whether the rule goes through the line's letters, and no farther than them, as the rules of tables do."""
    middle = (rule[1] + rule[3]) / 2
    if not line.bottom + _LOW * line.height < middle < line.bottom + _HIGH * line.height:
        return False
    reach = 0.6 * line.height
    return rule[2] > line.left and rule[0] < line.right and rule[0] > line.left - reach and rule[2] < line.right + reach


def _through(rule: Box, box: Box) -> bool:
    return rule[0] - 0.5 <= (box[0] + box[2]) / 2 <= rule[2] + 0.5
