"""The customer's page and the desk: two sessions that meet in one talk."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from minigiants import documents
from minigiants.settings import Settings
from minigiants.store import OPEN, Store
from tests.store.conftest import whole_answer
from tests.ui import fakes

CUSTOMER = """
from dataclasses import replace
from pathlib import Path
from minigiants import scenario
from scenarios.customer_support import pages
from tests.scenarios.customer_support.helpdesk.conftest import scripted
from tests.ui import fakes

shown = replace(scenario.load("customer_support"), pipeline=scripted)
pages.support_page(shown, fakes.engine(Path({home!r})))
"""
DESK = """
from pathlib import Path
from scenarios.customer_support import pages
from tests.ui import fakes

pages.desk_page(fakes.engine(Path({home!r})))
"""
HELPED = """
from types import SimpleNamespace
from minigiants.store import OPEN, Store
from scenarios.customer_support.pages._reply import _ask_for_thumb

store = Store({url!r}, through=OPEN)
_ask_for_thumb(SimpleNamespace(store=store), store.answer("a1"))
"""
ARTICLE = b"# Delivery\n\nA parcel costs 4.90 euros."

Open = Callable[[str], AppTest]


@pytest.fixture
def open_page(home: Path, reading: documents.FileReader) -> Open:
    """Return a function that opens a page over one home folder with one article."""
    from minigiants.ingestion import ingest

    fakes.wait_for(fakes.engine(home))
    list(ingest(fakes.library(home / "index"), [("delivery.md", ARTICLE)], collection="shop", reader=reading))

    def opened(script: str) -> AppTest:
        if not (home / "sites").exists():
            add_site(home, "shop")
        return AppTest.from_string(script.format(home=str(home)), default_timeout=60).run()

    return opened


def press(page: AppTest, label: str) -> AppTest:
    return next(b for b in page.button if b.label == label).click().run()


def chosen(desk: AppTest, said: str) -> AppTest:
    """Click the talk in which that was said, once its words are searched, which happens behind the page's back."""
    for _ in range(3000):
        found = [b for b in desk.button if said in b.label]
        if found:
            return found[0].click().run()
        time.sleep(0.01)
        desk.run()
    raise AssertionError(f"no talk with {said!r} on the desk: {labels(desk)}")


def labels(page: AppTest) -> list[str]:
    return [b.label for b in page.button]


def texts(page: AppTest) -> list[str]:
    return [t.value for t in page.text]


def test_a_person_is_one_press_away_before_the_first_word(open_page: Open) -> None:
    page = press(open_page(CUSTOMER), "Talk to a person")

    assert not page.exception
    assert "Your place in the queue: 1" in page.info[0].value


def test_a_question_is_answered_and_kept_when_the_page_is_opened_again(open_page: Open) -> None:
    page = open_page(CUSTOMER)
    page.chat_input[0].set_value("What does a parcel cost?").run()

    assert "You said: What does a parcel cost?" in texts(page)
    assert "Talk to a person" in labels(page)


def test_a_thumb_down_asks_the_customer_why_and_keeps_it_as_a_reason(home: Path) -> None:
    store = Store(Settings().database_url, through=OPEN)
    store.save_answer(whole_answer("a1"), scenario="customer_support", request={})
    page = AppTest.from_string(HELPED.format(url=Settings().database_url), default_timeout=30).run()

    page.feedback(key="helped-a1").set_value(0).run()
    page.pills(key="reason-a1").set_value("off topic").run()
    ratings = [(r.rater, r.value, r.reason, r.comment) for r in store.ratings("a1")]
    store.close()

    assert not page.exception
    assert ratings == [("customer", 0, "", ""), ("customer", 0, "off topic", "")]
    assert any("It is not what I asked" in caption.value for caption in page.caption)


def test_customer_and_agent_meet_in_one_talk(open_page: Open) -> None:
    customer = open_page(CUSTOMER)
    customer.chat_input[0].set_value("I want a person").run()
    assert "Your place in the queue: 1" in customer.info[0].value

    desk = press(chosen(open_page(DESK), "I want a person"), "Take over")
    desk.text_area[0].set_value("This is Ann. How can I help?")
    desk = press(desk, "Send")
    customer.run()

    assert not desk.exception
    assert "This is Ann. How can I help?" in texts(customer)
    assert "A person is with you" in customer.success[0].value


