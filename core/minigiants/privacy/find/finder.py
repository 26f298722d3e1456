"""Find personal data: shapes, check digits, known people, and a tagger that reads the words around."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from minigiants.privacy.find.abroad import abroad, is_foreign, names_somebody
from minigiants.privacy.find.apart import apart
from minigiants.privacy.find.called import called
from minigiants.privacy.find.known import known_entities
from minigiants.privacy.find.medical import is_medical
from minigiants.privacy.find.merge import linked, merge, spread, titled
from minigiants.privacy.find.names import named, small_all_over
from minigiants.privacy.find.ordinary import is_ordinary
from minigiants.privacy.find.shapes import placed, plates, registered, shaped
from minigiants.privacy.find.tagger import Tagger, open_tagger
from minigiants.privacy.find.view import spoken, view_of
from minigiants.privacy.find.written import written
from minigiants.privacy.types import Known, PrivacyError
from minigiants.types import Entity

PIECE = 10_000
"""Characters that are searched at once: a longer text is cut at a line or a space."""
BATCH = 32


class Finder:
    """Find personal data in texts of one language; a `Find`."""

    def __init__(self, language: str = "en", *, tagger: Tagger | None = None) -> None:
        """Load what the language has; one without a tagger gets by with shapes, and says so in `limits`."""
        self.language = language
        self._tagger = tagger or open_tagger(language)
        self._registered = registered(language)

    @property
    def limits(self) -> str:
        """What this finder can't see, in one sentence; empty when it sees all types."""
        return "" if self._tagger else f"No model for the language {self.language!r}: only what has a shape is found."

    def __call__(self, texts: Iterable[str], *, known: Known | None = None) -> Iterator[list[Entity]]:
        """Yield the entities of each text, sorted and not overlapping; raises PrivacyError instead of a poor search."""
        waiting: list[str] = []
        for text in texts:
            waiting.append(text)
            if len(waiting) == BATCH or len(text) > PIECE:
                yield from self._searched(waiting, known)
                waiting = []
        yield from self._searched(waiting, known)

    def _searched(self, texts: Sequence[str], known: Known | None) -> Iterator[list[Entity]]:
        try:
            views = [view_of(text) for text in texts]
            pieces = [(n, offset, piece) for n, view in enumerate(views) for offset, piece in _pieces(view.text)]
            spoken_pieces = [spoken(piece) for _, _, piece in pieces]
            by_text: list[list[Entity]] = [[] for _ in texts]
            tagged = self._tagger(spoken_pieces) if self._tagger else ([] for _ in pieces)
            for (number, offset, piece), words, entities in zip(pieces, spoken_pieces, tagged, strict=True):
                every = [
                    *entities,
                    *shaped(piece, self.language),
                    *placed(piece),
                    *plates(piece),
                    *self._registered(piece),
                    *written(piece),
                    *abroad(words, small=small_all_over(words)),
                ]
                every += (*named(words), *called(words)) if self.language == "en" else ()
                by_text[number] += [_moved(e, offset) for e in every]
            whole = [
                [view.back(entity) for entity in self._whole(view.text, entities, known)]
                for view, entities in zip(views, by_text, strict=True)
            ]
        except Exception as error:
            raise PrivacyError("a text could not be searched for personal data, so it is withheld") from error
        yield from whole

    def _whole(self, text: str, entities: list[Entity], known: Known | None) -> list[Entity]:
        if known:
            entities = [*entities, *known_entities(text, known)]
        entities = [e for e in entities if not is_medical(text, e)]
        entities = apart(text, entities)
        if self.language == "en":  # what is ordinary is told by lists of English words
            entities = [e for e in entities if e.recognizer != "tagger" or not is_ordinary(text, e)]
            if is_foreign(text):  # of which a tagger of English makes people
                entities = [e for e in entities if not _is_guess(e) or names_somebody(text, e.start, e.end)]
        entities = titled(text, merge(text, entities))
        return linked(text, merge(text, titled(text, spread(text, entities))))


def _is_guess(entity: Entity) -> bool:
    return entity.recognizer == "tagger" and entity.type == "PERSON"


@cache
def open_finder(language: str = "en") -> Finder:
    """Return the process's one finder for `language`."""
    return Finder(language)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    while start < len(text):
        end = min(len(text), start + PIECE)
        if end < len(text):
            cut = max(text.rfind("\n", start + PIECE // 2, end), text.rfind(". ", start + PIECE // 2, end) + 1)
            cut = cut if cut > start else text.rfind(" ", start + 1, end)
            end = cut if cut > start else end
        yield start, text[start:end]
        start = end


def _moved(entity: Entity, offset: int) -> Entity:
    return replace(entity, start=entity.start + offset, end=entity.end + offset) if offset else entity
