"""Find the plates of cars where a word for a car stands before them, also several in a row."""

import re
from collections.abc import Iterator

from minigiants.types import Entity

_CAR = re.compile(
    r"\b(?:plates?|registration|registered|reg\.?|licen[cs]e|car|van|truck|lorry|scooter|motorbike|taxi|cab|vehicle"
    r"|kennzeichen|immatriculation|immatricul[ée]e?|matr[ií]cula|targat?a?|kenteken|rejestrac\w+|nr rej|auto|coche"
    r"|voiture|wagen"
    r"|samoch[oó]d|pojazd|fahrzeug|bil|drove|driving|parked|renault|peugeot|fiat"
    r"|seat|volkswagen|vw|bmw|audi|opel|skoda|tata|maruti|ford|toyota|honda)\b",
    re.IGNORECASE,
)
_PLATE = re.compile(
    r"(?<![\w-])(?:"
    r"\d{4}[ -]?[B-DF-HJ-NP-TV-Z]{3}"  # 4821 KLM, Spain
    r"|[A-Z]{2}[ -]?\d{3}[ -]?[A-Z]{2}"  # AB 123 CD, Italy; AB-123-CD, France
    r"|[A-Z]{2}-\d{2}-[A-Z]{2}|\d{2}-[A-Z]{2}-[A-Z]{2}|[A-Z]{2}-[A-Z]{2}-\d{2}|\d{1,2}-[A-Z]{2,3}-\d{1,2}"
    r"|[A-Z]-\d{3}-[A-Z]{2}|[A-Z]{2}-\d{3}-[A-Z]"  # TX-55-ZB, 12-ABC-3, X-123-YZ: the Netherlands
    r"|[A-Z]{1,3} ?\d{1,2}[A-Z]{1,2}\d{0,3}|[A-Z]{2,3} ?(?:\d{4,5}|\d{4}[A-Z]|\d{3}[A-Z]{2})"  # KR 5AB21: Poland
    r"|[A-ZÄÖÜ]{1,3}[ -][A-Z]{1,2}[ -]?\d{1,4}[EH]?"  # M AB 1234, Germany
    r")(?![\w-])"
)
_SENTENCE = re.compile(r"\n|(?<!\brej)(?<!\breg)(?<!\bnr)(?<!\bno)\.\s")
_NEAR = 60
"""Characters before a plate in which the word for a car stands."""


def plates(text: str) -> Iterator[Entity]:
    """Yield plates; "4821 KLM" is one only where a car is spoken of.

    >>> text = "Two cars: the car 4821 KLM, AB 123 CD. Dose 1000 MCG."
    >>> [text[e.start : e.end] for e in plates(text)]
    ['4821 KLM', 'AB 123 CD']
    """
    for match in _PLATE.finditer(text):
        ends = list(_SENTENCE.finditer(text, max(0, match.start() - _NEAR), match.start()))
        start = ends[-1].end() if ends else max(0, match.start() - _NEAR)
        if any(map(str.isdigit, match[0])) and _CAR.search(text, start, match.start()):
            yield Entity(start=match.start(), end=match.end(), type="VEHICLE_ID", score=0.8, recognizer="plate")
