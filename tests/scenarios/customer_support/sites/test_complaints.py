"""What the common rules hand over as a complaint, and what only asks about such things."""

import pytest

from scenarios.customer_support.sites import NEUTRAL

COMPLAINTS = """This is ridiculous, I've been waiting 3 weeks and nobody answers!!!
I have been waiting for my lamp for over two weeks
we are still waiting, four days now
still waiting after two months
no one ever calls me back
Nobody replied to my three mails
that's absolutely unacceptable
your service is a joke
You are pathetic
Give me my money back now!
what a rip-off
you ripped me off
I'm sick of your excuses
i am so fed up
worst shop ever. the worst customer service
Refund me or I will see my lawyer
my solicitor will write to you
I will sue you
see you in court
I'll leave a one-star review everywhere
i got the wrong item
You sent me a broken lamp
we received the completely wrong size
The mudguard arrived damaged
It came all scratched""".splitlines()

QUESTIONS = """How long is the waiting time in weeks?
Is there a waiting list of months?
What if I got the wrong item?
what do i do when it arrived damaged
Can I return it if you sent the wrong size?
How can I get my money back?
Can I have my money back within 30 days?
I want my money back
Does nobody answer on Sundays?
Which is the worst weather for the battery?
Where can I write a review?
Do you sell joke books?
Is this price a joke card offer?
I was waiting at the shop, which door is it?
Do you need a lawyer for the contract?
Who pays when a bicycle was delivered late?
Is a broken spoke covered?
My chain is broken, what does a new one cost?
This is a lovely shop""".splitlines()


@pytest.mark.parametrize("said", COMPLAINTS)
def test_a_complaint_goes_to_a_person_at_every_site(said: str) -> None:
    assert NEUTRAL.rule_for(said) in ("complaint", "account-specific")


@pytest.mark.parametrize("said", QUESTIONS)
def test_who_only_asks_about_such_things_meets_no_rule(said: str) -> None:
    assert NEUTRAL.rule_for(said) is None
