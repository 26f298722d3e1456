"""A text without its personal data, and the way back."""

from dataclasses import dataclass, field

from minigiants.privacy.replace.restore import Restored, restore
from minigiants.privacy.replace.session import Names
from minigiants.types import Entity


@dataclass(frozen=True, kw_only=True, slots=True)
class Replacement:
    """A stretch of the new text that stands for personal data."""

    start: int
    """Offset in the new text."""
    end: int
    type: str
    original: str | None = field(repr=False)
    """What stood there; None when it was removed for good."""
    text: str
    """What stands there now."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Scrubbed:
    """What `Scrubber` makes of a text."""

    text: str
    entities: tuple[Entity, ...]
    """What was found and counted, with offsets in the original; also what the policy keeps."""
    replacements: tuple[Replacement, ...]
    names: Names
    """What stands for what; give it to the scrubber with the next text about the same person."""

    def restore(self, text: str | None = None) -> Restored:
        """Put the originals back: into this text exactly, or into `text` as far as it is certain what is meant."""
        if text is not None and text != self.text:
            return restore(text, self.names)
        parts: list[str] = []
        at = 0
        for replacement in self.replacements:
            back = replacement.text if replacement.original is None else replacement.original
            parts += [self.text[at : replacement.start], back]
            at = replacement.end
        return Restored(text="".join([*parts, self.text[at:]]))
