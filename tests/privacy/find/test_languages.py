"""Spanish and Polish go through the same calls, Spanish with a tagger; what has none says so."""

import pytest

from minigiants.privacy import Finder, Known, open_finder
from minigiants.services import open_funnel
from minigiants.settings import Settings


def found(language: str, text: str) -> list[tuple[str, str]]:
    (entities,) = open_finder(language)([text])
    return [(e.type, text[e.start : e.end]) for e in entities]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nombre: Lucía.\nApellidos: Ferrer Pons.\n", ("PERSON", "Ferrer Pons")),
        ("Remitido por: Dra. Ana M. Ruiz Soler. Alta.", ("PERSON", "Dra. Ana M. Ruiz Soler")),
        ("NHC: 485634.", ("MEDICAL_RECORD_NUMBER", "485634")),
        ("NASS: 28 12345678 90.", ("HEALTH_PLAN_NUMBER", "28 12345678 90")),
        ("NºCol: 28 28 12345.", ("LICENSE_NUMBER", "28 28 12345")),
        ("Mujer de 43 años que acude", ("AGE", "43 años")),
        ("consultó en octubre del 2005 por dolor", ("DATE", "octubre del 2005")),
        ("Domicilio: C/ del Molino, 28, 2 B.\n", ("ADDRESS", "C/ del Molino, 28, 2 B")),
        ("CP: 28013.\n", ("ZIP_CODE", "28013")),
    ],
)
def test_spanish_shapes_are_found(text: str, expected: tuple[str, str]) -> None:
    assert expected in found("es", text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Paciente mujer de 43 años que acude por dolor.", ("SEX", "mujer")),
        ("Varón de 27 años, remitido por el Dr. Ramiro Quesada Olmo.", ("SEX", "Varón")),
    ],
)
def test_the_spanish_tagger_knows_sex(text: str, expected: tuple[str, str]) -> None:
    assert expected in found("es", text)
    assert open_finder("es").limits == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("umowa zawarta z Anną Zielińską z Opola", ("PERSON", "Anną Zielińską")),
        ("numer PESEL | 740403-39776 |", ("SSN", "740403-39776")),
        ("numer paszportu: JS6-088212.", ("ID", "JS6-088212")),
        ("NIP: 060 270 26 83.", ("ID", "060 270 26 83")),
        ("numer prawa jazdy: 04 8736374.", ("LICENSE_NUMBER", "04 8736374")),
        ("numer VIN pojazdu: WVW0 0000 04RZ PEJE T.", ("VEHICLE_ID", "WVW0 0000 04RZ PEJE T")),
        ("Nr rej.: WX 22502S.", ("VEHICLE_ID", "WX 22502S")),
        ("kupujący: Zielony Las Sp. z o.o., Opole", ("ORGANIZATION", "Zielony Las Sp. z o.o.")),
        ("dnia 8 marca 1979 r.", ("DATE", "8 marca 1979")),
    ],
)
def test_polish_shapes_are_found(text: str, expected: tuple[str, str]) -> None:
    assert expected in found("pl", text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Paciente con dolor torácico, fiebre y tos de tres semanas de evolución."),
        ("pl", "Najemca zwraca lokal w stanie niepogorszonym w terminie czternastu dni."),
    ],
)
def test_a_sentence_without_personal_data_is_left_alone(language: str, text: str) -> None:
    assert found(language, text) == []


def test_what_is_kept_is_searched_in_the_language_that_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    said = "Mój PESEL to 44051401359, dowód ABC 523456, tel. 22 678 90 12, ul. Długa 7/12, 4 maja 2021."
    monkeypatch.setenv("MINIGIANTS_PRIVACY", "everywhere")
    english = open_funnel(Settings(), "document_qa")("answers", said)
    monkeypatch.setenv("MINIGIANTS_LANGUAGE", "pl")
    polish = open_funnel(Settings(), "document_qa")("answers", said)

    assert "44051401359" not in english
    assert "523456" in english
    assert "523456" not in polish
    assert "4 maja" not in polish
    assert "Długa" not in polish
    assert "678" not in polish


def test_a_language_without_a_tagger_says_so() -> None:
    assert "'pl'" in Finder("pl").limits
    assert open_finder("en").limits == ""


def test_a_known_name_that_is_a_word_is_found_small_beside_a_title_or_the_other_name() -> None:
    known = Known(names=["Jean Brown"])
    text = "good morning miss brown . the brown rash and jean brown again ; hi jean"
    (entities,) = open_finder()([text], known=known)
    assert [text[e.start : e.end] for e in entities if e.recognizer == "known" or "brown" in text[e.start : e.end]] == [
        "miss brown",
        "jean brown",
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("[doctor] hi virginia how are you doing today", ["virginia"]),
        ("[doctor] alright so dylan it took some time", ["dylan"]),
        ("[doctor] sophia brown . date of birth , three", ["sophia brown"]),
        ("[doctor] the rash may mark the skin in summer", []),
    ],
)
def test_a_first_name_is_found_in_dictation_that_is_small_all_over(text: str, names: list[str]) -> None:
    assert [value for type_, value in found("en", text) if type_ == "PERSON"] == names


def test_an_amount_of_money_is_no_identifier() -> None:
    assert found("en", "The total of 1,234.50 was paid and nothing is open.") == []
