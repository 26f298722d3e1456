"""Make one section from a short dialogue, its header and its text: by the model, or by rules and what was learned."""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from langchain_core.messages import AIMessageChunk, HumanMessage, SystemMessage

from minigiants.answering import generated
from minigiants.pipeline import Event, Pipeline, Request, Services
from minigiants.prompt import Prompt
from minigiants.types import Answer

from ..checks import check, dialogue_of
from ..note import Author, Line, Note, templates
from ..pipeline import Drafted, as_answer
from ..talk import Screen, admit, known, patient_names, turns, without_orders
from ..writing import SEED, SYSTEM, learned
from . import shortening

_PROMPTS = Path(__file__).parents[1] / "prompts"
SHORT = Prompt.load(_PROMPTS / "short.txt")
PROMPT_SHA256 = hashlib.sha256(f"{SYSTEM.sha256}{SHORT.sha256}".encode()).hexdigest()
HEADERS = (
    *("FAM/SOCHX", "GENHX", "PASTMEDICALHX", "CC", "PASTSURGICAL", "ALLERGY", "ROS", "MEDICATIONS", "ASSESSMENT"),
    *("EXAM", "DIAGNOSIS", "DISPOSITION", "PLAN", "EDCOURSE", "IMMUNIZATIONS", "IMAGING", "GYNHX", "PROCEDURES"),
    *("OTHER_HISTORY", "LABS"),
)
"""MTS-Dialog's, the commonest first."""
PART_OF = {
    "MEDICATIONS": "medications",
    "ALLERGY": "allergies",
    "EXAM": "exam",
    "LABS": "results",
    "IMAGING": "results",
    "ASSESSMENT": "assessment",
    "DIAGNOSIS": "assessment",
    "PLAN": "plan",
    "DISPOSITION": "plan",
}
"""Header -> the part of a note that its text is checked as; the others are told by the patient."""
LONGEST = 400
"""Tokens of an answer."""
_NAME = re.compile(r"[A-Z]+(?:[/_][A-Z]+)*")
_BEFORE = re.compile(r"^[\W_]*(?:(?:section|header)\b[\W_]*)*", re.IGNORECASE)


def ask_of(dialogue: str) -> tuple[dict[str, str], ...]:
    """Return the request for a dialogue that personal data was taken out of, as a chat template takes it."""
    return (
        {"role": "system", "content": SYSTEM.text},
        {"role": "user", "content": SHORT.render(dialogue=dialogue)},
    )


def plain(dialogue: str) -> str:
    r"""Return a dialogue with one turn a line and single spaces.

    >>> plain("Doctor: Any  pain? \n\n Patient: No. ")
    'Doctor: Any pain?\nPatient: No.'
    """
    return "\n".join(" ".join(line.split()) for line in dialogue.splitlines() if line.strip())


def answer_of(header: str, text: str) -> str:
    r"""Return the answer in the form that is asked for.

    >>> answer_of("CC", " Knee pain. ")
    'CC\nKnee pain.'
    """
    return f"{header}\n{text.strip()}"


def read_answer(reply: str, headers: Sequence[str] = HEADERS) -> tuple[str, str]:
    r"""Return the header and the text of an answer; the header is empty when it has none of the list.

    >>> read_answer("**Header: CC**\nKnee pain.")
    ('CC', 'Knee pain.')
    >>> read_answer("Knee pain.")
    ('', 'Knee pain.')
    >>> read_answer("CC, PLAN, ROS\nKnee pain.")
    ('', 'Knee pain.')
    """
    first, _, rest = reply.strip().partition("\n")
    bare = _BEFORE.sub("", first)
    if len({word for word in _NAME.findall(first.upper()) if word in headers}) > 1:  # the list of the request again
        return "", rest.strip()
    for header in headers:
        if re.match(rf"{re.escape(header)}(?!\w)", bare, re.IGNORECASE):
            beside = bare[len(header) :].strip(" *:#-")
            beside = "" if beside.startswith("(") and beside.endswith(")") else beside
            return header, "\n".join(part for part in (beside, rest.strip()) if part)
    return "", reply.strip()


