"""Say what an adapter is learned from, and how."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field

Message = Mapping[str, str]
"""`role` and `content`, as a chat template takes them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """A request as the scenario puts it at run time, and the answer to learn."""

    id: str
    messages: tuple[Message, ...]
    answer: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LessonSource:
    """Data that examples came from."""

    name: str
    sha256: str
    licence: str
    examples: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Lesson:
    """What a scenario gives to learn: its `learning.py` has `lesson(settings)` that returns one.

    Where it has `PARTS`, names of parts of its data, `lesson(settings, part)` leaves the others for the gate.
    """

    examples: tuple[Example, ...]
    sources: tuple[LessonSource, ...]
    prompt_sha256: str
    purpose: str
    """What the adapted model is asked to do, in a sentence."""
    never: str
    """What it must not be used for, in a sentence."""
    trial: str
    """Task of the scenario's `evals.py` that the gate asks; it has none of the examples."""

    @property
    def sha256(self) -> str:
        """Identifies the examples, prompts and answers and order included."""
        digest = hashlib.sha256(self.prompt_sha256.encode())
        for example in self.examples:
            digest.update(json.dumps([example.messages, example.answer], default=dict).encode())
        return digest.hexdigest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipe:
    """How to learn; the defaults were tried on two cores."""

    rank: int = 12
    """Of each pair of matrices; 12 on all projections of a 0.5B gives a file of 10 MB."""
    alpha: int = 24
    rate: float = 4e-4
    """Learning rate after the warm-up, from where it falls to 0 in a straight line."""
    warm_up: int = 8
    """Steps."""
    batch: int = 4
    """Examples of a step."""
    at_once: int = 512
    """Tokens of a forward pass, the padding included."""
    longest: int = 480
    """Tokens of an example behind what all prompts share; longer ones are left out."""
    seed: int = 0

    def fingerprint(self, **beside: str | int | float) -> str:
        """Return 12 characters that identify the recipe and what it is used on.

        >>> Recipe().fingerprint(base="a") == Recipe(seed=1).fingerprint(base="a")
        False
        """
        text = json.dumps(asdict(self) | beside, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:12]


@dataclass(frozen=True, kw_only=True, slots=True)
class Tokens:
    """An example as the model reads it, without what all prompts share."""

    prompt: tuple[int, ...]
    answer: tuple[int, ...]
    """The end of the turn included."""

    def __len__(self) -> int:
        """Count the tokens that are read."""
        return len(self.prompt) + len(self.answer)


@dataclass(frozen=True, kw_only=True, slots=True)
class Corpus:
    """All examples in tokens."""

    shared: tuple[int, ...]
    """How every prompt begins: read once for all of a forward pass."""
    examples: tuple[Tokens, ...]
    left_out: int = field(default=0)
    """Examples that were longer than the recipe allows."""


def corpus(
    lesson: Lesson,
    recipe: Recipe,
    *,
    render: Callable[[Sequence[Message]], Sequence[int]],
    tokenize: Callable[[str], Sequence[int]],
    end: int,
) -> Corpus:
    """Turn the examples into tokens with the engine's own template and vocabulary; `end` ends an answer.

    >>> one = Example(id="1", messages=({"role": "user", "content": "ab"},), answer="x")
    >>> two = Example(id="2", messages=({"role": "user", "content": "ac"},), answer="y")
    >>> lesson = Lesson(examples=(one, two), sources=(), prompt_sha256="", purpose="", never="", trial="")
    >>> found = corpus(lesson, Recipe(), render=lambda m: list(m[0]["content"].encode()), tokenize=str.encode, end=0)
    >>> found.shared, found.examples[1].prompt, found.examples[1].answer
    ((97,), (99,), (121, 0))
    """
    prompts = [tuple(render(example.messages)) for example in lesson.examples]
    answers = [(*tokenize(example.answer), end) for example in lesson.examples]
    shared = _beginning(prompts)
    every = [
        Tokens(prompt=prompt[len(shared) :], answer=answer) for prompt, answer in zip(prompts, answers, strict=True)
    ]
    kept = tuple(tokens for tokens in every if len(tokens) <= recipe.longest)
    return Corpus(shared=shared, examples=kept, left_out=len(every) - len(kept))


def _beginning(prompts: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """Return how all begin, at least one token less than the shortest."""
    if not prompts:
        raise ValueError("there is nothing to learn from: the scenario gave no examples")
    first, last = min(prompts), max(prompts)
    least = min(map(len, prompts)) - 1
    same = next((n for n in range(least) if first[n] != last[n]), max(least, 0))
    return first[:same]
