"""Load prompts from files, each known by its hash."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from string import Template


@dataclass(frozen=True, kw_only=True, slots=True)
class Prompt:
    """A prompt file: `$name` marks what is filled in; the fixed part stands first, for the prefix cache."""

    name: str
    text: str
    sha256: str

    @classmethod
    def load(cls, path: Path) -> "Prompt":
        """Read a prompt file as UTF-8, without its last line break."""
        data = path.read_bytes()
        text = data.decode("utf-8").rstrip("\n")
        return cls(name=path.stem, text=text, sha256=hashlib.sha256(data).hexdigest())

    def render(self, **values: str) -> str:
        """Fill in the marks; a mark without a value is a KeyError.

        >>> Prompt(name="p", text="Question: $question", sha256="").render(question="Why $5?")
        'Question: Why $5?'
        """
        return Template(self.text).substitute(values)
