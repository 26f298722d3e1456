"""Cut what the model wrote into lines of a note: each once, whole, and without marks, headings or empty answers."""

import re

_MARK = re.compile(r"^\s*(?:[-*•–]+|\(?\d{1,2}[.)](?=\s))\s*")
_HEADING = re.compile(
    r"^(?:(?:past |family |social |medical |surgical |drug |current )*(?:history|illnesses|operations|medications?"
    r"|drugs?|allergies|background|examination|exam|findings|results|impression|assessment|plan"
    r"|impression and plan|follow[- ]up|note|lines))\s*:?$",
    re.IGNORECASE,
)
_LED = re.compile(
    r"^(?:history|complaint|background|drugs?|medications?|allergies|examination|findings?|results|impression"
    r"|assessment|plan)(?: only)?:\s+(?=\S)"
    r"|^(?:complaint with side and place|since when|how it (?:happened|goes on)|(?:other )?symptoms"
    r"(?: that the patient does not have)?|earlier illnesses|illnesses of relatives):\s+(?=\S)",
    re.IGNORECASE,
)
"""A heading before a line of its own section, or words of the request, which say nothing more."""
_NOTHING = re.compile(
    r"^(?:nothing|none|n/?a|not (?:said|stated|mentioned|discussed|applicable|specified)|no (?:information|mention))\b"
    r"[\w\s]{0,40}[.!]?$"
    r"|:\s*(?:nothing|none|not (?:said|stated|mentioned|discussed|specified)|n/?a|unknown)\b[^.]*\.?$",
    re.IGNORECASE,
)
_SPEECH = re.compile(r"(?<![\w'-])(?:I|I'(?:m|ve|ll|d)|[Mm]y|[Mm]e|[Yy]ou(?:'\w+|r|rs)?)(?![\w'-])|\?")
_LISTED = 5
"""Commas from which a line is a list of several facts."""
_AGAIN = 2
"""How often the same line may be written before it is a circle."""


def lines_of(text: str) -> list[str]:
    r"""Return the lines of an answer.

    >>> lines_of("**Plan:**\n- Physio.\n- Physio.\n2. Allergies: None.\n* Naproxen 250 mg twice a day")
    ['Physio.', 'Naproxen 250 mg twice a day.']
    >>> lines_of("- Nothing.\n"), lines_of("Drugs: Amlodipine 10 mg")
    ([], ['Amlodipine 10 mg.'])
    """
    bare = (_bare(piece) for line in text.splitlines() for piece in _pieces(line))
    return list(dict.fromkeys(line for line in bare if line and not _HEADING.match(line) and not _NOTHING.search(line)))


def _pieces(line: str) -> list[str]:
    """Cut a list that a model ran into one line: each item is tied to what was said by itself."""
    return line.split(", ") if line.count(", ") >= _LISTED else [line]


def in_speech(line: str) -> bool:
    """Tell whether a line speaks as people do, or asks.

    >>> in_speech("I gave them to Mark."), in_speech("Vitamin B12 low, type II diabetes."), in_speech("Ring your GP.")
    (True, False, True)
    """
    return bool(_SPEECH.search(line))


def goes_in_circles(text: str) -> bool:
    r"""Tell whether a text repeats a line of its own again and again.

    >>> goes_in_circles("No cough.\nNo fever.\n"), goes_in_circles("No cough.\n- No cough.\nNo cough.\n")
    (False, True)
    """
    written = [_bare(line).casefold() for line in text.splitlines() if line.strip()]
    return any(written.count(line) > _AGAIN for line in {*written})


def _bare(line: str) -> str:
    line = _MARK.sub("", line.replace("**", "").strip()).strip(' *"')
    line = _LED.sub("", line)
    if not line or _HEADING.match(line):
        return ""
    line = line[:1].upper() + line[1:]
    return line if line.endswith((".", "!", "?", ":")) else f"{line}."
