"""Made-up notes: spans where the values stand, the same for the same seed, nothing personal in what counts as clean."""

import os
import random
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from stdnum import iban, luhn

from benchmarks.privacy import numbers
from benchmarks.privacy.impersonal import impersonal
from benchmarks.privacy.injection import HELD_OUT, carriers, inject
from benchmarks.privacy.values import PLAIN, Values
from minigiants.privacy import TYPES

ROOT = Path(__file__).parents[2]
NOTE = "The knee is stable. He met Ann Roe in Ohio. He takes Lasix. There is no edema, and he takes the drug there."


@pytest.mark.parametrize("held_out", [False, True])
def test_samples_hold_every_type(held_out: bool) -> None:
    samples = inject([NOTE], seed=3, count=500, held_out=held_out)

    types = Counter(span.type for sample in samples for span in sample.spans)

    assert set(types) == set(TYPES) - {"ORDER_NUMBER", "KINSHIP", "SEX"}  # of shops, and of Spanish texts


def test_a_fifth_of_the_samples_or_a_little_less_holds_nothing() -> None:
    samples = inject([], seed=4, count=400)

    # Ages and years stand in some that have nothing else.
    kept = [s for s in samples if all(span.type in ("AGE", "YEAR") for span in s.spans)]

    assert 0.15 < len(kept) / len(samples) < 0.35


def test_the_same_seed_writes_the_same() -> None:
    assert inject([NOTE], seed=5, count=30) == inject([NOTE], seed=5, count=30)
    assert inject([NOTE], seed=5, count=30) != inject([NOTE], seed=6, count=30)


def test_the_same_seed_writes_the_same_in_every_process() -> None:
    script = "from benchmarks.privacy.injection import inject; print(inject([], seed=1, count=60))"
    folders = os.pathsep.join(["core", ".", *sys.path])

    written = [
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": folders},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]

    assert written[0] == written[1]


def test_spans_are_trimmed_and_lie_in_the_text() -> None:
    for sample in inject([NOTE], seed=7, count=200):
        for span in sample.spans:
            value = sample.text[span.start : span.end]
            assert value and value == value.strip()


def test_no_slot_stays_open() -> None:
    assert not [s.id for s in inject([NOTE], seed=8, count=300) if re.search(r"[{}]", s.text)]


def test_carriers_are_many_and_clean_ones_have_no_personal_slots() -> None:
    kinds = carriers()
    personal = [line for kind, lines in kinds.items() if kind != "plain" for line in lines]

    assert len(set(personal)) == len(personal) >= 120
    for line in kinds["plain"]:
        assert set(re.findall(r"\{(\w+)\}", line)) <= {*PLAIN, "AGE", "YEAR"}


def test_what_is_measured_with_was_not_learned_from() -> None:
    lines = carriers()["question"]
    # Without slots at their start, carriers tell themselves apart by their first words.
    openings = {line: line.split("{")[0] for line in lines if len(line.split("{")[0]) > 12}
    learned = " ".join(s.text for s in inject([], seed=9, count=600)).lower()

    held_out = [opening for line, opening in openings.items() if lines.index(line) % HELD_OUT == 0]

    assert held_out
    assert not [opening for opening in held_out if opening.lower() in learned]


def test_sentences_that_tell_of_somebody_are_left_out() -> None:
    kept = impersonal([NOTE, "Seen on 3/4/2021. A 70-year-old. Lasix helps.", "It was May. He is at the clinic."])

    assert kept == [
        ["The knee is stable.", "He takes Lasix.", "There is no edema, and he takes the drug there."],
        ["Lasix helps."],
        [],
    ]


def test_numbers_have_right_check_digits() -> None:
    values, chance = Values(1), random.Random(1)
    for _ in range(30):
        assert luhn.is_valid(re.sub(r"\D", "", values("CREDIT_CARD").text))
        assert iban.is_valid(values("IBAN_CODE").text)
        assert luhn.is_valid(numbers.imei(chance))
        assert luhn.is_valid(f"80840{numbers.npi(chance)}")
        vin = numbers.vin(chance)
        assert numbers.checked_vin(vin) == vin


def test_titles_stand_outside_of_names() -> None:
    values = Values(2)
    people = [values(slot) for slot in ("PATIENT", "DOCTOR") for _ in range(200)]

    assert any(person.before for person in people)
    assert not [p for p in people if re.match(r"(Dr|Mr|Mrs|Ms|Prof)\b\.? ", p.text)]
