"""Ask questions and show the conversation: drafts as drafts, answers as answers."""

import contextlib
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from minigiants.types import Answer
from minigiants.ui.chat.again import NextQuestion, offer_as_typed, wish_waiting
from minigiants.ui.chat.answer import show_answer, show_refusal
from minigiants.ui.chat.draft import Draft
from minigiants.ui.chat.hints import offer_questions
from minigiants.ui.chat.ignored import ask_why_ignored
from minigiants.ui.chat.scope import choose_documents
from minigiants.ui.chat.talks import current_talk, keep_talk
from minigiants.ui.chat.trace import show_trace
from minigiants.ui.documents.source import Place, show_source
from minigiants.ui.rating.form import show_rating
from minigiants.ui.shell import Backend, ask_name, in_words, known_name, plain, shorten
from minigiants.watch import measured

if TYPE_CHECKING:
    from minigiants.retrieval import DocumentInfo
    from minigiants.scenario import Scenario
    from minigiants.store import Message, Talk

LONGEST = 2000
ENDING = 5.0
"""Seconds that a page waits for an earlier run of the same talk, which ends at the draft's next event."""
_answering: dict[str, threading.Event] = {}
"""Talks that a run of some page answers in just now, each with what is set when it is through."""
_NOBODY = threading.Event()
_NOBODY.set()
_AVATARS = {"user": ":material/person:", "assistant": ":material/menu_book:", "agent": ":material/support_agent:"}


def conversation(engine: Backend, scenario: "Scenario", collection: str, *, ready: bool) -> None:
    """Show the talk on the page and answer the next question about `collection`."""
    talk = current_talk(engine.store)
    busy = talk is not None and not _answering.get(talk.id, _NOBODY).wait(ENDING)
    messages = engine.store.messages(talk.id) if talk else []
    documents = _documents(engine, collection)
    hint = st.empty()
    if not messages:
        with hint.container():
            _welcome(engine, collection, documents, ready=ready)
    for number, message in enumerate(messages):
        with st.chat_message(message.role, avatar=_AVATARS[message.role]):
            _show_message(engine, scenario, message, f"{message.answer_id or number}")
    chosen = choose_documents([info.name for info in documents], collection) if ready else ()
    question = st.chat_input(
        "Ask a question about these documents", disabled=busy or not ready, submit_mode="disable", max_chars=LONGEST
    )
    wish = NextQuestion(question=question) if question else wish_waiting()
    if wish and wish.question.strip() and ready and not busy:
        hint.empty()
        _ask(engine, scenario, talk, collection, replace(wish, documents=chosen))
    elif busy:
        st.caption("This question is being answered in another window. The answer will appear here.")
        st.button("Refresh", icon=":material/refresh:")
    elif talk and messages and messages[-1].role == "user" and ready:
        _ask_again(engine, scenario, talk, collection, messages[-1].text)


def _welcome(engine: Backend, collection: str, documents: "Sequence[DocumentInfo]", *, ready: bool) -> None:
    st.caption("Ask in plain words. You get an answer that shows its sources, or an honest “not in your documents”.")
    if engine.library and ready:
        offer_questions(engine.library, collection, documents)


def _ask(engine: Backend, scenario: "Scenario", talk: "Talk | None", collection: str, wish: NextQuestion) -> None:
    """Keep a question and answer it; one that stands in the talk already is only answered."""
    st.session_state.pop("reports", None)
    try:
        talk = talk or _start(engine, scenario, collection, wish.question)
        if not wish.again:
            engine.store.add_message(talk.id, "user", wish.question)
    except Exception as error:  # noqa: BLE001 - such as a full disk: what can't be kept is not asked
        st.error(in_words(error), icon=":material/error:")
        return
    if not wish.again:
        with st.chat_message("user", avatar=_AVATARS["user"]), st.container(key="question-now"):
            st.text(wish.question)
    _answer(engine, scenario, talk, collection, wish)


def _start(engine: Backend, scenario: "Scenario", collection: str, question: str) -> "Talk":
    # Given whole, for a cut may leave half of a number, which nobody takes for personal.
    talk = engine.store.start_talk(scenario.name, collection, question)
    engine.store.rename_talk(talk.id, shorten(talk.title, 80))
    keep_talk(talk.id)
    return talk


def _ask_again(engine: Backend, scenario: "Scenario", talk: "Talk", collection: str, question: str) -> None:
    """Offer to answer a question that was left without one, after a failure or a crash."""
    place = st.empty()
    with place.container():
        st.caption("This question has no answer yet.")
        again = st.button("Ask again", icon=":material/refresh:", key=f"again-{talk.id}")
    if again:
        place.empty()
        _answer(engine, scenario, talk, collection, NextQuestion(question=question, again=True))