def test_an_agent_begins_with_a_saved_reply_and_changes_it(open_page: Open, home: Path) -> None:
    customer = open_page(CUSTOMER)
    customer.chat_input[0].set_value("I want a person").run()
    site = home / "sites" / "shop.toml"
    site.write_text("replies = ['Hello, this is the shop.']\n" + site.read_text("utf-8"), "utf-8")

    desk = press(chosen(open_page(DESK), "I want a person"), "Take over")
    desk.selectbox[0].set_value("Hello, this is the shop.").run()
    assert desk.text_area[0].value == "Hello, this is the shop."
    desk.text_area[0].set_value("Hello, this is Ann of the shop.")
    desk = press(desk, "Send")
    customer.run()

    assert not desk.exception
    assert "Hello, this is Ann of the shop." in texts(customer)


def test_an_agent_labels_a_talk_and_looks_at_those_with_one_label_only(open_page: Open) -> None:
    for said in ("I want a person for my refund", "I want a person for my lamp"):
        open_page(CUSTOMER).chat_input[0].set_value(said).run()
    chosen(open_page(DESK), "my lamp")
    desk = chosen(open_page(DESK), "my refund")
    assert desk.multiselect[0].options == ["refund"]
    desk.multiselect[0].set_value(["refund"]).run()

    [row] = [label for label in labels(desk) if "my refund" in label]
    assert "badge[refund]" in row
    desk = open_page(DESK)
    desk.pills(key="desk-label").set_value("refund").run()

    assert not desk.exception
    assert [label for label in labels(desk) if "my refund" in label]
    assert not [label for label in labels(desk) if "my lamp" in label]


def test_who_comes_while_the_desk_is_open_is_marked_as_new_until_looked_at(open_page: Open) -> None:
    desk = open_page(DESK)
    press(open_page(CUSTOMER), "Talk to a person")
    desk.run()
    [row] = [b for b in desk.button if "asked for a person" in b.label]
    assert row.icon == ":material/fiber_new:"

    desk = row.click().run()

    assert [b.icon for b in desk.button if "asked for a person" in b.label] == [""]


def test_a_solved_talk_becomes_an_article_once_a_person_approves(open_page: Open, home: Path) -> None:
    customer = open_page(CUSTOMER)
    customer.chat_input[0].set_value("May a person bring a dog?").run()
    desk = press(chosen(open_page(DESK), "dog"), "Take over")
    desk.text_area[0].set_value("Dogs are welcome on a lead.")
    desk = press(press(desk, "Send"), "Solved")
    desk.segmented_control[0].set_value("proposals").run()
    assert "May a person bring a dog?" in texts(desk)
    assert any("article" in caption.value for caption in desk.caption)
    desk = press(desk, "Approve")

    assert not desk.exception
    names = [info.name for info in fakes.library(home / "index").documents("shop")]
    assert "Approved answers.md" in names


def test_the_desk_keeps_the_articles_and_says_how_they_fare(open_page: Open) -> None:
    page = open_page(DESK)
    page.segmented_control[0].set_value("knowledge").run()

    assert not page.exception
    assert any("given" in value for value in texts(page))
    assert "delivery.md" in texts(page)
    assert "Delete this collection" in labels(page)


def test_a_customer_sees_no_other_customers_words_and_can_change_no_article(open_page: Open) -> None:
    first, second = open_page(CUSTOMER), open_page(CUSTOMER)
    first.chat_input[0].set_value("My name is Zebulon Quick").run()

    second.run()

    assert any("Zebulon" in value for value in texts(first))
    shown = "\n".join([*texts(second), *labels(second), *(m.value for m in second.markdown)])
    assert "Zebulon" not in shown
    assert not [label for label in labels(second) if "elete" in label or "Manage" in label]
    assert not second.segmented_control
    assert not second.selectbox
    assert not second.text_input


def test_a_site_is_asked_whatever_other_collections_there_are(open_page: Open, home: Path) -> None:
    fakes.library(home / "index").create("private papers")
    add_site(home, "shop")

    page = open_page(CUSTOMER)

    assert not page.selectbox
    assert not page.chat_input[0].disabled


def test_without_a_shop_no_collection_is_open_to_customers(open_page: Open, home: Path) -> None:
    fakes.library(home / "index").create("confidential lease")
    (home / "sites").mkdir()

    page = open_page(CUSTOMER)

    assert not page.exception
    assert page.chat_input[0].disabled
    assert "Load the sample shop" in labels(page)
    assert "Talk to a person" in labels(page)
    assert "confidential" not in "".join([*texts(page), *labels(page), *(m.value for m in page.markdown)])


