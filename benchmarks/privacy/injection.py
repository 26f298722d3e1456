"""Write notes with made-up personal data at known places, and notes with none that look as if they had some."""

import random
import re
from collections.abc import Sequence
from pathlib import Path

from benchmarks.privacy.impersonal import impersonal
from benchmarks.privacy.sample import Sample, gold
from benchmarks.privacy.values import PLAIN, Value, Values
from minigiants.privacy import Entity

SLOT = re.compile(r"\{(\w+)\}")
HELD_OUT = 4
"""Every fourth carrier is kept for measuring."""


def carriers() -> dict[str, list[str]]:
    """Return the sentences that personal data is written into, by their kind; those of "plain" take none."""
    kinds: dict[str, list[str]] = {}
    kind: list[str] = []
    for line in Path(__file__).with_name("carriers.txt").read_text("utf-8").splitlines():
        if line.startswith("# "):
            kind = kinds.setdefault(line[2:], [])
        elif line:
            kind.append(line.replace("\\n", "\n"))
    return kinds


def inject(notes: Sequence[str], seed: int, count: int, *, held_out: bool = False) -> list[Sample]:
    """Write `count` samples, a fifth of them without personal data; sentences of `notes` stand among the carriers.

    Who learns from some and measures on others says `held_out` when measuring: the carriers are then others.
    """
    writer = _Writer(notes, seed, held_out=held_out)
    name = f"injected-{'held-' if held_out else ''}{seed}"
    return [writer.sample(f"{name}-{number}") for number in range(count)]


class _Writer:
    """Writes one sample after the other."""

    def __init__(self, notes: Sequence[str], seed: int, *, held_out: bool) -> None:
        self._chance = random.Random(seed)
        self._values = Values(seed)
        self._notes = [sentences for sentences in impersonal(notes) if len(sentences) > 3]
        self._carriers = {
            kind: [line for at, line in enumerate(lines) if (at % HELD_OUT == 0) == held_out]
            for kind, lines in carriers().items()
        }

    def sample(self, id_: str) -> Sample:
        """Write one."""
        parts = self._parts()
        text, spans = "", list[Entity]()
        for number, part in enumerate(parts):
            if number:
                text += "\n" if "\n" in part + parts[number - 1] else self._chance.choice([" ", " ", "\n", "\n\n"])
            text, spans = self._fill(part, text, spans)
        return Sample(id=id_, text=self._recased(text), spans=tuple(spans), group=id_)

    def _parts(self) -> list[str]:
        """Choose what the sample is made of: carriers alone, or carriers between a note's sentences."""
        chance = self._chance.random()
        if chance < 0.2:
            return self._some("plain", self._chance.choice([1, 1, 2, 3])) + self._stretch(
                self._chance.choice([0, 0, 3])
            )
        if chance < 0.4:
            return self._some("question", 1)
        if chance < 0.7:
            kind = self._chance.choice(["clinical", "support", "talk", "talk", "talk", "legal", "form"])
            return self._some(kind, self._chance.choice([1, 1, 2, 3]))
        parts = self._stretch(self._chance.randint(3, 12))
        for line in self._some("clinical", self._chance.choice([1, 2, 3])) + self._some("plain", 1):
            parts.insert(self._chance.randint(0, len(parts)), line)
        return self._some("form", self._chance.choice([0, 0, 1])) + parts

    def _some(self, kind: str, count: int) -> list[str]:
        return self._chance.sample(self._carriers[kind], count)

    def _stretch(self, count: int) -> list[str]:
        """Return neighbouring sentences of one note; braces would be slots."""
        if not self._notes:
            return []
        note = self._chance.choice(self._notes)
        first = self._chance.randrange(max(1, len(note) - count + 1))
        return [re.sub("[{}]", "", sentence) for sentence in note[first : first + count]]

    def _fill(self, part: str, text: str, spans: list[Entity]) -> tuple[str, list[Entity]]:
        end = 0
        for slot in SLOT.finditer(part):
            text += part[end : slot.start()]
            end = slot.end()
            if slot[1] in PLAIN:
                text += self._values.plain(slot[1])
                continue
            value: Value = self._values(slot[1])
            text += value.before
            spans = [*spans, gold(len(text), len(text) + len(value.text), value.type)]
            text += value.text + value.after
        return text + part[end:], spans

    def _recased(self, text: str) -> str:
        """Now and then write all of it small, as dictation does, or large, as old systems do."""
        other = self._chance.choices([text, text.lower(), text.upper()], [90, 7, 3])[0]
        return other if len(other) == len(text) else text
