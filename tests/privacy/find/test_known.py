"""Who and what is known beforehand is found however it is written, and ordinary words are left alone."""

import unicodedata

import pytest

from minigiants.privacy import Known
from minigiants.privacy.find.known import known_entities


def mentions(text: str, *names: str, **more: list[str]) -> list[str]:
    entities = known_entities(text, Known(names=names, numbers=more.get("numbers", ()), others=more.get("others", ())))
    return list(dict.fromkeys(text[e.start : e.end] for e in sorted(entities)))


@pytest.mark.parametrize(
    ("name", "mention"),
    [
        ("Jan Kowalski", "Kowalskiego"),
        ("Jan Kowalski", "Kowalskiemu"),
        ("Jan Kowalski", "Janowi"),
        ("Jan Kowalski", "Jana"),
        ("Jan Kowalski", "kowalskiego"),
        ("Anna Kowalska", "Kowalską"),
        ("Anna Kowalska", "Annie"),
        ("Marek Nowak", "Marka"),
        ("Marek Nowak", "Nowakiem"),
        ("Paweł Wójcik", "Pawła"),
        ("Paweł Wójcik", "Wojcika"),
        ("Jerzy Zając", "Jerzego"),
        ("Juan Núñez", "Juanito"),
        ("Juan Núñez", "nunez"),
        ("Juan Núñez", "NUNEZ"),
        ("Juan Nunez", "Núñez"),
        ("Juan Núñez", unicodedata.normalize("NFD", "Núñez")),
        (unicodedata.normalize("NFD", "Juan Núñez"), "Núñez"),
        ("Robert Johnson", "jonson"),
        ("Robert Johnson", "Johnsen"),
        ("Luis Rodriguez", "rodrigez"),
        ("John Smith", "JS"),
        ("John Smith", "J.S."),
        ("John Smith", "J. Smith"),
        ("John Smith", "Sm\u00adith"),
        ("John Smith", "Smi\u200bth"),
        ("John Smith", "Smi-\nth"),
        ("John Smith", "Smiht"),
        ("Mark Brown", "Brown"),
        ("王小明", "王小明"),
        ("王小明", "小明"),
        ("김민수", "김민수"),
    ],
)
def test_a_known_name_is_found_however_it_is_written(name: str, mention: str) -> None:
    glue = "" if mention[0] >= "\u3000" else " "

    assert mention in mentions(f"then{glue}{mention}{glue}came", name)


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (["Mark Brown"], "Coughs up brown sputum; mark the site, a brown mark."),
        (["Will Young"], "She will rest; young, art and all."),
        (["Walter Steven"], "Drinks water, seven glasses of it."),
        (["Peter Walker"], "He walked, parked and waited; it was painted."),
        (["Mary Smith"], "MS since 2010, MRI and CT were done."),
        (["John Smith"], "js and j.s. are small; JSX, USJS and JS-5 are not his."),
        (["Carol Carter"], "Crater and charter aside, a cater of food; the caret is small.".lower()),
        (["Ana Lopez"], "an analysis, any and all"),
        (["Denise Moore"], "The patient denies more pain."),
        (["Robert Hunter"], "hunger, hunted, the hunt"),
    ],
)
def test_ordinary_words_are_nobody(names: list[str], text: str) -> None:
    assert mentions(text, *names) == []


def test_other_texts_are_found_whole_and_with_any_accent() -> None:
    found = mentions(
        "of Łódz, Vane and advances, Mill\n9, Mill 95; 12\u201134", others=["Łódź", "vane", "Mill 9"], numbers=["12-34"]
    )

    assert found == ["Łódz", "Vane", "Mill\n9", "12\u201134"]


def test_offsets_are_those_of_the_text_as_it_was() -> None:
    text = unicodedata.normalize("NFD", "Señor Núñez vio a Núñez, ﬁn.")

    found = sorted(known_entities(text, Known(names=["Nunez"])))

    assert {text[e.start : e.end] for e in found} == {unicodedata.normalize("NFD", "Núñez")}
