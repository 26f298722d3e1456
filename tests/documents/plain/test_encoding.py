"""A text's code page is told by its letters and signs."""

import pytest

from minigiants.documents import read

TEXTS = [
    ("Lease with Mr Hallström-Nuñez; the deposit is 900 € and the flat 60 m².", "cp1252"),
    ("Child Chloé, 12 kg: ¼ tablet at 38,5° for two days.", "cp1252"),
    ("Le loyer s’élève à 700 € – payé d’avance.", "cp1252"),
    ("Résumé: “très bien” – 30 €", "mac_roman"),
    ("Umowa została zawarta na czas nieokreślony, czynsz płatny z góry do dziesiątego dnia miesiąca.", "cp1250"),
    ("Аренда оплачивается до первого числа каждого месяца.", "cp1251"),
    ("Fläche 38° für Zoë", "cp850"),
]


@pytest.mark.parametrize(("text", "encoding"), TEXTS, ids=lambda case: case[:20])
def test_short_texts_are_read_in_their_own_code_page(text: str, encoding: str) -> None:
    assert read(text.encode(encoding), "a.txt").pages[0].text == text