@pytest.mark.parametrize("text", ["name = ", "name = 'Shop'\ncollection = 'shop'\nkolor = 1", "name = 'Shop'"])
def test_a_mistake_in_the_only_sites_file_opens_no_collection_to_customers(
    open_page: Open, home: Path, text: str
) -> None:
    fakes.library(home / "index").create("private papers")
    (home / "sites").mkdir()
    (home / "sites" / "shop.toml").write_text(text)

    page = open_page(CUSTOMER)

    assert not page.exception
    assert not page.selectbox
    assert page.chat_input[0].disabled
    assert "Talk to a person" in labels(page)
    if text != "name = 'Shop'":
        assert "'shop.toml'" in page.error[0].value
        assert "Load the sample shop" not in labels(page)


def test_the_desk_says_which_sites_file_has_a_mistake(open_page: Open, home: Path) -> None:
    add_site(home, "shop")
    (home / "sites" / "yard.toml").write_text("name = ")

    page = open_page(DESK)
    page.segmented_control[0].set_value("knowledge").run()

    assert "'yard.toml'" in page.error[0].value
    assert not open_page(CUSTOMER).error


def test_customers_choose_among_shops_by_name_and_each_has_a_talk_of_its_own(open_page: Open, home: Path) -> None:
    add_site(home, "shop")
    add_site(home, "other")
    page = open_page(CUSTOMER)
    assert page.selectbox[0].options == ["The other", "The shop"]

    page.selectbox[0].set_value("shop").run()
    page.chat_input[0].set_value("What does a parcel cost?").run()
    assert "You said: What does a parcel cost?" in texts(page)
    page.selectbox[0].set_value("other").run()

    assert texts(page) == ["Hello! What can I help you with?"]
    assert "Talk to a person" in labels(page)
    assert page.chat_input[0].disabled


def test_a_new_user_finds_the_sample_shop(tmp_path: Path) -> None:
    page = AppTest.from_string(CUSTOMER.format(home=str(tmp_path / "new")), default_timeout=60).run()
    while "Load the sample shop" not in labels(page):
        page.run()

    press(page, "Load the sample shop")

    assert not page.exception
    assert not page.selectbox
    assert not page.chat_input[0].disabled


@pytest.mark.parametrize("broken", [False, True], ids=["opening", "broken"])
def test_a_person_is_there_while_the_articles_open_and_when_they_cannot(tmp_path: Path, *, broken: bool) -> None:
    script = CUSTOMER.replace("fakes.engine(", f"fakes.closed(broken={broken}, home=")
    page = AppTest.from_string(script.format(home=str(tmp_path / "home")), default_timeout=60).run()

    press(page, "Talk to a person")
    page.chat_input[0].set_value("Is anybody there?").run()

    assert not page.exception
    assert "Your place in the queue: 1" in page.info[0].value
    assert "Is anybody there?" in texts(page)


def add_site(home: Path, collection: str) -> None:
    (home / "sites").mkdir(exist_ok=True)
    (home / "sites" / f"{collection}.toml").write_text(
        f"name = 'The {collection}'\ncollection = '{collection}'\nlabels = ['refund']\npause = 0\n"
    )


def test_the_page_is_the_shops_own_with_its_greeting_before_the_first_question(open_page: Open, home: Path) -> None:
    add_site(home, "shop")
    file = home / "sites" / "shop.toml"
    file.write_text(f"{file.read_text()}\ncolour = '#0b5c8a'\ngreeting = 'Good day from the shop.'\n")

    page = open_page(CUSTOMER)

    assert not page.exception
    assert [title.value for title in page.title] == ["The shop"]
    assert "Good day from the shop." in [text.value for text in page.text]
    assert "#0b5c8a" in "".join(str(getattr(element, "body", "")) for element in page.get("html"))


def test_nobody_takes_a_talk_over_without_a_name(open_page: Open) -> None:
    open_page(CUSTOMER).button(key="talk-to-a-person").click().run()
    desk = open_page(DESK)
    [case] = [button for button in desk.button if str(button.key).startswith("case-")]

    desk = case.click().run().text_input(key="agent").set_value("").run()
    [take] = [button for button in desk.button if button.label == "Take over"]

    assert not desk.exception
    assert take.disabled
