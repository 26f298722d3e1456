"""A value that stands in its place for something else is told from one that stands for what was asked."""

import pytest

from minigiants.answering.deciding.clauses import done_to, elsewhere
from minigiants.answering.deciding.polarity import contradicted

PRICES = (
    "Product: Card; Paper: cotton 600 g; Price for 100 in euros: 61.00; Price for 500 in euros: 148.00; Working days: 6"
)


@pytest.mark.parametrize(
    ("answer", "refused"), [("500 cards cost 61 euros.", True), ("500 cards cost 148 euros.", False)]
)
def test_a_value_of_another_column_is_refused(answer: str, refused: bool) -> None:
    assert bool(elsewhere("What do 500 cotton cards cost?", answer, PRICES)) is refused


@pytest.mark.parametrize(
    ("place", "refused"),
    [
        ("Notices to the landlord go to Coombe & Hart.", True),
        ("Between Bellweather Estates Ltd (the landlord) and Nadia Ferris.", False),
        ("The landlord is Bellweather Estates Ltd.", False),
    ],
)
def test_whom_something_is_done_to_is_not_who_that_is(place: str, refused: bool) -> None:
    assert bool(done_to("Who is the landlord of 14 Harrow Lane?", place)) is refused


@pytest.mark.parametrize(
    ("question", "said", "body", "evidence", "refused"),
    [
        ("Are visitors allowed?", "yes", "Visitors are not allowed.", ["Visitors are not allowed."], False),
        ("Is a dog allowed?", "yes", "A dog is allowed.", ["One cat is allowed.", "Dogs are not."], True),
        ("Is it open on Sundays?", "yes", "It is open.", ["It is open on weekdays.", "On Sundays it is closed."], True),
        ("Is smoking allowed?", "no", "Smoking is not allowed.", ["Smoking is allowed on the balcony."], True),
        ("Can I use vinegar?", "no", "Vinegar destroys the seals.", ["Vinegar destroys the seals."], False),
        ("Are there lockers?", "yes", "There are 120 lockers.", ["There are 120 lockers."], False),
    ],
)
def test_yes_and_no_are_read_against_the_evidence(
    question: str, said: str, body: str, evidence: list[str], refused: bool
) -> None:
    assert bool(contradicted(question, said, body, evidence)) is refused
