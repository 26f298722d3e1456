"""Names of other countries, and texts in other languages than the finder's."""

import pytest

from minigiants.privacy.find.abroad import abroad, is_foreign, names_somebody


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Met w/ Shanice + her social worker", ["Shanice"]),
        ("Is Ludmila's sick note here?", ["Ludmila"]),
        ("Beste Sjoerd, wil je Femke Hoekstra bellen?", ["Sjoerd", "Femke Hoekstra"]),
        ("Attendance: Femke, Tomasz, Mary-Kate O'Dowd", ["Femke", "Tomasz", "Mary-Kate O'Dowd"]),
        ("Asia and Aurora are far away; the Luna lamp is new.", []),
        ("Earl Grey costs 2.50, the Bakewell tart 3.10.", []),
    ],
)
def test_first_names_of_other_countries_are_names_and_words_are_not(text: str, names: list[str]) -> None:
    assert [text[e.start : e.end] for e in abroad(text)] == names


def test_a_small_text_has_small_names() -> None:
    text = "anyone seen tobias? ring jadwiga petridis"

    assert [text[e.start : e.end] for e in abroad(text, small=True)] == ["tobias", "jadwiga petridis"]
    assert list(abroad(text)) == []


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("De winkel is open van maandag tot en met zaterdag.", True),
        ("La livraison est gratuite à partir de 50 euros.", True),
        ("Proszę przyjmować 2 tabletki przez 7 dni, nie po jedzeniu.", True),
        ("Calle Mayor is the main street of the town.", False),
        ("Take 15 mg once a week.", False),
    ],
)
def test_a_text_in_another_language_is_told(text: str, foreign: bool) -> None:
    assert is_foreign(text) is foreign


@pytest.mark.parametrize(
    ("text", "value", "somebody"),
    [
        ("Abra la tapa y lávelo con agua.", "Abra la", False),
        ("Die Tonne vor die Tür und nicht auf den Weg.", "Tür und", False),
        ("Heute war der Dr Amrani bei uns.", "Dr Amrani", True),
        ("Née le 3 mars à Quimper, dans une ferme.", "Quimper", True),
    ],
)
def test_capitals_make_a_name_but_not_in_german(text: str, value: str, somebody: bool) -> None:
    start = text.index(value)

    assert names_somebody(text, start, start + len(value)) is somebody