def _answer(engine: Backend, scenario: "Scenario", talk: "Talk", collection: str, wish: NextQuestion) -> None:
    """Run the pipeline under the reader's eyes, keep what comes of it, and show the page anew."""
    # Emptied first: what stood here in another conversation would stay on the screen until the model is done.
    fresh = st.empty().container()
    with fresh, st.chat_message("assistant", avatar=_AVATARS["assistant"]), st.container(key="draft"):
        # A click starts the page anew, which ends this run at the draft's next event, and with it the model's work.
        st.button("Stop", icon=":material/stop_circle:", key="stop")
        draft = Draft()
        request = wish.request(collection, engine.store.messages(talk.id))
        with _announce_answering(talk):
            answer = _run(engine, scenario, talk, request, draft)
            try:
                if answer:
                    kept = wish.kept(collection, answer)
                    engine.store.save_answer(answer, scenario=scenario.name, request=kept, talk_id=talk.id)
                    engine.store.add_message(talk.id, "assistant", answer.text, answer_id=answer.id)
            except Exception as error:  # noqa: BLE001 - such as a text that can't be searched for personal data
                draft.fail(in_words(error))
                return
    if answer:
        st.rerun()


@contextlib.contextmanager
def _announce_answering(talk: "Talk") -> Iterator[None]:
    """Let other runs know: Streamlit starts the next one before this one has ended."""
    through = _answering[talk.id] = threading.Event()
    try:
        yield
    finally:
        if _answering.get(talk.id) is through:
            del _answering[talk.id]
        through.set()


def _run(engine: Backend, scenario: "Scenario", talk: "Talk", request: dict[str, Any], draft: Draft) -> Answer | None:
    ended = False
    try:
        while engine.state in ("opening", "loading"):
            draft.wait("The model is still being loaded. Your question comes next.")
            time.sleep(0.2)
        if engine.services is None:
            ended = True
            draft.fail(engine.problem)
            return None
        services = engine.services.behind(engine.funnel(scenario.name))
        answer = measured(scenario.name, scenario.pipeline)(request, services, on_event=draft)
        ended = True
    except Exception as error:  # noqa: BLE001 - the page says it; the question stays and can be asked again
        ended = True
        draft.fail(in_words(error))
        return None
    else:
        return answer
    finally:
        # Streamlit ends a run by an exception of its own that is no Exception; from then on nothing of it works.
        if not ended:
            _keep_draft(engine, talk, draft.text)


def _keep_draft(engine: Backend, talk: "Talk", text: str) -> None:
    """Keep what was written until the stop, or only that it was stopped."""
    if engine.funnel(talk.scenario).on("answers"):
        text = text.rpartition(" ")[0]  # half a number is not found
    try:
        engine.store.add_message(talk.id, "assistant", text, stopped=True)
    except Exception:  # noqa: BLE001 - a text that can't be searched is not kept; the stop itself must go on
        engine.store.add_message(talk.id, "assistant", "", stopped=True)


def _show_message(engine: Backend, scenario: "Scenario", message: "Message", key: str) -> None:
    if message.role == "user":
        with st.container(key=f"question-{key}"):
            st.text(message.text)
    elif message.stopped:
        st.caption(":material/stop_circle: You stopped this answer. The draft was not checked, so do not rely on it.")
        if message.text.strip():
            with st.expander("Show the unfinished draft", type="compact"):
                st.text(message.text)
    elif message.answer_id:
        _show_saved(engine, scenario, message.answer_id, key)
    else:
        st.text(message.text)


@st.fragment
def _show_saved(engine: Backend, scenario: "Scenario", answer_id: str, key: str) -> None:
    answer = engine.store.answer(answer_id)
    collection = answer.trace.collection if answer.trace else ""
    documents = _documents(engine, collection)

    def show(place: Place) -> None:
        if engine.library:
            show_source(engine.library, place)

    offer_as_typed(answer, key)
    if answer.action == "answer":
        show_answer(answer, collection, key, on_open=show)
        for step in answer.trace.steps if answer.trace else ():
            st.caption(f":material/calculate: {plain(step)}")
        with st.popover("Copy", icon=":material/content_copy:", type="tertiary", key=f"copy-{key}"):
            st.code(answer.text, language=None, wrap_lines=True)
    else:
        show_refusal(answer, len(documents), key, on_open=show)
    why = st.expander(
        "Why this answer?" if answer.action == "answer" else "Why no answer?",
        type="compact",
        key=f"why-{key}",
        on_change="rerun",
    )
    if why.open:
        with why:
            show_trace(answer, documents)
            if engine.library and documents:
                ask_why_ignored(engine.library, answer, [info.name for info in documents], key)
    if rater := known_name(engine.settings):
        show_rating(engine.store, answer, scenario.criteria, rater)
        return
    with st.popover("Rate this answer", icon=":material/thumbs_up_down:", type="tertiary", key=f"who-{key}"):
        st.text("Ratings are saved with a name, which you give once.")
        if ask_name(engine.settings, key=f"name-{key}"):
            st.rerun()


def _documents(engine: Backend, collection: str) -> "list[DocumentInfo]":
    if engine.library and collection in {info.name for info in engine.library.collections()}:
        return engine.library.documents(collection)
    return []
