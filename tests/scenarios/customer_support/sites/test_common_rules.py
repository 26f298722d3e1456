"""What the common rules hand over for safety and fraud, and what only sounds like it."""

import pytest

from minigiants import scenario
from scenarios.customer_support.sites import NEUTRAL, load_site

SHOP = load_site(scenario.load("customer_support").folder / "shop.toml")

DANGER = """feel like killing myself
I want to end it all
i don't want to live anymore
my brother is suicidal
i cant stop thinking about dying
smoke coming from charger
there are sparks flying from the plug
battery is making hissing noise and bulging
I have a swollen battery here
the charger melted overnight
my ebike caught fire in the hall
The cellar smells of gas!
a burning smell comes from the motor
your charger gave me a shock
I got a nasty shock when I touched the frame
brakes not working
brakes aren't working
my brakes dont work any more
The brakes failed downhill
front fork snapped and I flew over the bars
my daughter fell because the wheel came off
the handlebar came loose while riding
my son is in hospital after the pedal broke off
I broke my wrist because of your bike
my husband was badly injured
my wife was hurt by the pedal
we nearly crashed because of it
I can't breathe after using your spray
a toddler swallowed the button cell
my daughter ate some of the berries from the plant we bought, she is being sick
the dog chewed the granules and is vomiting now
we all got a rash after using your cream
water is coming through the ceiling of room 12!!
the bathroom is flooded""".splitlines()

FRAUD = """i didnt buy this, why am i charged
I dont recognise this charge
I did not authorise this payment
There is a payment to you on my card that I did not make
someone hacked my account
hackers got into my account
someone used my visa it wasnt me
somebody ordered three bikes in my name
phishing mail from you?
a guy phoned pretending to be your shop
got a sms in your name asking for my pin
a caller asked for my card details, was that you?
is this email really from you?
you billed me for something I never ordered
there's an unknown transaction from your shop
my account was taken over
This looks like fraud
how do i report a phishing text
my card was stolen""".splitlines()

NEITHER = """Is on fire sale today?
I was hurt by your price
fraud-proof invoice
Do you offer fraud protection for payments?
My helmet got burned in the sun
Is your frame crack warranty 5 years?
Do you sell smoke detectors from Bosch?
Which spark plugs do you have from NGK?
How long does the battery last on a charge?
Can I get a shock for my mountain bike?
I got a shock when I saw the price
The bill gave me a shock
I fell in love with this bike, is it available?
Do the brakes work in the rain?
Are the brakes not included?
I didn't buy this at your shop, can you repair it?
Do you charge for delivery if I never bought here before?
Can someone use my account to pick up a bike?
Why do you ask for my e-mail?
Where do I find the PIN of the lock?
How do I set a new password?
Do you deliver to hospitals?
Is the order free from 60 euros?
Do you have a first aid kit?
What is the weight of the front fork?
Are pedals that fell short of the norm recalled?
Can I take it all home in one box?
Is a broken lamp covered by the warranty?
Is there a fireplace in the cafe?
What is phishing?
How do parcel scams work?
Which tyres grip when it is wet?
I ate at your café and would like the recipe
Can I return it if I feel sick of the colour?
Does the water come out of the tap warm?
Is the bag fit for water running down the frame?""".splitlines()


@pytest.mark.parametrize("said", [*DANGER, *FRAUD])
def test_danger_and_fraud_go_to_a_person_at_every_site(said: str) -> None:
    assert NEUTRAL.rule_for(said) == "safety or fraud"
    assert SHOP.rule_for(said.replace("'", "\u2019").upper()) == "safety or fraud"


@pytest.mark.parametrize("said", NEITHER)
def test_what_only_sounds_like_danger_or_fraud_meets_no_such_rule(said: str) -> None:
    assert SHOP.rule_for(said) is None


PERSON = """Can I talk to a real person?
u are useless let me speak 2 a human
no bots please
No robots!
stop with the automatic replies
enough of these canned responses
representativeeee
agent agent agent!!
put your boss on
i want your manager
please connect me with an agent
I don't want to chat with a machine, I want to speak to a human""".splitlines()
UNSURE = """I don't need a bike computer
I do not want a computer on my e-bike
not a robot lawnmower, a bike
bikes with actual support for heavy people""".splitlines()
NO_PERSON = """carry a real person or just cargo?
Do I have to speak to someone before renting?
Should I talk to someone before I buy an e-bike?
do i need to contact someone to return it?
I don't want to talk to a person
How do I stop receiving automated messages?
Is the manager in on Saturdays?
Which cleaning agent do you sell?""".splitlines()


@pytest.mark.parametrize("said", PERSON)
def test_who_wants_a_person_gets_one_by_words_alone(said: str) -> None:
    assert NEUTRAL.rule_for(said, sure=True) == "asked for a person"


@pytest.mark.parametrize("said", UNSURE)
def test_words_that_may_mean_a_product_are_not_sure(said: str) -> None:
    assert NEUTRAL.rule_for(said) == "asked for a person"
    assert NEUTRAL.rule_for(said, sure=True) is None


@pytest.mark.parametrize("said", NO_PERSON)
def test_questions_about_people_meet_no_rule(said: str) -> None:
    assert NEUTRAL.rule_for(said) is None


OWN = """wheres my package
Where is my order? It should have been here on Monday.
order 48213 hasnt come
Any news on #48213?
any update on my repair?
is my bike ready?
When will my repair be ready?
are my new wheels finished?
you charged me 2x
I was billed twice
I paid twice
you took money twice
my parcel never arrived
my refund has not been paid
I still haven't received my order
my delivery is late again
cancel my order please
I want to change my appointment
please check the status of my repair
my order number is 20391
my order 7731 was supposed to come yesterday!!
Our delivery should have arrived on Monday
is my booking 4471 confirmed
I need to change the delivery address of my order
my card was charged but the webshop says the order failed""".splitlines()
ANYBODY = """how do I cancel my appointment in general?
When does my account get deleted?
How can I track my order?
Can I change my delivery address after ordering?
What happens if my parcel is damaged?
where do I enter my order number?
Do you charge double on Sundays?
Is my bike covered by your insurance?
Is my child too small for this bike?
Where can I take my bike for a repair?
Can I order 48213 stickers?
Do you have part #48213?
When can I collect my bike?
How do I close my account?
How long does a refund take?
Is my order expected to be free of charge from 60 euros on?""".splitlines()


@pytest.mark.parametrize("said", OWN)
def test_what_is_of_the_customers_own_goes_to_a_person_at_every_site(said: str) -> None:
    assert NEUTRAL.rule_for(said) == "account-specific"
    assert SHOP.rule_for(said) == "account-specific"


@pytest.mark.parametrize("said", ANYBODY)
def test_what_anybody_may_ask_is_looked_up(said: str) -> None:
    assert SHOP.rule_for(said) is None


@pytest.mark.parametrize(
    "said",
    [
        "What happens if my parcel is lost?",
        "Do I have to pay if my parcel is late?",
        "Is there a fee if my appointment is cancelled?",
    ],
)
def test_a_question_about_the_rules_is_not_about_ones_own(said: str) -> None:
    assert NEUTRAL.rule_for(said) is None
