"""A finder that knows a few words, for pages under test."""

import re
from collections.abc import Iterable, Iterator

from minigiants.privacy import Known, PrivacyError
from minigiants.types import Entity

_KINDS = {"PERSON": r"Ann Lee|April", "DATE": r"3 March 2024", "PHONE_NUMBER": r"\d{3}-\d{3}-\d{4}"}


class ToyFinder:
    """Finds the names it was told, takes a month for a name, and can't search what says so."""

    limits = ""
    language = "toy"

    def __call__(self, texts: Iterable[str], *, known: Known | None = None) -> Iterator[list[Entity]]:
        for text in texts:
            if "unsearchable" in text:
                raise PrivacyError("a text could not be searched, so it is withheld")
            told = known or Known()
            patterns = [*_KINDS.items(), *(("PERSON", re.escape(name)) for name in told.names)]
            patterns += [("MEDICAL_RECORD_NUMBER", re.escape(number)) for number in told.numbers]
            yield sorted(
                Entity(start=m.start(), end=m.end(), type=type_, score=0.9, recognizer="toy")
                for type_, pattern in patterns
                for m in re.finditer(pattern, text)
            )
