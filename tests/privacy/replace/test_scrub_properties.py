"""What holds for any text, whatever a finder marks in it."""

import string
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minigiants.privacy import TYPES, Entity, Policy
from minigiants.privacy.replace.restore import restore
from minigiants.privacy.replace.scrub import Scrubber
from minigiants.privacy.replace.session import Names, fold
from minigiants.privacy.types import Act
from tests.privacy.replace.marking import Marking, Spans, entity

REVERSIBLE: list[Act] = ["label", "substitute", "shift", "generalize", "keep"]
LIKELY = st.sampled_from(
    """
<PERSON_1>|PERSON_2|<AGE_1>|John|Smith|Dr. |J.|7/4/2019|July 4, 2019|93|02139|&lt;|\\<|[removed]|555-2368|a@b.org
""".strip().split("|")
)
ANY = st.characters()  # Lone surrogates too.
PIECES = st.lists(st.one_of(LIKELY, st.text(ANY, max_size=8), st.sampled_from([" ", ", ", "\n"])), max_size=14)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Entity]]:
    """Draw a text and any entities in it that do not overlap."""
    text, found = "", []
    for piece in draw(PIECES):
        if piece and draw(st.booleans()):
            type_ = draw(st.sampled_from(sorted(TYPES)))
            found.append(entity(len(text), len(text) + len(piece), type_))
        text += piece
    return text, found


def policies(acts: list[Act]) -> st.SearchStrategy[Policy]:
    act = st.sampled_from(acts)
    return st.builds(
        Policy, name=st.just("any"), default=act, acts=st.dictionaries(st.sampled_from(sorted(TYPES)), act)
    )


@settings(max_examples=150, deadline=None)
@given(marked(), policies(REVERSIBLE))
def test_any_text_comes_back_exactly(drawn: tuple[str, list[Entity]], policy: Policy) -> None:
    text, found = drawn

    scrubbed = Scrubber(Spans(*found), policy).scrub(text)

    assert scrubbed.restore().text == text
    assert scrubbed.restore(scrubbed.text).text == text
    assert list(scrubbed.entities) == found


@settings(max_examples=60, deadline=None)
@given(marked(), policies([*REVERSIBLE, "redact"]))
def test_replacements_are_where_they_say(drawn: tuple[str, list[Entity]], policy: Policy) -> None:
    text, found = drawn

    scrubbed = Scrubber(Spans(*found), policy).scrub(text)

    at = 0
    for r in scrubbed.replacements:
        assert at <= r.start and scrubbed.text[r.start : r.end] == r.text
        at = r.end
    originals = [text[e.start : e.end] for e in found]
    assert [r.original for r in scrubbed.replacements if r.original is not None and r.original not in originals] == []


@settings(max_examples=50, deadline=None)
@given(marked())
def test_a_text_without_personal_data_is_not_changed_a_second_time(drawn: tuple[str, list[Entity]]) -> None:
    text, found = drawn
    names = Names()
    labelled = Scrubber(Spans(*found), Policy(name="label")).scrub(text, names=names)

    again = Scrubber(Spans(), Policy(name="label")).scrub(labelled.text, names=names)

    assert again.text == labelled.text
    assert again.restore().text == labelled.text


VALUES = st.one_of(
    st.text(string.ascii_uppercase + "äéßжд李", min_size=4, max_size=12),
    st.text(string.digits, min_size=4, max_size=12),
    st.from_regex(r"[A-Z][a-z]{3,8} [A-Z][a-z]{3,8}", fullmatch=True),
)
SOLID = sorted(set(TYPES) - {"DATE", "YEAR", "AGE"})
NAMELESS = st.sampled_from(sorted(set(SOLID) - {"PERSON"}))


@pytest.mark.parametrize("act", ["label", "redact", "substitute"])
@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_no_value_survives(act: Act, data: Any) -> None:
    values = data.draw(st.lists(st.tuples(st.sampled_from(SOLID), VALUES), min_size=1, max_size=5))
    values = list({fold(value): (type_, value) for type_, value in values if value not in TYPES}.values())
    text = data.draw(st.text(" .,;\n", min_size=1, max_size=3)).join(value for _, value in values)

    scrubbed = Scrubber(Marking(values), Policy(name=act, default=act)).scrub(text)

    written = " ".join(r.text for r in scrubbed.replacements)
    assert [v for _, v in values if v in written and v not in "_".join(TYPES)] == []


@settings(max_examples=25, deadline=None)
@given(st.lists(marked(), max_size=4), policies(REVERSIBLE))
def test_names_come_back_whole_from_their_written_form(texts: list[tuple[str, list[Entity]]], policy: Policy) -> None:
    names = Names()
    for text, found in texts:
        Scrubber(Spans(*found), policy).scrub(text, names=names)

    assert Names.from_json(names.to_json()) == names


@settings(max_examples=80, deadline=None)
@given(st.lists(st.one_of(LIKELY, st.text(ANY, max_size=8))))
def test_where_nothing_is_known_nothing_is_put_back(pieces: list[str]) -> None:
    text = "".join(pieces)

    restored = restore(text, Names())

    assert restored.text == text
    assert restored.repaired == ()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(NAMELESS, VALUES), min_size=1, max_size=5, unique_by=lambda v: fold(v[1])))
def test_a_model_that_repeats_the_text_gives_the_originals(values: list[tuple[str, str]]) -> None:
    text = ". ".join(value for _, value in values)

    scrubbed = Scrubber(Marking(values), Policy(name="label")).scrub(text)

    assert fold(scrubbed.restore(f"{scrubbed.text} Yes.").text) == fold(f"{text} Yes.")
