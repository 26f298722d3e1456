"""Personal data in the forms in which people write it, beside what only looks like it."""

import pytest

from minigiants.privacy import Scrubber, load_policy, open_finder


def scrubbed(text: str, policy: str = "hipaa") -> str:
    return Scrubber(open_finder(), load_policy(policy)).scrub(text).text


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("His code is 1EG4-TE5-MK73, as of today.", "TE5"),
        ("She lives in Leeds LS6 2QT now.", "LS6"),
        ("Send it to the depot at M5V 2T6, please.", "M5V"),
        ("IMG_2231_Zahra.jpg came from Zahra Khan.", "Zahra"),
        ("He posts as u/zkhan88 every day.", "zkhan"),
        ("Find her at x.com/zkhan today.", "zkhan"),
        ("skype: mike.thorvaldsen", "thorvaldsen"),
        ("phone four oh six five five five oh one one two", "five"),
        ("She was born may fifth nineteen forty one.", "forty"),
        ("Seen march third two thousand twenty four.", "twenty"),
        ("Ring 01 42 68 53 00 after noon.", "68 53"),
        ("Ring 0044 20 7946 0958 after noon.", "7946"),
        ("Ring 617/555-0148 after noon.", "0148"),
        ("The CPF is 529.982.247-25 as filed.", "982"),
        ("hospital no 448812, seen today", "448812"),
        ("Pt #4471 was seen today.", "4471"),
        ("sort code 20-45-77 at the bank", "45-77"),
        ("d. 11/XI/2022 at home", "XI"),
        ("Ms. Wren is 104.", "104"),
        ("He is ninety three.", "ninety"),
        ("aet. 96, frail", "96"),
        ("A nonagenarian was admitted.", "nonagenarian"),
        ("She is in her late nineties.", "nineties"),
        ("YOB: 1928", "1928"),
        ("He was born in 1929.", "1929"),
    ],
)
@pytest.mark.parametrize("policy", ["hipaa", "redact"])
def test_what_people_write_is_taken_out(text: str, secret: str, policy: str) -> None:
    assert secret not in scrubbed(text, policy)


@pytest.mark.parametrize(
    "text",
    [
        "Na 138, K 4.1, Cl 101.",
        "Kenalog 40, Xarelto 20 mg.",
        "The clinic was founded in 1998.",
        "You may first try aspirin. March first to the door.",
        "[09:14] Doctor: hello [09:15] Patient: hi",
        "Count: one two three four five six seven eight nine.",
        "Take one two three times.",
        "NDC 0093-7214-01 was given.",
    ],
)
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert scrubbed(text) == text


def test_a_birth_that_gives_an_age_over_89_away_is_not_moved_either() -> None:
    assert "19" not in scrubbed("Born March 3, 1928.", "substitute")


def test_what_is_removed_for_good_has_no_label_that_could_bring_it_back() -> None:
    done = Scrubber(open_finder(), load_policy("redact")).scrub("Born in 1928.")

    assert done.text == "Born in [removed]."
    assert [new.original for new in done.replacements] == [None]
