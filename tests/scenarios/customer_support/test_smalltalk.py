"""Short messages mean what they say: yes, no, hello, thanks, goodbye, and "are you a bot?"."""

import time

import pytest

from minigiants import scenario
from minigiants.pipeline import Services
from scenarios.customer_support.sites import NEUTRAL
from tests.scenarios.customer_support.test_decisions import ask

SMALLTALK = scenario.load_module("customer_support", "understanding.smalltalk")
STANDARD = scenario.load_module("customer_support", "replying.standard")
WORDING = scenario.load_module("customer_support", "replying.wording")

YES = """yes
Yes please
yess pls
y
yup
yeah sure
ok
okay thank you
Sure, thank you!
absolutely
please
please do
go ahead
why not
I'd like that
i would love that
that would be nice
that'd be great, thanks
yes, a person please
yes my bike is broken and I need help today
sounds good""".splitlines()
NO = """no
No, thank you.
no need
nope that's all
no, it's fine
not now
never mind
ok, forget it
nah I'm good
no thanks, bye
ok cool I'll look elsewhere
I don't need a person
no I don't want to talk to a person
don't bother""".splitlines()
NEITHER = """ok thanks bye
please tell me about tandems
please do you have helmets
yes but when do you open?
no brakes on my bike
ok so how much is a tandem
not the red one, the blue one
I would like a helmet
fine mesh filters
do it yourself kits
great bikes""".splitlines()
KINDS = {
    "bye": ["bye", "thanks, bye", "Goodbye!", "ok thanks bye", "have a nice day"],
    "thanks": [
        "thank u",
        "ty",
        "Thanks a lot for your help!",
        "great, thank you",
        "thanks so much for your help",
        "perfect, thanks, that helped",
        "thx that's all I needed",
    ],
    "fine": ["ok", "Perfect that solved it", "got it", "great!", "that's it", "i see"],
    "hello": ["hii", "Hello there", "hi how are you", "Good morning!", "heyyy"],
    "": [
        "thanks, but how much is it?",
        "hi, do you sell lamps?",
        "good lamps",
        "that works for tandems?",
        "ok ok ok what",
    ],
}
ASKS = """are you a bot
am i speaking with a real person?
is this a bot or human
r u a bot
are you real
Are you human?
am I talking to a human or a machine?
is this an automated assistant
is this AI
you a bot?""".splitlines()
ASKS_ELSE = """are you open
can I speak with a real person?
is this bike real carbon
are you a bike shop
is this a person carrier
are there real people in the shop""".splitlines()


@pytest.mark.parametrize("said", YES)
def test_yes_in_many_words_accepts_a_person(services: Services, said: str) -> None:
    answer = ask(services, "Do you sell tandems?", WORDING.NOT_FOUND, said)

    assert (answer.action, answer.reason) == ("handoff", "asked for a person")


@pytest.mark.parametrize("said", NO)
def test_no_in_many_words_declines_and_is_not_searched_for(services: Services, said: str) -> None:
    answer = ask(services, "Do you sell tandems?", WORDING.NOT_FOUND, said)

    assert (answer.action, answer.text) == ("answer", WORDING.DECLINED)


@pytest.mark.parametrize("said", NEITHER)
def test_what_says_more_is_neither(said: str) -> None:
    assert (SMALLTALK.accepts(said), SMALLTALK.declines(said)) == (False, False)


@pytest.mark.parametrize(("kind", "said"), [(kind, said) for kind, many in KINDS.items() for said in many])
def test_pleasantries_are_known_and_nothing_else_is_taken_for_one(kind: str, said: str) -> None:
    assert SMALLTALK.pleasantry(said) == (kind or None)


@pytest.mark.parametrize("said", ASKS)
def test_who_asks_for_the_kind_is_told_honestly_and_not_handed_over(services: Services, said: str) -> None:
    assert (ask(services, said).action, ask(services, said).text) == ("answer", STANDARD.MACHINE)


@pytest.mark.parametrize("said", ASKS_ELSE)
def test_another_question_is_not_taken_for_that(said: str) -> None:
    assert STANDARD.pleasantry(said, NEUTRAL) is None


def test_no_to_anything_else_ends_the_talk(services: Services) -> None:
    assert ask(services, "Do you sell tandems?", WORDING.DECLINED, "no, that's all").text == STANDARD.GOODBYE


@pytest.mark.parametrize(
    "said",
    [
        "thank you " * 400,
        "ok thanks " * 11 + "x",
        "that is really all it really " * 4,
        "are you a bot" + " or chat bot" * 60,
    ],
)
def test_no_message_takes_long(said: str) -> None:
    started = time.process_time()

    for tell in (SMALLTALK.accepts, SMALLTALK.declines, SMALLTALK.pleasantry, SMALLTALK.asks_for_kind):
        tell(said)

    assert time.process_time() - started < 5


@pytest.mark.parametrize("said", ["Is it automatic?", "Is this real?", "Is that automated?"])
def test_a_question_about_a_product_asks_not_for_a_machine(said: str) -> None:
    assert not SMALLTALK.asks_for_kind(said)
