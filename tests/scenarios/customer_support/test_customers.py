"""What customers write that is no question: another language, a call for help, a number, a sign, an explanation."""

from dataclasses import replace

import pytest

from minigiants import scenario
from minigiants.pipeline import Services
from scenarios.customer_support.sites import NEUTRAL
from tests.scenarios.customer_support.test_decisions import ask

CLARIFYING = scenario.load_module("customer_support", "replying.clarifying")
LANGUAGES = scenario.load_module("customer_support", "understanding.languages")
PIPELINE = scenario.load_module("customer_support", "pipeline")
SMALLTALK = scenario.load_module("customer_support", "understanding.smalltalk")
TALK = scenario.load_module("customer_support", "understanding.talk")
WORDING = scenario.load_module("customer_support", "replying.wording")
STRICT = replace(NEUTRAL, inside=("Do you rent tandems?", "When do you open?"), outside=("Is it going to rain?",))

FOREIGN = """Hola, ¿cuánto cuesta el envío?
bonjour je voudrais retourner un casque
Bonjour, où est ma commande ?
Wo ist meine Bestellung?
Was kostet der Versand und wie lange geht es
buongiorno, quanto costa la spedizione?
Olá, onde está o meu pedido?
hallo, waar is mijn bestelling
Где мой заказ?
我的订单在哪里""".splitlines()
ENGLISH = """What does a parcel cost?
Reply as soon as possible
Same price as amazon.com?
As cheap as possible
Is the El Camino saddle in stock?
Do you sell a Ciao moped, per favore?
I bought a Der Kaiser frame for my son
Do you have un-branded tyres, size L
que
ok danke
My name is José García and I live in São Paulo
la la la""".splitlines()


@pytest.mark.parametrize("said", FOREIGN)
def test_another_language_is_told_so_in_that_language_and_offered_a_person(services: Services, said: str) -> None:
    answer = ask(services, said, site=STRICT)

    assert (answer.action, answer.reason) == ("abstain", "out of scope")
    assert answer.text == f"{LANGUAGES.foreign(said)} {WORDING.ENGLISH}".strip()


@pytest.mark.parametrize("said", ENGLISH)
def test_english_with_foreign_names_stays_english(said: str) -> None:
    assert LANGUAGES.foreign(said) is None


@pytest.mark.parametrize("said", ["sí", "oui", "ja", "Sim", "yes please", "👍"])
def test_yes_in_another_language_gets_the_person_that_was_offered(services: Services, said: str) -> None:
    first = ask(services, FOREIGN[0])

    assert ask(services, FOREIGN[0], first.text, said).reason == "asked for a person"
    assert ask(services, FOREIGN[0], first.text, FOREIGN[1]).action == "handoff"


@pytest.mark.parametrize("said", ["quiero hablar con una persona", "Ich möchte mit einem Menschen sprechen"])
def test_who_asks_for_a_person_in_another_language_gets_one(services: Services, said: str) -> None:
    assert ask(services, said).reason == "asked for a person"


@pytest.mark.parametrize("said", ["help", "Can you help me please?", "I have a quick question", "hi, i need some help"])
def test_who_calls_for_help_is_asked_what_it_is_about(services: Services, said: str) -> None:
    answer = ask(services, said, site=STRICT)

    assert (answer.action, answer.text) == ("clarify", WORDING.OPENING)


@pytest.mark.parametrize("said", ["I have a flat tyre", "help me choose a frame", "I have a question about tandems"])
def test_who_says_more_than_that_is_not(said: str) -> None:
    assert SMALLTALK.pleasantry(said) is None


@pytest.mark.parametrize(
    ("said", "words"), [("48213", "NUMBER"), ("#12-345", "NUMBER"), ("😡😡", "SORRY"), ("??", "WORDS")]
)
def test_a_message_without_a_word_is_asked_about(services: Services, said: str, words: str) -> None:
    answer = ask(services, said, site=STRICT)

    assert (answer.action, answer.text) == ("clarify", getattr(WORDING, words))


@pytest.mark.parametrize(
    ("sign", "kind"), [("👍", "fine"), ("👍🏽", "fine"), ("🙏", "thanks"), ("👋", "hello"), ("🚲", None)]
)
def test_a_sign_means_what_its_word_means(sign: str, kind: str | None) -> None:
    assert SMALLTALK.pleasantry(sign) == kind


def test_a_number_that_answers_our_question_is_looked_up(services: Services) -> None:
    asked = ask(services, "How much is that one?")

    assert ask(services, "How much is that one?", asked.text, "600").text != WORDING.NUMBER


def test_what_explains_an_unclear_message_goes_on_from_it_and_is_not_out_of_scope(services: Services) -> None:
    back = CLARIFYING.ask_back(TALK.CustomerQuestion(last="it doesn't work"), [])
    turns = TALK.read(
        [
            {"role": "user", "content": "it doesn't work"},
            {"role": "assistant", "content": back},
            {"role": "user", "content": "the light at the back"},
        ]
    )

    answer = ask(services, "it doesn't work", back, "the light at the back", site=STRICT)

    assert PIPELINE._replying(TALK.question(turns)).before == "it doesn't work"
    assert answer.reason != "out of scope"
    assert answer.trace.question == "the light at the back (This goes on from: it doesn't work)"
