"""What belongs together is one value: an address with its town, a firm with its founders."""

import subprocess
import sys

import pytest

from minigiants.privacy import Entity
from minigiants.privacy.find.merge import linked

GROWTH = 300
"""Megabytes that a search may take beside the model; text of 20 times the length took a gigabyte more once."""
_SEARCH = """
import resource
from minigiants.privacy import open_finder
find = open_finder()
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
list(find(["Mr. Roe came."])); before = peak()
found = sum(map(len, find(["Mary Roe of Tampa saw Dr. Lee on May 4, 2023 for her knee, which hurts less.\\n" * 1_500])))
assert found > 4_500, found
print(peak() - before)
"""


def entity(text: str, value: str, type_: str) -> Entity:
    start = text.index(value)
    return Entity(start=start, end=start + len(value), type=type_, score=0.8, recognizer="test")


@pytest.mark.parametrize(
    ("text", "parts", "whole"),
    [
        (
            "send to 12 Oak u. 9.\n Suite 7\n Altstadt\n Hungary 18695?",
            {"12 Oak u. 9.\n Suite 7": "ADDRESS", "Hungary 18695": "LOCATION"},
            "12 Oak u. 9.\n Suite 7\n Altstadt\n Hungary 18695",
        ),
        (
            "it is 97 Long Row\nPorto Velho\n, RS\n Brazil",
            {"97 Long Row": "ADDRESS", "Porto Velho": "PERSON", "Brazil": "LOCATION"},
            "97 Long Row\nPorto Velho\n, RS\n Brazil",
        ),
        ("at 5 Rue Haute\nToronto\n, ON\n 82269 now", {"5 Rue Haute": "ADDRESS"}, "5 Rue Haute\nToronto\n, ON\n 82269"),
        (
            "of Hicks, Brown and Lee in May",
            {"Hicks, Brown": "ORGANIZATION", "Lee": "PERSON"},
            "Hicks, Brown and Lee",
        ),
    ],
)
def test_parts_of_one_value_are_one(text: str, parts: dict[str, str], whole: str) -> None:
    (joined,) = linked(text, [entity(text, value, type_) for value, type_ in parts.items()])
    assert text[joined.start : joined.end] == whole


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Ann Lee and Bob Roe", {"Ann Lee": "PERSON", "Bob Roe": "PERSON"}),
        ("12 Oak Street. The pain began in Spain", {"12 Oak Street": "ADDRESS", "Spain": "LOCATION"}),
        ("Tampa, Mary Roe", {"Tampa": "LOCATION", "Mary Roe": "PERSON"}),
    ],
)
def test_what_only_stands_side_by_side_stays_apart(text: str, parts: dict[str, str]) -> None:
    assert len(linked(text, [entity(text, value, type_) for value, type_ in parts.items()])) == 2


@pytest.mark.slow
def test_a_long_text_is_searched_in_bounded_memory() -> None:
    run = subprocess.run([sys.executable, "-c", _SEARCH], capture_output=True, text=True, check=True)
    assert int(run.stdout) < GROWTH


@pytest.mark.parametrize(("text", "value", "whole"), [("He is 90+.", "90", "90+"), ("He is 65+.", "65", "65")])
def test_the_oldest_are_one_class_however_often_they_are_written_so(text: str, value: str, whole: str) -> None:
    [age] = linked(text, [entity(text, value, "AGE")])

    assert text[age.start : age.end] == whole
