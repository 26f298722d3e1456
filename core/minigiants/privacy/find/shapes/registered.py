"""Find numbers with check digits by Presidio's recognizers; what fails its check is none."""

from collections.abc import Callable, Iterator
from functools import cache

from minigiants.privacy.find.imports import UNUSED, without
from minigiants.privacy.find.shapes.iban import ibans
from minigiants.types import Entity

_KINDS: dict[str, tuple[tuple[str, str], ...]] = {
    "": (
        ("CreditCardRecognizer", "CREDIT_CARD"),
        ("CryptoRecognizer", "ACCOUNT_NUMBER"),
    ),
    "en": (
        ("NhsRecognizer", "MEDICAL_RECORD_NUMBER"),
        ("UsNpiRecognizer", "LICENSE_NUMBER"),
        ("MedicalLicenseRecognizer", "LICENSE_NUMBER"),
    ),
    "es": (("EsNifRecognizer", "SSN"), ("EsNieRecognizer", "SSN")),
    "pl": (("PlPeselRecognizer", "SSN"),),
}
_SURE = 0.99


@cache
def registered(language: str) -> Callable[[str], Iterator[Entity]]:
    """Return what finds the checksummed numbers of `language` and of no language."""
    with without(*UNUSED):
        from presidio_analyzer import predefined_recognizers

    recognizers = [
        (getattr(predefined_recognizers, name)(), type_) for name, type_ in (*_KINDS[""], *_KINDS.get(language, ()))
    ]

    def find(text: str) -> Iterator[Entity]:
        if not any(c.isdigit() for c in text):
            return
        yield from ibans(text)
        for recognizer, type_ in recognizers:
            for found in recognizer.analyze(text, recognizer.supported_entities, None):
                if found.score >= _SURE:  # Presidio's way to say that the check digit is right
                    yield Entity(start=found.start, end=found.end, type=type_, score=1.0, recognizer="checksum")

    return find
