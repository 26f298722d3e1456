"""A value that stands in its place for something else is told from one that stands for what was asked."""

import pytest

from minigiants.answering.deciding.clauses import by_others, done_to, elsewhere, other_stuff
from minigiants.answering.deciding.conditions import unsaid_condition
from minigiants.answering.deciding.enumerations import partial
from minigiants.answering.deciding.limits import another_turn, outside
from minigiants.answering.deciding.polarity import contradicted
from minigiants.answering.deciding.sought import measured

PRICES = (
    "Product: Card; Paper: cotton 600 g; Price for 100 in euros: 61.00; Price for 500 in euros: 148.00; Working days: 6"
)


@pytest.mark.parametrize(
    ("answer", "refused"), [("500 cards cost 61 euros.", True), ("500 cards cost 148 euros.", False)]
)
def test_a_value_of_another_column_is_refused(answer: str, refused: bool) -> None:
    assert bool(elsewhere("What do 500 cotton cards cost?", answer, PRICES)) is refused


def test_a_number_in_the_name_of_a_row_is_no_rival_of_its_prices() -> None:
    row = "Ticket: Family (2 + 3); Online: 29; At the door: 33"
    assert not elsewhere("What is the family ticket online?", "It is 29.", row)
    assert elsewhere("What is the family ticket at the door?", "It is 29.", row)


@pytest.mark.parametrize(
    ("question", "answer", "place", "refused"),
    [
        (
            "My visit is at 4, when do I take tablet two?",
            "Take it at 9.",
            "If your visit is before 2, take tablet two at 6; if it is later, at 9.",
            False,
        ),
        (
            "What is paid if I lose the ticket?",
            "10 euros are paid.",
            "Show the ticket within 5 minutes; otherwise 10 euros are due.",
            False,
        ),
        (
            "How long do I have to hand in the form?",
            "You have one year.",
            "Hand in the form within 30 days; otherwise one year applies.",
            True,
        ),
        ("When is the cabin let?", "From Friday to Monday.", "Otter Cabin, from Friday to Monday.", False),
        ("When is the bar open?", "At 9.", "The bar opens at 6; the hall, if it is let, at 9.", True),
    ],
)
def test_a_value_shares_the_words_of_the_case_or_the_name_before_it(
    question: str, answer: str, place: str, refused: bool
) -> None:
    assert bool(elsewhere(question, answer, place)) is refused


@pytest.mark.parametrize(
    ("count", "answer", "refused"),
    [
        (25, "Two grown-ups.", True),
        (25, "Four grown-ups.", False),
        (8, "Two grown-ups.", False),
    ],
)
def test_an_amount_that_another_clause_is_for_is_not_answered_by_this_one(
    count: int, answer: str, refused: bool
) -> None:
    place = "A walk needs two grown-ups, from twenty children on four."
    assert bool(outside(f"How many grown-ups for a walk of {count} children?", answer, place)) is refused


@pytest.mark.parametrize(
    ("question", "refused"),
    [("What does a second cup cost?", True), ("Is the first cup free?", False), ("What does a cup cost?", False)],
)
def test_what_holds_for_the_first_is_not_said_of_the_second(question: str, refused: bool) -> None:
    place = "The first cup is free, every further one 90 cents."
    assert bool(another_turn(question, "A cup is free.", place)) is refused


@pytest.mark.parametrize(
    ("answer", "refused"), [("It costs 4 pounds.", True), ("It costs 7 pounds.", False), ("It is weighed.", False)]
)
def test_an_amount_of_the_question_lies_within_the_limit_of_its_price(answer: str, refused: bool) -> None:
    place = "Parcels of up to 5 kg cost 4 pounds, heavier ones 7 pounds."
    assert bool(outside("What does a parcel of 8 kg cost?", answer, place)) is refused


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


