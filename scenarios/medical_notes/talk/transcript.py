"""Read a visit's transcript into numbered turns: pasted text, TXT, DOCX, VTT or SRT."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from minigiants.documents import FileReader, Unreadable, bare, read

from .labels import Speaker, role, spoken

SUFFIXES = (".txt", ".docx", ".vtt", ".srt")
LONGEST = 200_000
"""Characters of a transcript; a day-long recording has fewer."""

_CUE = re.compile(r"^[^\S\n]*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{3}\s*-->\s*.*$", re.MULTILINE)
_RUNNING = re.compile(r"^Page (?:header|footer): .*$", re.MULTILINE)
"""What stands at the edge of a Word file's pages, which nobody says."""
_TAG = re.compile(r"</?(?:v|c|i|b|u|lang|ruby|rt)(?:[. ][^>]*)?>")


_DICTATED = re.compile(r"\b(?:the|this) patient\b|^patient (?:is|has|presents|reports|denies)\b", re.IGNORECASE)
"""Says that one who speaks alone is the clinician."""
_TO_PATIENT = re.compile(r"\b(?:your|(?:have|do|did|are|were) you|you(?:'ve| have) (?:had|been))\b", re.IGNORECASE)
_OF_PATIENT = re.compile(r"\b(?:my|i've been|i have been|i feel|i was|i had|i take)\b", re.IGNORECASE)
SWAPPED = 10
"""How much oftener the "patient" must speak as clinicians do, for the labels to count as swapped."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """What one speaker says before the next one speaks."""

    number: int
    """1-based."""
    speaker: Speaker
    label: str
    """The speaker as the transcript names it; empty when it names none."""
    text: str


class TranscriptError(ValueError):
    """A transcript that can't be used; the message is one sentence that repeats nothing of it."""


def turns(transcript: str) -> tuple[Turn, ...]:
    r"""Cut a transcript into turns; raises TranscriptError when it is too long.

    >>> [(t.speaker, t.text) for t in turns("[doctor] hi .\n[patient] my knee hurts .")]
    [('doctor', 'hi .'), ('patient', 'my knee hurts .')]
    >>> [t.speaker for t in turns("D: Any pain?\nP: No.\nMother: A little.")]
    ['doctor', 'patient', 'other']
    """
    if len(transcript) > LONGEST:
        raise TranscriptError(f"the transcript has more than {LONGEST:,} characters: split it into visits")
    lines = list(spoken(from_captions(transcript) if _CUE.search(transcript) else transcript))
    called: dict[str, Speaker] = _by_name(lines)
    if len({label for label, _ in lines}) == 1 and _DICTATED.search(" ".join(words for _, words in lines)):
        called = dict.fromkeys((*called, lines[0][0].casefold()), "doctor")
    return tuple(
        Turn(number=number, speaker=called.get(label.casefold(), "other"), label=label, text=text)
        for number, (label, text) in enumerate(lines, start=1)
    )


def swapped(talk: Sequence[Turn]) -> bool:
    r"""Tell whether the labels of clinician and patient stand the other way round, by who says "your" and who "my".

    >>> swapped(turns("Doctor: My knee hurts.\nPatient: How long has your knee hurt?"))
    False
    """
    balance = dict.fromkeys(("doctor", "patient", "other"), 0)
    for turn in talk:
        balance[turn.speaker] += len(_TO_PATIENT.findall(turn.text)) - len(_OF_PATIENT.findall(turn.text))
    return balance["patient"] - balance["doctor"] >= SWAPPED


def guessed(talk: Sequence[Turn]) -> bool:
    r"""Tell whether no label says who is the clinician or the patient, so that it was told from how they speak.

    >>> guessed(turns("Lee: Any pain?\nRay: No.\nLee: Sure?\nRay: Yes."))
    True
    """
    labels = {t.label for t in talk}
    return len(labels) > 1 and "doctor" in {t.speaker for t in talk} and not any(map(role, labels))


def righted(talk: Sequence[Turn]) -> tuple[Turn, ...]:
    """Return the turns, clinician and patient exchanged where their labels are swapped."""
    other: dict[Speaker, Speaker] = {"doctor": "patient", "patient": "doctor", "other": "other"}
    return tuple(replace(t, speaker=other[t.speaker]) for t in talk) if swapped(talk) else tuple(talk)


