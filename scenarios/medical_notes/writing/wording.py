"""Let the model write a part's statements as a note would; what it gets wrong is refused, and the statement stands."""

import contextlib
import hashlib
import re
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage, HumanMessage, SystemMessage

from minigiants.answering import generated
from minigiants.grounding import content_words
from minigiants.pipeline import Event, Ground
from minigiants.prompt import Prompt
from minigiants.types import Generation

from ..checks import Dialogue, check, said_as, tie
from ..facts import facts
from ..note import Line, sentence
from ..talk import Screen, nameless

_PROMPTS = Path(__file__).parents[1] / "prompts"
SYSTEM = Prompt.load(_PROMPTS / "system.txt")
SECTION = Prompt.load(_PROMPTS / "section.txt")
PROMPT_SHA256 = hashlib.sha256("".join(p.sha256 for p in (SYSTEM, SECTION)).encode()).hexdigest()
OnEvent = Callable[[Event], None]
SEED = 0
AT_ONCE = 14
"""Statements in one request: a small model keeps the thread of so many."""
_MARK = re.compile(r"^\s*(?:[-*•]|\(?\d{1,2}[.)])\s*")
_COVERED = 0.5
"""Share of a statement's weighted words from which a line says it already."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """What came of asking for a part."""

    lines: tuple[Line, ...]
    """Supported lines, the model's where they passed, in the order of what they rest on."""
    withheld: tuple[Line, ...]
    """The model's lines that the checks refused."""
    generations: tuple[Generation, ...]


def write(
    part: str,
    heading: str,
    places: Sequence[int],
    *,
    visit: Dialogue,
    screen: Screen,
    model: BaseChatModel,
    ground: Ground,
    on_event: Callable[[Event], None],
    late: Callable[[], bool],
) -> Written:
    """Return the part as the model writes it; when it is `late`, what is left stays as it was said."""
    made: list[Line] = []
    withheld: list[Line] = []
    generations: list[Generation] = []
    first: dict[str, int] = {}  # for each line, the first statement that it rests on
    for start in range(0, len(places), AT_ONCE):
        some = places[start : start + AT_ONCE]
        if late():
            break
        asked = [said_as(visit, place, part) for place in some]
        generation = _ask(heading, screen.hide(asked), model, on_event, late)
        generations.append(generation)
        for said in _lines(generation.text):
            line = _line(f"{part}-m{len(first)}", part, said, screen, visit)
            tied = tie(line.text, visit, some)
            first[line.id] = min(tied, default=some[-1])
            checked = check(line, visit, ground, tied)
            (made if checked.verdict == "supported" else withheld).append(checked)
    stand = [place for place in places if not _covered(place, part, made, visit)]
    kept = [_as_said(place, part, visit, ground) for place in stand]
    first |= {line.id: place for line, place in zip(kept, stand, strict=True)}
    lines = sorted([*_distinct(made), *kept], key=lambda x: first[x.id])
    return Written(lines=tuple(lines), withheld=tuple(withheld), generations=tuple(generations))


def _as_said(place: int, part: str, visit: Dialogue, ground: Ground) -> Line:
    line = Line(id=f"{part}-{place}", part=part, text=said_as(visit, place, part), turns=())
    return check(line, visit, ground, [place])


def _ask(
    heading: str,
    statements: Sequence[str],
    model: BaseChatModel,
    on_event: Callable[[Event], None],
    late: Callable[[], bool],
) -> Generation:
    def on_progress(stage: str, done: int, total: int) -> None:
        on_event(Event(stage=stage, done=done, total=total))

    most = 40 + int(1.6 * sum(len(s.split()) for s in statements))
    found = model.stream(
        _messages(heading, statements), seed=SEED, max_tokens=most, on_progress=on_progress, avoid_loops=True
    )
    whole = AIMessageChunk(content="")
    with contextlib.closing(cast("Generator[AIMessageChunk, None, None]", found)) as chunks:
        for chunk in chunks:
            whole += chunk
            if chunk.text:
                on_event(Event(stage="write", text=chunk.text))
            if late():
                break
    return generated(whole, seed=SEED, prompt_sha256=PROMPT_SHA256)


def read_ahead(heading: str, statements: Sequence[str], model: BaseChatModel, on_event: OnEvent) -> None:
    """Let the model read the first statements of a part and write nothing: its words come the sooner."""

    def on_progress(stage: str, done: int, total: int) -> None:
        on_event(Event(stage=stage, done=done, total=total))

    messages = _messages(heading, statements[:AT_ONCE])
    found = model.stream(messages, seed=SEED, max_tokens=1, on_progress=on_progress)
    with contextlib.closing(cast("Generator[AIMessageChunk, None, None]", found)) as chunks:
        for _ in chunks:
            pass


def _messages(heading: str, statements: Sequence[str]) -> list[BaseMessage]:
    user = SECTION.render(heading=heading, statements="\n".join(f"- {s}" for s in statements))
    return [SystemMessage(SYSTEM.text), HumanMessage(user)]


def _lines(text: str) -> list[str]:
    r"""Cut what the model wrote into lines, each once, without marks; a last line that was cut off is left out.

    >>> _lines("1. Denies pain.\n- Denies pain.\nTakes aspirin")
    ['Denies pain.']
    """
    found = []
    for raw in text.splitlines():
        line = _MARK.sub("", raw).strip(' *"')
        if len(line.split()) > 1 and line.endswith((".", "!", "?", '"')):
            found.append(line)
    return list(dict.fromkeys(found))


def _line(name: str, part: str, said: str, screen: Screen, visit: Dialogue) -> Line:
    restored = screen.restore(said)
    text = sentence(nameless(restored.text, visit.names))
    return Line(id=name, part=part, text=text, turns=(), author="model")


def _covered(place: int, part: str, made: Sequence[Line], visit: Dialogue) -> bool:
    """Tell whether supported lines say a statement: its facts, and the most telling of its words."""
    own = visit.statements[place]
    near = [x for x in made if set(x.turns) & set(own.turns)]
    if not near:
        return False
    text = said_as(visit, place, part)
    if facts(text) - set().union(*(facts(x.text) for x in near)):
        return False
    words = content_words(text)
    said = frozenset[str]().union(*(content_words(x.text) for x in near))
    whole = sum(visit.weight.get(w, 1.0) for w in words) or 1.0
    return sum(visit.weight.get(w, 1.0) for w in words & said) >= _COVERED * whole


def _distinct(lines: Sequence[Line]) -> list[Line]:
    return list({x.text.casefold(): x for x in reversed(lines)}.values())[::-1]


def total(generations: Sequence[Generation]) -> Generation | None:
    """Return what all requests of a note cost together, None when there was none."""
    if not generations:
        return None
    return replace(
        generations[0],
        text="\n".join(g.text for g in generations),
        tokens_in=sum(g.tokens_in for g in generations),
        tokens_out=sum(g.tokens_out for g in generations),
        seconds=sum(g.seconds for g in generations),
        model=next((g.model for g in generations if g.model), ""),
        model_sha256=next((g.model_sha256 for g in generations if g.model_sha256), ""),
        engine=next((g.engine for g in generations if g.engine), ""),
        attempts=max(g.attempts for g in generations),
    )
