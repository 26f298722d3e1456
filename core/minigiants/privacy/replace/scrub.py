"""Take personal data out of texts by a policy; when a text can't be searched, nothing of it gets out."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, tee

from minigiants.privacy.find.merge import spread_over
from minigiants.privacy.replace.counted import DENIED, counted
from minigiants.privacy.replace.generalize import generalize, tells_oldest
from minigiants.privacy.replace.labels import label, reserve
from minigiants.privacy.replace.people import LONGEST, gender, meet
from minigiants.privacy.replace.scrubbed import Replacement, Scrubbed
from minigiants.privacy.replace.session import Names
from minigiants.privacy.replace.shift import is_day_first, shift
from minigiants.privacy.replace.substitutes import Substitutes
from minigiants.privacy.types import Act, Find, Known, Policy, PrivacyError
from minigiants.types import Entity

REMOVED = "[removed]"


class Scrubber:
    """Find personal data with `find` and treat each type as `policy` says.

    Texts that belong together share `names`; without, each text stands alone. With a `key` (32 random bytes) the
    substitutes and shifts of texts that stand alone agree too, also another day.
    """

    def __init__(self, find: Find, policy: Policy, *, key: bytes | None = None) -> None:
        """Take the parts."""
        self._find = find
        self._policy = policy
        self._key = key

    def __repr__(self) -> str:
        """Name the policy, not the key."""
        return f"Scrubber({self._policy.name!r})"

    def scrub(self, text: str, *, known: Known | None = None, names: Names | None = None) -> Scrubbed:
        """Take the personal data out of one text; raises PrivacyError when it can't be searched."""
        return next(self.scrub_all([text], known=known, names=names))

    def scrub_all(
        self, texts: Iterable[str], *, known: Known | None = None, names: Names | None = None
    ) -> Iterator[Scrubbed]:
        """Yield the texts without their personal data, in order, reading no further ahead than the finder does.

        Raises PrivacyError at the first text that can't be searched.
        """
        originals, searched = tee(texts)
        searches = self._found(searched, known)
        for text in originals:
            entities = next(searches, None)
            if entities is None:
                raise PrivacyError("the finder left out a text")
            yield self._scrubbed(text, entities, names)
        if next(searches, None) is not None:
            raise PrivacyError("the finder answered for more texts than it was given")

    def scrub_together(
        self, texts: Sequence[str], *, known: Known | None = None, names: Names | None = None
    ) -> list[Scrubbed]:
        """Return texts about the same people without their personal data; what one of them gives away leaves all.

        Raises PrivacyError when one can't be searched.
        """
        names = Names() if names is None else names
        (found,) = self._found_together([texts], known)
        return [self._scrubbed(text, entities, names) for text, entities in zip(texts, found, strict=True)]

    def search_together(
        self, groups: Sequence[Sequence[str]], stated: Sequence[Sequence[Entity | None]] | None = None
    ) -> list[list[list[Entity]]]:
        """Return what counts in each text of each group, also what only another text of its group gives away.

        `stated` says of texts what they hold, such as by the name of their field; it counts before what is found there.
        Raises PrivacyError when a text can't be searched.
        """
        return [
            [counted(text, entities, self._policy) for text, entities in zip(texts, found, strict=True)]
            for texts, found in zip(groups, self._found_together(groups, None, stated), strict=True)
        ]

    def search_all(self, texts: Iterable[str]) -> Iterator[list[Entity]]:
        """Yield for each text what the policy changes, where it stands; raises PrivacyError."""
        searched, read = tee(texts)
        for text, found in zip(read, self._found(searched, None), strict=True):
            yield [e for e in counted(text, found, self._policy) if self._changes(e, text[e.start : e.end])]

    def _changes(self, entity: Entity, value: str) -> bool:
        act = self._policy.act(entity.type)
        if act == "keep":
            return entity.recognizer == DENIED
        return act != "generalize" or generalize(entity.type, value) != value

    def scrub_value(self, type_: str, value: str, *, names: Names) -> str:
        """Return what the policy makes of `value`, which is known to be of `type_` whatever it looks like."""
        whole = Entity(start=0, end=len(value), type=type_, score=1.0, recognizer="known")
        return self._scrubbed(value, [whole], names).text if value.strip() else value

    def _found_together(
        self,
        groups: Sequence[Sequence[str]],
        known: Known | None,
        stated: Sequence[Sequence[Entity | None]] | None = None,
    ) -> list[list[list[Entity]]]:
        texts = [text for group in groups for text in group]
        entities = list(self._found(iter(texts), known))
        if len(entities) != len(texts):
            raise PrivacyError("the finder answered for more or fewer texts than it was given")
        if stated is not None:
            entities = [
                _told_first(f, t) for f, t in zip(entities, (t for group in stated for t in group), strict=True)
            ]
        each = iter(entities)
        return [spread_over(group, list(islice(each, len(group)))) for group in groups]

    def _found(self, texts: Iterator[str], known: Known | None) -> Iterator[list[Entity]]:
        failed = ""
        try:
            yield from self._find(texts, known=known)
        except PrivacyError as error:
            failed = str(error)
        except Exception:  # noqa: BLE001 - whatever it is, the text must not pass, nor its words in the message
            failed = "the finder failed, so the text is withheld"
        if failed:  # Outside of the handler: what caused it, which may quote the text, stays behind.
            raise PrivacyError(failed)

    def _scrubbed(self, text: str, candidates: list[Entity], names: Names | None) -> Scrubbed:
        if names is None:
            names = Names(key=self._key) if self._key else Names()
        result: Scrubbed | None = None
        try:
            entities = counted(text, candidates, self._policy)
            result = _Writer(text, entities, self._policy, names).write()
        except PrivacyError:
            raise
        except Exception:  # noqa: BLE001 - as above
            result = None
        if result is None:
            raise PrivacyError("the personal data could not be taken out, so the text is withheld")
        return result


