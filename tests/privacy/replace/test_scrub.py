from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import pytest

from minigiants.privacy import Entity, Known, Policy, PrivacyError
from minigiants.privacy.replace.scrub import Scrubber
from minigiants.privacy.replace.session import Names
from minigiants.privacy.types import Act
from tests.privacy.replace.marking import Marking, Spans, entity, scrubber

TEXT = "John Smith, 93, of 02139, MRN 0042, came on July 4, 2019."
VALUES = [
    ("PERSON", "John Smith"),
    ("AGE", "93"),
    ("ZIP_CODE", "02139"),
    ("MEDICAL_RECORD_NUMBER", "0042"),
    ("DATE", "July 4, 2019"),
]


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        ("keep", TEXT),
        ("redact", "[removed], [removed], of [removed], MRN [removed], came on [removed]."),
        ("label", "<PERSON_1>, <AGE_1>, of <ZIP_CODE_1>, MRN <MEDICAL_RECORD_NUMBER_1>, came on <DATE_1>."),
        ("generalize", "<PERSON_1>, 90+, of 021, MRN <MEDICAL_RECORD_NUMBER_1>, came on 2019."),
    ],
)
def test_each_act_writes_its_own_text(act: Act, expected: str) -> None:
    assert scrubber(act, *VALUES).scrub(TEXT).text == expected


def test_replacements_index_the_new_text_and_entities_the_original() -> None:
    scrubbed = scrubber("label", *VALUES).scrub(TEXT)

    assert [TEXT[e.start : e.end] for e in scrubbed.entities] == [value for _, value in VALUES]
    assert [scrubbed.text[r.start : r.end] for r in scrubbed.replacements] == [r.text for r in scrubbed.replacements]
    assert [(r.type, r.original) for r in scrubbed.replacements] == VALUES


def test_what_is_removed_for_good_is_kept_nowhere() -> None:
    scrubbed = scrubber("redact", *VALUES).scrub(TEXT)

    assert scrubbed.restore().text == scrubbed.text
    assert [r.original for r in scrubbed.replacements] == [None] * len(VALUES)
    assert scrubbed.names.originals == {}


def test_only_the_types_that_a_policy_names_are_treated() -> None:
    policy = Policy(name="some", default="keep", acts={"PERSON": "label"})

    scrubbed = Scrubber(Marking(VALUES), policy).scrub(TEXT)

    assert scrubbed.text == TEXT.replace("John Smith", "<PERSON_1>")
    assert len(scrubbed.entities) == len(VALUES)


def test_an_entity_below_the_least_score_does_not_count() -> None:
    find = Spans(entity(0, 4, score=0.4), entity(5, 10, score=0.6))

    scrubbed = Scrubber(find, Policy(name="sure", least={"PERSON": 0.5})).scrub("John Smith")

    assert scrubbed.text == "John <PERSON_1>"


def test_an_allowed_value_stays_in_any_case_and_spacing() -> None:
    policy = Policy(name="allow", allow=["mass  general"])

    assert Scrubber(Spans(entity(0, 12, "FACILITY")), policy).scrub("Mass General here").text == "Mass General here"


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("on Project  blue today", [], "on <ID_1> today"),
        ("on Project Bluebird", [], "on Project Bluebird"),
        ("Ann Project Blue", [entity(0, 11)], "<PERSON_1>"),
        ("Project Blue", [entity(0, 12, "TITLE")], "<ID_1>"),
        ("Project Blue", [entity(0, 12)], "<PERSON_1>"),
        ("45 Project Blue", [entity(0, 10, "AGE")], "<ID_1>"),
        ("Project Blue", [entity(0, 3, "AGE"), entity(4, 9)], "<PERSON_1>"),
    ],
)
def test_a_denied_value_is_taken_out_whatever_it_touches(text: str, found: list[Entity], expected: str) -> None:
    policy = Policy(name="deny", acts={"TITLE": "keep", "AGE": "generalize"}, deny=["Project Blue"])

    assert Scrubber(Spans(*found), policy).scrub(text).text == expected


