"""Find who speaks in the forms that transcripts have: "Doctor: …", tables, names and times on lines of their own."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from .replies import WORDS

Speaker = Literal["doctor", "patient", "other"]

_ROLES: dict[Speaker, str] = {
    "doctor": "doctor dr d doc physician clinician provider gp md nurse pa np surgeon therapist midwife pharmacist"
    " physio physiotherapist paramedic psychologist dentist consultant registrar counsellor practitioner intern"
    " attending specialist matron emt examiner",
    "patient": "patient pt p client",
    "other": "guest family mother father mom mum dad wife husband daughter son caregiver carer guest_family"
    " guest_clinician spouse parent interpreter other unknown partner sister brother friend relative grandmother"
    " grandfather grandma grandad granny nan gran aunt auntie uncle niece nephew neighbour neighbor foster",
}
"""A "resident" may be a young doctor of a hospital or who lives in a home: who asks is the one or the other."""
_CALLING = re.compile(r"\w{3,}(?:ologist|iatrist|therapist|ician|grapher)|health visitor")
"""Endings of what clinicians are called, such as "cardiologist" and "dietician"."""
_KNOWN: dict[str, Speaker] = {word: role for role, words in _ROLES.items() for word in words.split()}
_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?(?:\s?[AaPp]\.?[Mm]\.?)?"
_CLOCK = re.compile(rf"^\s*[\[(<]?{_TIME}(?:\s*(?:-->|[-–])\s*{_TIME})?[\])>]?\s*(?:[-–|]\s*)?")
_COLON = re.compile(
    r"^[ \t]*(?:\[(?P<bracket>[^\]\n]{1,40})\][ \t]*:?|<v(?:\.[\w.]+)? (?P<voice>[^>\n]{1,60})>|"
    r"\*{0,2}(?P<name>(?:\d{3} )?[^\W\d_][\w.'’ -]{0,38}?)(?P<degree>,[ ]?[A-Z][A-Za-z.]{1,5})?"
    r"(?:[ \t]*\((?P<role>[^)\n]{1,30})\))?\*{0,2}[ \t]*:(?!\d)\*{0,2})[ \t]*",
)
_STAMPED = re.compile(rf"^(?P<name>[^\W\d_][^:|\n]{{0,38}}?)[\s,]*[\[(<]?{_TIME}[\])>]?\s*(?P<rest>(?:[:–-]\s*\S.*)?)$")
"""A name with a time behind it, alone or before what is said."""
_DASH = re.compile(r"^\*{0,2}(?P<name>[^\W\d_][\w.'’ ]{0,38}?)\*{0,2}\s*(?:\s[-–—]{1,2}|[–—])\s+(?P<text>\S.*)$")
_OWN_TIME = re.compile(rf"^([^\W\d_][^\n:|]{{0,38}})\n[ \t]*([\[(]?{_TIME}[\])]?)[ \t]*$", re.MULTILINE)
_HEADS = frozenset({"speaker", "who", "name", "participant", "role", "time", "text", "transcript", "said", "words"})
_NO_NAME = (frozenset(f"{WORDS['common']} {WORDS['yes']} {WORDS['no']}".split()) - frozenset(_KNOWN)) | frozenset(
    {"told", "said", "asked", "says", "well", "okay", "ok", "sure", "thanks", "hello", "hi"}
)
"""Words of talk, of which no name consists."""
_LONGEST = 4
"""Words of a name."""

Form = Literal["colon", "row", "dash", "stamped", "alone"]
_FORMS: tuple[Form, ...] = ("colon", "row", "stamped", "dash", "alone")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Line:
    """A line, with whom it names if it is one that names a speaker."""

    text: str
    form: Form | None = None
    label: str = ""
    said: str = ""
    sure: bool = False
    """Written so that it can be nothing else, such as "[name]"."""


def spoken(transcript: str) -> Iterator[tuple[str, str]]:
    r"""Yield each turn's label and words; lines without a label go on with the turn before.

    >>> list(spoken("Ann Lee  0:03\nAny pain?\n\nBob Ray  0:05\nNo.\n\nAnn Lee  0:09\nGood."))
    [('Ann Lee', 'Any pain?'), ('Bob Ray', 'No.'), ('Ann Lee', 'Good.')]
    >>> list(spoken("Doctor - Any pain?\nPatient - No."))
    [('Doctor', 'Any pain?'), ('Patient', 'No.')]
    """
    joined = _OWN_TIME.sub(r"\1 \2", re.sub(r"\r\n?", "\n", transcript))
    lines = [_read(raw) for raw in joined.split("\n")]
    if all(x.form == "colon" and (role(x.label) or (_a_name(x.label) and " " in x.label)) for x in lines if x.text):
        lines = [replace(x, sure=True) for x in lines]
    form = _form(lines)
    counts = Counter(x.label.casefold() for x in lines if x.form == form)
    label, words = "", list[str]()
    for line in lines:
        if line.form == form and form is not None and _names(line, counts):
            if any(words):
                yield label, " ".join(words)
            label, words = line.label, [line.said]
        elif line.form == "row" and form == "row" and {*line.text.casefold().split(" | ")} <= _HEADS:
            continue
        else:
            words.append(line.text)
        words = [w for w in words if w]
    if any(words):
        yield label, " ".join(words)


def role(label: str) -> Speaker | None:
    """Return the role that a label says, such as "Dr. Lee" or "Guest_family".

    >>> role("Dr. Lee"), role("Guest_family"), role("Ann Lee"), role("Lee, MD"), role("Health visitor")
    ('doctor', 'other', None, 'doctor', 'doctor')
    """
    for word in re.split(r"[\s.,_-]+", label.casefold()):
        if word in _KNOWN:
            return _KNOWN[word]
    return "doctor" if _CALLING.search(label.casefold()) else None


def _read(raw: str) -> _Line:
    """Read a line in the first form that it can have."""
    timed = _CLOCK.match(raw)
    line = " ".join((raw[timed.end() :] if timed else raw).split())
    cells = re.sub(r"\s*\t\s*", " | ", raw.strip()) if "\t" in raw.strip() else line
    if " | " in cells and (row := _row(cells)):
        return row
    if (match := _STAMPED.match(line)) and _a_name(match["name"]):
        words = match["rest"].lstrip(":–- ")
        return _Line(text=line, form="colon" if words else "stamped", label=_bare(match["name"]), said=words, sure=True)
    if (match := _COLON.match(line)) and " - " not in (match["name"] or ""):
        label = (match["bracket"] or match["voice"] or match["name"] + (match["degree"] or "")).strip()
        label = match["role"].strip() if match["role"] and role(match["role"]) else label
        words = _CLOCK.sub("", line[match.end() :], count=1) if match["bracket"] else line[match.end() :]
        return _Line(
            text=line, form="colon", label=label, said=words, sure=not match["name"] or (bool(timed) and _a_name(label))
        )
    if (match := _DASH.match(line)) and _a_name(match["name"]):
        return _Line(text=line, form="dash", label=_bare(match["name"]), said=match["text"])
    if _a_name(line) and not re.search(r"[?!;]$|[a-z]{3}\.$", line):
        return _Line(text=line, form="alone", label=_bare(line))
    return _Line(text=line)


def _row(line: str) -> _Line | None:
    """Read a table's row: a name, and what is said; times and numbers in cells of their own do not count."""
    cells = [c.strip() for c in line.split(" | ")]
    kept = [c for c in cells if c and not re.fullmatch(rf"[\[(]?(?:{_TIME}|\d+\.?)[\])]?", c)]
    if len(kept) < 2 or not _a_name(kept[0].rstrip(":")) or kept[0].casefold() in _HEADS:
        return _Line(text=line, form="row") if {*line.casefold().split(" | ")} <= _HEADS else None
    return _Line(text=line, form="row", label=_bare(kept[0].rstrip(":")), said=" | ".join(kept[1:]))


