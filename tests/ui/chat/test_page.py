"""The document page answers, refuses, stops, remembers and forgets."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui import fakes
from tests.ui.conftest import Open


def texts(page: AppTest) -> str:
    kinds = ("text", "caption", "markdown", "error", "warning", "info")
    return "\n".join(str(element.value) for kind in kinds for element in getattr(page, kind))


def ask(page: AppTest, question: str) -> AppTest:
    return page.chat_input[0].set_value(question).run()


def button(page: AppTest, label: str) -> AppTest:
    [found] = [b for b in page.button if b.label == label]
    return found.click().run()


def test_an_empty_house_offers_upload_and_samples(open_page: Open) -> None:
    page = open_page()

    assert not page.exception
    assert "No documents yet" in texts(page)
    assert page.file_uploader[0].label.startswith("Add documents to “My documents”")


def test_the_samples_are_loaded_with_a_line_for_each(open_page: Open) -> None:
    page = button(open_page(), "Load the sample documents")

    assert not page.exception
    assert page.selectbox[0].value == "Sample documents"
    assert "rules" in texts(page)
    assert "1 page" in texts(page)
    assert page.chat_input[0].placeholder == "Ask a question about these documents"


def test_an_upload_has_its_line_and_a_bad_file_its_reason(open_page: Open) -> None:
    page = open_page()

    page.file_uploader[0].set_value([("good.txt", b"The gate closes at nine.", "text/plain"), ("bad.pdf", b"", "")])
    page.run()

    assert not page.exception
    assert "**good\\.txt** added: text, 1 page, 1 passage" in texts(page)
    assert "**bad\\.pdf** was not added\\. The file is empty" in texts(page).replace("added. ", "added\\. ")


def test_a_question_is_answered_and_kept_for_the_next_session(filled: Open, home: Path) -> None:
    page = ask(filled(), "When are quiet hours?")

    assert not page.exception
    [talk] = fakes.engine(home).store.talks("fake")
    assert [m.role for m in fakes.engine(home).store.messages(talk.id)] == ["user", "assistant"]
    assert "unchecked" not in texts(page)

    later = filled()
    later.button(key=f"talk-{talk.id}").click().run()

    assert not later.exception
    assert "When are quiet hours?" in texts(later)


def test_what_the_check_refused_is_shown_as_refused_only(filled: Open) -> None:
    page = ask(filled(), "When are quiet hours?")

    assert "31 May 2031" not in texts(page)


def test_a_refusal_says_where_it_looked_and_offers_the_nearest_places(filled: Open) -> None:
    page = ask(filled(), "unknown: who is the mayor?")

    assert not page.exception
    assert "Not answered from your documents" in texts(page)
    assert "Looked through 1 document in “House”" in texts(page)
    assert any(b.label == "rules\\.md, page 1" for b in page.button)


def test_a_failure_is_one_sentence_without_the_question_and_can_be_asked_again(filled: Open) -> None:
    page = ask(filled(), "crash please")

    assert not page.exception
    assert "ValueError" in page.error[0].value
    assert "secret" not in texts(page)
    page.run()
    assert any(b.label == "Ask again" for b in page.button)


def test_a_thumb_and_a_detailed_rating_are_rows_that_stay(filled: Open, home: Path) -> None:
    page = ask(filled(), "When are quiet hours?")
    store = fakes.engine(home).store
    [talk] = store.talks("fake")
    answer_id = store.messages(talk.id)[1].answer_id
    assert answer_id

    page.feedback(key=f"thumb-{answer_id}").set_value(0).run()
    page.feedback(key=f"thumb-{answer_id}").set_value(1).run()

    assert [(r.criterion, r.value, r.rater) for r in store.ratings(answer_id)] == [
        ("overall", 0, "local"),
        ("overall", 1, "local"),
    ]
    assert store.ratings(answer_id)[0].model_sha256 == "ab" * 32
    assert "Your rating is saved" in texts(page)


def test_a_conversation_is_renamed_found_and_deleted(filled: Open, home: Path) -> None:
    page = ask(filled(), "When are quiet hours?")
    store = fakes.engine(home).store
    [talk] = store.talks("fake")

    page.text_input(key=f"title-{talk.id}").set_value("Noise").run()
    assert store.talk(talk.id).title == "Noise"

    page.text_input(key="search-talks").set_value("nothing like it").run()
    assert "No conversation contains these words" in texts(page)
    page.text_input(key="search-talks").set_value("QUIET").run()
    assert any(b.label == "Noise" for b in page.button)

    page.button(key=f"delete-{talk.id}").click().run()
    page.button(key="delete-talk-now").click().run()
    assert not page.exception
    assert store.talks("fake") == []


def test_collections_are_made_renamed_and_deleted(filled: Open, home: Path) -> None:
    page = filled()
    library = fakes.library(home / "index")

    page.text_input(key="collection-new").set_value("Second").run()
    assert page.selectbox[0].value == "Second"
    page.text_input(key="collection-rename-Second").set_value("Other").run()
    assert page.selectbox[0].value == "Other"
    page.text_input(key="collection-rename-Other").set_value("House").run()
    assert [info.name for info in library.collections()] == ["House", "Other"]
    assert page.warning

    page.button(key="delete-collection").click().run()
    page.button(key="delete-collection-now").click().run()

    assert not page.exception
    assert [info.name for info in library.collections()] == ["House"]


def test_a_document_is_listed_and_deleted(filled: Open, home: Path) -> None:
    page = filled()
    page.segmented_control(key="view").set_value("documents").run()
    [document] = fakes.library(home / "index").documents("House")

    page.button(key=f"delete-{document.id}").click().run()
    page.button(key="delete-document-now").click().run()

    assert not page.exception
    assert "No documents in this collection yet" in texts(page)


def test_a_search_can_be_tried_and_shows_foreign_text_as_text(filled: Open) -> None:
    page = filled()
    page.segmented_control(key="view").set_value("find").run()
    page.text_input(key="find-words").set_value("quiet hours").run()

    assert not page.exception
    assert any("rules\\.md" in b.label for b in page.button)
    assert all("a.example" not in m.value for m in page.markdown)


def test_without_a_model_the_page_says_the_command(filled: Open) -> None:
    page = filled(model=False)

    assert not page.exception
    assert "run `minigiants models pull`" in page.error[0].value
    assert page.code[0].value == "minigiants models pull"
    assert page.chat_input[0].disabled


def test_two_sessions_keep_their_own_conversation(filled: Open, home: Path) -> None:
    one, two = filled(), filled()

    ask(one, "When are quiet hours?")
    ask(two, "unknown: who is the mayor?")

    assert "mayor" not in "\n".join(t.value for t in one.text)
    assert "When are quiet hours?" not in "\n".join(t.value for t in two.text)
    assert len(fakes.engine(home).store.talks("fake")) == 2


@pytest.mark.parametrize("view", ["ask", "documents", "find"])
def test_each_view_draws_without_a_warning(filled: Open, view: str) -> None:
    page = filled()

    page.segmented_control(key="view").set_value(view).run()

    assert not page.exception


def test_a_conversation_stays_readable_when_its_documents_are_gone(filled: Open, home: Path) -> None:
    ask(filled(), "When are quiet hours?")
    [talk] = fakes.engine(home).store.talks("fake")
    fakes.library(home / "index").delete("House")

    page = filled()
    page.button(key=f"talk-{talk.id}").click().run()

    assert not page.exception
    assert "When are quiet hours?" in texts(page)
    assert page.chat_input[0].disabled


def test_a_rating_asks_once_for_the_name_that_it_is_saved_with(
    filled: Open, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MINIGIANTS_USER")
    page = ask(filled(), "When are quiet hours?")
    field = next(field for field in page.text_input if field.label == "Your name")

    field.set_value("Ann").run()
    page = ask(page, "What is the rent?")

    assert not page.exception
    assert not any(field.label == "Your name" for field in page.text_input)