def _told_first(entities: Sequence[Entity], field: Entity | None) -> list[Entity]:
    if field is None:
        return list(entities)
    apart = [e for e in entities if e.end <= field.start or field.end <= e.start]
    return sorted([*apart, field], key=lambda e: e.start)


class _Writer:
    """Writes one text anew."""

    def __init__(self, text: str, entities: list[Entity], policy: Policy, names: Names) -> None:
        self._text = text
        self._entities = entities
        self._policy = policy
        self._names = names
        self._taken = [(e, text[e.start : e.end]) for e in entities if self._act(e) != "keep"]
        self._substitutes = Substitutes(names, text, [value for _, value in self._taken])

    def write(self) -> Scrubbed:
        self._prepare()
        parts: list[str] = []
        replacements: list[Replacement] = []
        at = length = 0
        for entity, value in self._taken:
            new = self._stand_in(entity, value)
            between = self._text[at : entity.start]
            start, end = length + len(between), length + len(between) + len(new)
            parts += [between, new]
            at, length = entity.end, end
            if new != value:
                original = None if new == REMOVED else value
                replacements.append(Replacement(start=start, end=end, type=entity.type, original=original, text=new))
        text = "".join([*parts, self._text[at:]])
        return Scrubbed(text=text, entities=tuple(self._entities), replacements=tuple(replacements), names=self._names)

    def _prepare(self) -> None:
        reserve(self._names, self._text)
        told = [(e, value) for e, value in self._taken if self._act(e) != "redact"]
        meet(self._names, [(value, self._told(e)) for e, value in told if e.type == "PERSON"])
        self._names.day_first |= is_day_first([value for e, value in told if e.type == "DATE"])

    def _act(self, entity: Entity) -> Act:
        act = self._policy.act(entity.type)
        return "label" if act == "keep" and entity.recognizer == DENIED else act

    def _stand_in(self, entity: Entity, value: str) -> str:
        act = self._act(entity)
        if act == "redact":
            return REMOVED
        new = None if act == "label" or len(value) > LONGEST else self._likeness(act, entity, value)
        if new is None and act != "label" and self._policy.default == "redact":
            return REMOVED
        return label(self._names, entity.type, value, self._told(entity)) if new is None else new

    def _likeness(self, act: Act, entity: Entity, value: str) -> str | None:
        """Return something like `value`, None when there is nothing for its type or form."""
        if act == "generalize":
            return generalize(entity.type, value)
        if entity.type in {"DATE", "YEAR"}:
            return None if tells_oldest(value) else shift(self._names, value)
        return self._substitutes(entity.type, value, self._told(entity)) if act == "substitute" else None

    def _told(self, entity: Entity) -> str:
        """Return the gender that a title tells, within the name or before it."""
        return gender(self._text[entity.start : entity.end], self._text[max(0, entity.start - 8) : entity.start])