def _form(lines: Sequence[_Line]) -> Form | None:
    """Return the form in which most of a transcript's speakers are named; a form names two of them, or has colons."""
    most: dict[Form, int] = {}
    for form in _FORMS:
        some = [x for x in lines if x.form == form and x.label]
        counts = Counter(x.label.casefold() for x in some)
        known = any(x.sure for x in some) or any(role(name) or n > 1 for name, n in counts.items())
        named = {x.label.casefold() for x in some if _names(x, counts)}
        if named and known and (form == "colon" or len(named) > 1):
            most[form] = sum(counts[name] for name in named)
    return max(most, key=lambda form: most[form], default=None)


def _names(line: _Line, counts: Counter[str]) -> bool:
    """Tell whether a line names a speaker: by its form, by role, or by being there twice."""
    sure = line.sure or line.form in ("row", "stamped")
    return bool(line.label) and (sure or bool(role(line.label)) or counts[line.label.casefold()] > 1)


def _a_name(text: str) -> bool:
    """Tell whether a text can be a speaker's name: few words, each with a capital or a role, none of talk."""
    words = re.sub(r"[,()]", " ", _bare(text)).split()
    if not words or len(words) > _LONGEST:
        return False
    low = [w.casefold().strip(".,") for w in words]
    return all(w[0].isupper() or w[0].isdigit() or n in _KNOWN for w, n in zip(words, low, strict=True)) and not (
        {*low} & _NO_NAME
    )


def _bare(name: str) -> str:
    return name.strip(" *_[]():,")