def write_section(request: Request, services: Services, *, on_event: Callable[[Event], None] | None = None) -> Answer:
    """Answer with one section of the note of `request["dialogue"]`: its header is the section's name.

    Words of the dialogue that are addressed to a program are left out. Raises TranscriptError.
    """
    emit = on_event or (lambda event: None)

    def on_progress(stage: str, done: int, total: int) -> None:
        emit(Event(stage=stage, done=done, total=total))

    started = services.clock()
    given = request.get("patient")
    header = given if isinstance(given, Mapping) else {}
    dialogue = plain(without_orders(str(request["dialogue"])))
    screen = Screen(known(patient_names(turns(dialogue), header), header))
    system, user = ask_of(screen.hide([dialogue])[0])
    messages = [SystemMessage(system["content"]), HumanMessage(user["content"])]
    whole = AIMessageChunk(content="")
    for chunk in services.model.stream(
        messages, seed=SEED, max_tokens=LONGEST, avoid_loops=True, adapter="medical_notes", on_progress=on_progress
    ):
        whole += chunk
        if chunk.text:
            emit(Event(stage="write", text=chunk.text))
    generation = generated(whole, seed=SEED, prompt_sha256=PROMPT_SHA256)
    name, text = read_answer(screen.restore(generation.text).text)
    return Answer(
        id=services.new_id(),
        text=text,
        action="answer" if text else "abstain",
        reason="" if text else "nothing written",
        generation=generation,
        seconds=services.clock() - started,
        sections={name: text} if text else {},
    )


def shorten(request: Request, services: Services, *, on_event: Callable[[Event], None] | None = None) -> Answer:
    """Answer with one section of which rules write the lines and learned weights choose header and words.

    No model of language is asked. Words of the dialogue that are addressed to a program are left out. Raises
    TranscriptError.
    """
    started = services.clock()
    dialogue = plain(without_orders(str(request["dialogue"])))
    chances = learned.header(dialogue, services.embed)
    header = max(chances, key=lambda name: chances[name])
    text = " ".join(piece.text for piece in shortening.brief(dialogue, header))
    return Answer(
        id=services.new_id(),
        text=text,
        action="answer" if text else "abstain",
        reason="" if text else "nothing for a note",
        sections={header: text} if text else {},
        seconds=services.clock() - started,
    )


def checked_section(
    request: Request,
    services: Services,
    *,
    make: Pipeline,
    on_event: Callable[[Event], None] | None = None,
) -> Answer:
    """Answer with one section that `make` writes, of which every sentence that the checks refuse is withheld."""
    started = services.clock()
    given = request.get("patient")
    header = given if isinstance(given, Mapping) else {}
    visit = dialogue_of(admit(str(request["dialogue"])).turns, header)
    raw = make(request, services, on_event=on_event)
    name, said = next(((key or "OTHER", value) for key, value in raw.sections.items()), ("OTHER", ""))
    author: Author = "model" if raw.generation else "rules"
    part = PART_OF.get(name, "subjective")
    texts = [text for text in re.split(r"(?<=[.!?])\s+|\n+", said) if text]
    drawn = [Line(id=f"section-{n}", part=part, text=text, turns=(), author=author) for n, text in enumerate(texts)]
    lines = [check(line, visit, services.ground) for line in drawn]
    standing = tuple(x for x in lines if x.verdict == "supported")
    refused = tuple(x for x in lines if x.verdict != "supported")
    note = Note(template=templates.DEFAULT, lines=standing, withheld=refused, done=templates.PARTS)
    made = Drafted(note=note, visit=visit, generation=raw.generation)
    found = as_answer(made, services, services.clock() - started)
    shown = " ".join(x.text for x in standing)
    return replace(found, text=shown, sections={name: shown}) if shown else found