@pytest.mark.parametrize(
    ("question", "answer", "text", "refused"),
    [
        ("Who keeps the keys?", "The caretaker does.", "The caretaker sweeps. Keys are kept by the porter.", True),
        ("Who keeps the keys?", "The porter keeps them.", "The caretaker sweeps. Keys are kept by the porter.", False),
        ("Who inspects the lift?", "Odell Lifts.", "The lift is inspected by Odell Lifts each May.", False),
        ("Who inspects the lift?", "Mira Stone.", "Mira Stone signs. The lift is inspected by Odell Lifts.", True),
        ("When is it inspected?", "In May.", "The lift is inspected by Odell Lifts each May.", False),
        ("Who pays the rent?", "The tenant.", "Rent is paid by the tenant, repairs are paid by the owner.", False),
    ],
)
def test_by_whom_something_is_done_is_who_does_it(question: str, answer: str, text: str, refused: bool) -> None:
    assert bool(by_others(question, answer, text)) is refused


@pytest.mark.parametrize(
    ("question", "answer", "refused"),
    [
        ("How much salt goes into the brine?", "It takes 40 g of brown sugar.", True),
        ("How much salt goes into the brine?", "It takes 60 g of salt.", False),
        ("How many members attended?", "There were 30 minutes of discussion.", True),
        ("How many minutes did it last?", "It lasted 30 minutes of the hour.", False),
        ("How much is the brine?", "It takes 40 g of brown sugar.", False),
    ],
)
def test_how_much_of_one_thing_is_not_how_much_of_another(question: str, answer: str, refused: bool) -> None:
    assert bool(other_stuff(question, answer)) is refused


@pytest.mark.parametrize(
    ("question", "answer", "fits"),
    [
        ("What did the bus cost?", "It cost 49 seats.", False),
        ("What did the bus cost?", "It cost 49,000 euros and has 49 seats.", True),
        ("What did the bus cost?", "It cost 49,000.", True),
        ("What does parking cost?", "It costs 2 euros for each hour.", True),
        ("How far ahead must I book?", "You must book 28 days ahead.", True),
        ("How far is the station?", "It is 28 days ahead.", False),
    ],
)
def test_a_price_is_no_count_and_a_time_no_distance(question: str, answer: str, fits: bool) -> None:
    assert measured(question, answer) is fits


@pytest.mark.parametrize(
    ("question", "answer", "place", "expected"),
    [
        ("What must I bring?", "A passport.", "Bring a passport, a visa and two photographs with you.", True),
        (
            "What must I bring?",
            "A passport, a visa and two photographs.",
            "Bring a passport, a visa and two photographs.",
            False,
        ),
        ("When is the shop open?", "On Monday.", "It is open on Monday, Thursday and Saturday.", True),
        ("Who is the clerk?", "Bob Ray.", "Ann Lee is the chair, Bob Ray the clerk, and Carl Dow a guest.", False),
        ("Which tent is the largest?", "The red one.", "Tents are red, green, and blue.", False),
        ("Is it red?", "It is red.", "Tents are red, green, and blue.", False),
        ("What does the guide cover?", "The guide covers repairs.", "The guide, dated 3 May, covers repairs.", False),
    ],
)
def test_a_part_of_a_list_is_told_from_the_one_that_was_asked_for(
    question: str, answer: str, place: str, expected: bool
) -> None:
    assert partial(question, answer, place) is expected


@pytest.mark.parametrize(
    ("question", "answer", "place"),
    [
        ("From when can we ring for news?", "After 11.", "For news let one of you call, after 11, on 960417"),
        ("How late is it open on Thursday?", "Till 8.", "Open Tue 9-6, Thu till 8"),
    ],
)
def test_a_time_after_a_comma_and_a_short_weekday_belong_to_what_was_asked(
    question: str, answer: str, place: str
) -> None:
    assert not elsewhere(question, answer, place)


@pytest.mark.parametrize(
    ("answer", "place", "dropped"),
    [
        ("The deposit is returned.", "The deposit is returned unless rent is owed.", True),
        ("The deposit is returned unless rent is owed.", "The deposit is returned unless rent is owed.", False),
        ("The deposit is returned.", "The deposit is returned, provided that the keys are handed in.", True),
        ("The deposit is returned.", "The deposit is returned within a month.", False),
        (
            "The deposit is 900 euros.",
            "The deposit is 900 euros; no pets are kept, save with leave of the owner.",
            False,
        ),
    ],
)
def test_a_condition_that_an_answer_drops_is_noticed(answer: str, place: str, dropped: bool) -> None:
    assert unsaid_condition("What becomes of the money that we paid?", answer, place) is dropped
