"""Numbers of orders are a kind of their own: a shop's policy keeps them, and amounts that are ordered are none."""

import pytest

from minigiants.privacy import Scrubber, load_policy, load_rules, open_finder
from minigiants.scenario import load

TEXT = "Where is my order 4471? Call me on 617-555-0142, Ann Lee."


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Where is my order 4471?", "4471"),
        ("Order number 10-2231 came broken.", "10-2231"),
        ("My booking #A4471 is wrong.", "A4471"),
        ("Ticket no. 8812 is still open.", "8812"),
    ],
)
def test_the_number_of_an_order_is_found(text: str, number: str) -> None:
    [[one]] = open_finder("en")([text])

    assert (one.type, text[one.start : one.end].strip("#")) == ("ORDER_NUMBER", number)


@pytest.mark.parametrize(
    "text",
    ["Please order 12 more.", "We want to order 250 flyers.", "I order 100 bags a year.", "In order to win 3 games."],
)
def test_an_amount_that_is_ordered_is_no_number_of_an_order(text: str) -> None:
    assert list(open_finder("en")([text])) == [[]]


def test_a_shop_keeps_its_orders_and_a_clinic_does_not() -> None:
    shop = load_rules(load("customer_support").folder / "privacy.toml").policy

    kept, taken = (Scrubber(open_finder("en"), policy).scrub(TEXT).text for policy in (shop, load_policy("hipaa")))

    assert kept == "Where is my order 4471? Call me on <PHONE_NUMBER_1>, <PERSON_1>."
    assert taken == "Where is my order <ORDER_NUMBER_1>? Call me on <PHONE_NUMBER_1>, <PERSON_1>."