def test_a_denied_value_goes_even_where_a_policy_keeps_everything_or_allows_it() -> None:
    policy = Policy(name="keep", default="keep", deny=["Blue"], allow=["Blue"])

    assert Scrubber(Spans(), policy).scrub("Project Blue").text == "Project <ID_1>"


def test_a_stream_is_read_no_further_than_it_is_used() -> None:
    read: list[int] = []

    def texts() -> Iterator[str]:
        for number in range(1000):
            read.append(number)
            yield f"John {number}"

    stream = scrubber("label", ("PERSON", "John")).scrub_all(texts())

    assert [next(stream).text for _ in range(3)] == ["<PERSON_1> 0", "<PERSON_1> 1", "<PERSON_1> 2"]
    assert len(read) <= 4


def test_what_is_known_reaches_the_finder() -> None:
    heard: list[Known | None] = []

    class Listening(Spans):
        def __call__(self, texts: Iterable[str], *, known: Known | None = None) -> Iterator[list[Entity]]:
            heard.append(known)
            return super().__call__(texts)

    known = Known(names=["Ann"], dates=[date(2019, 7, 4)])
    Scrubber(Listening(), Policy(name="label")).scrub("Ann", known=known)

    assert heard == [known]


def test_texts_that_share_names_share_labels_and_others_do_not() -> None:
    scrub = scrubber("label", ("PERSON", "Ann"), ("PERSON", "Ben"))
    names = Names()

    assert [s.text for s in scrub.scrub_all(["Ann", "Ben", "ANN Ann"], names=names)] == [
        "<PERSON_1>",
        "<PERSON_2>",
        "ANN <PERSON_1>",
    ]
    assert [s.text for s in scrub.scrub_all(["Ann", "Ben"])] == ["<PERSON_1>", "<PERSON_1>"]


def test_a_label_that_stands_in_the_text_already_is_not_given_again() -> None:
    text = "<PERSON_1> and [Person 2] saw Ann"

    scrubbed = scrubber("label", ("PERSON", "Ann")).scrub(text)

    assert scrubbed.text == "<PERSON_1> and [Person 2] saw <PERSON_3>"
    assert scrubbed.restore().text == text
    assert scrubbed.restore("<PERSON_1> told <PERSON_3>").text == "<PERSON_1> told Ann"


def test_nothing_personal_shows_in_what_python_prints_of_a_result() -> None:
    scrubbed = scrubber("substitute", *VALUES).scrub(TEXT)

    shown = repr(scrubbed) + repr(scrubbed.names) + repr(scrubber("label", key=b"secret"))
    assert not [value for _, value in VALUES if value in shown and len(value) > 2]
    assert "secret" not in shown


@pytest.mark.parametrize(
    "value", [" " * 5000 + "x", "July" + " " * 5000 + "x", "," * 5000, "Dr. " * 5000, "7/4/2019 " * 900]
)
@pytest.mark.parametrize("act", ["label", "substitute", "shift", "generalize"])
@pytest.mark.parametrize("type_", ["PERSON", "DATE", "AGE", "ADDRESS"])
def test_an_endless_value_is_taken_out_whole(value: str, act: Act, type_: str) -> None:
    scrubbed = Scrubber(Spans(entity(0, len(value), type_)), Policy(name=act, default=act)).scrub(value)

    assert scrubbed.text == f"<{type_}_1>"
    assert scrubbed.restore().text == value


def test_names_that_are_broken_withhold_the_text_and_say_nothing_of_it() -> None:
    nobody: list[Any] = [None]
    broken = Names(people=nobody)

    with pytest.raises(PrivacyError) as raised:
        scrubber("label", ("PERSON", "Ann")).scrub("Ann", names=broken)

    assert raised.value.__context__ is None


def test_what_stays_as_it_is_is_no_replacement() -> None:
    scrubbed = scrubber("generalize", ("AGE", "45")).scrub("45 years")

    assert (scrubbed.text, scrubbed.replacements, len(scrubbed.entities)) == ("45 years", (), 1)