def read_file(data: bytes, name: str) -> str:
    """Return the transcript in a TXT, DOCX, VTT or SRT file; raises TranscriptError."""
    suffix = "." + name.rpartition(".")[2].lower()
    if suffix not in SUFFIXES:
        raise TranscriptError(f"a transcript is a file that ends in {', '.join(SUFFIXES)}: save it as one of these")
    raw = "" if suffix == ".docx" else _as_written(data)
    try:
        if raw:
            document = read(data, "transcript.txt")
        else:  # it may be anything: what takes a parser is read in a process of its own
            with FileReader() as reader:
                document = reader.read(data, name if suffix == ".docx" else "transcript.txt")
    except Unreadable as error:
        raise TranscriptError(str(error)) from None
    text = _RUNNING.sub("", "\n".join(map(bare, document.pages)))
    if raw:
        text = raw  # a reader of documents joins lines, and a cue's or a name's end is the end of its line
    return from_captions(text) if suffix in (".vtt", ".srt") or _CUE.search(text) else text


def _as_written(data: bytes) -> str:
    """Return a text file's lines as they are, empty where it is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""


def from_captions(text: str) -> str:
    r"""Return what is said in VTT or SRT captions, a line a cue.

    >>> from_captions("WEBVTT\n\n1\n00:01.000 --> 00:02.000\n<v Doctor>Any pain?</v>")
    '[Doctor] Any pain?'
    """
    cues: list[str] = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n")):
        cue = _CUE.search(block)
        if cue is None:
            continue
        words = " ".join(block[cue.end() :].split())
        words = re.sub(r"<v(?:\.[\w.]+)? ([^>]{1,60})>", r"[\1] ", words)
        cues.append(" ".join(_TAG.sub("", words).split()))
    return "\n".join(cues)


def _by_name(lines: list[tuple[str, str]]) -> dict[str, Speaker]:
    """Give each label its role; who is not called by one is told by who speaks as a clinician, and who as a patient."""
    labels = list(dict.fromkeys(label.casefold() for label, _ in lines))
    called: dict[str, Speaker] = {label: speaker for label in labels if (speaker := role(label))}
    unknown = [label for label in labels if label and label not in called]
    if len(unknown) > 1 and not called:
        return _guessed(unknown, lines)
    if unknown and not {*called.values()} & {"doctor", "patient"}:
        called[max(unknown, key=lambda label: _asking(label, lines))] = "doctor"
        unknown = [label for label in unknown if label not in called]
    if len(unknown) == 1 and len(set(called.values()) & {"doctor", "patient"}) == 1:
        called[unknown[0]] = "patient" if "doctor" in called.values() else "doctor"
    elif len(unknown) > 1 and "doctor" in called.values() and "patient" not in called.values():
        called[_telling(unknown, lines)] = "patient"
    return called


def _guessed(labels: Sequence[str], lines: list[tuple[str, str]]) -> dict[str, Speaker]:
    """Return who asks most as the clinician, and who of the others speaks most of "my" as the patient."""
    words = {label: _words_of(label, lines) for label in labels}
    asks = {label: _asking(label, lines) for label in labels}
    tells = {label: len(_OF_PATIENT.findall(text)) for label, text in words.items()}
    first = max(labels, key=lambda label: asks[label] - tells[label])
    return {first: "doctor", _telling([label for label in labels if label != first], lines): "patient"}


def _telling(labels: Sequence[str], lines: list[tuple[str, str]]) -> str:
    """Return who of several says "my" most, and of these who says most."""
    words = {label: _words_of(label, lines) for label in labels}
    return max(labels, key=lambda label: (len(_OF_PATIENT.findall(words[label])), len(words[label])))


def _words_of(label: str, lines: list[tuple[str, str]]) -> str:
    return " ".join(words for own, words in lines if own.casefold() == label)


def _asking(label: str, lines: list[tuple[str, str]]) -> int:
    """Return how much who is called by a label asks and speaks to a patient."""
    text = _words_of(label, lines)
    return text.count("?") + len(_TO_PATIENT.findall(text))
