"""Ask questions and show the conversation: drafts as drafts, answers as answers."""

import contextlib
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from minigiants.store import standing
from minigiants.types import Answer
from minigiants.ui.chat.again import NextQuestion, offer_as_typed, wish_waiting
from minigiants.ui.chat.answer import show_answer, show_refusal
from minigiants.ui.chat.copied import with_sources
from minigiants.ui.chat.draft import Draft
from minigiants.ui.chat.hints import offer_questions
from minigiants.ui.chat.ignored import ask_why_ignored
from minigiants.ui.chat.scope import choose_documents
from minigiants.ui.chat.talks import current_talk, keep_talk
from minigiants.ui.chat.trace import show_trace
from minigiants.ui.chat.versions import SAME, offer_another, show_earlier, show_question
from minigiants.ui.documents.source import Place, show_source
from minigiants.ui.rating.form import show_rating
from minigiants.ui.shell import Backend, ask_name, copy_button, count, in_words, known_name, plain, shorten
from minigiants.watch import measured

if TYPE_CHECKING:
    from minigiants.retrieval import DocumentInfo
    from minigiants.scenario import Scenario
    from minigiants.store import Message, StandingMessage, Talk

LONGEST = 2000
SHOWN = 40
"""Messages of a talk that are drawn; all would make each click on a long one slow."""
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
    turns = standing(engine.store.messages(talk.id)) if talk else []
    documents = _documents(engine, collection)
    hint = st.empty()
    if not turns:
        with hint.container():
            _welcome(engine, collection, documents, ready=ready)
    waiting = wish_waiting()
    _show_talk(engine, scenario, talk, _before(waiting, turns), can_ask=ready and not busy)
    chosen = choose_documents([info.name for info in documents], collection) if ready else ()
    question = st.chat_input(
        "Ask a question about these documents", disabled=busy or not ready, submit_mode="disable", max_chars=LONGEST
    )
    wish = NextQuestion(question=question) if question else waiting
    if wish and wish.question.strip() and ready and not busy:
        hint.empty()
        _ask(engine, scenario, talk, collection, replace(wish, documents=chosen))
    elif busy:
        st.caption("This question is being answered in another window. The answer will appear here.")
        st.button("Refresh", icon=":material/refresh:")
    elif talk and turns and turns[-1].message.role == "user" and ready:
        _ask_again(engine, scenario, talk, collection, turns[-1].message.text)


def _before(wish: NextQuestion | None, turns: "Sequence[StandingMessage]") -> "Sequence[StandingMessage]":
    """Return what stands before the message that is about to be replaced: the new one is drawn in its place."""
    at = next((n for n, turn in enumerate(turns) if wish and turn.message.id == wish.replaces), len(turns))
    return turns[:at]


def _show_talk(
    engine: Backend, scenario: "Scenario", talk: "Talk | None", turns: "Sequence[StandingMessage]", *, can_ask: bool
) -> None:
    """Show the last messages of a talk, and the ones before them on request."""
    whole = f"whole-{talk.id}" if talk else "whole"
    first = 0 if st.session_state.get(whole) else max(0, len(turns) - SHOWN)
    if first:
        words = f"Show {count(first, 'earlier message')}"
        st.button(words, icon=":material/expand_less:", on_click=st.session_state.__setitem__, args=(whole, True))
    question = ""
    for number, turn in enumerate(turns):
        message = turn.message
        question = message.text if message.role == "user" else question
        if number < first:
            continue
        with st.chat_message(message.role, avatar=_AVATARS[message.role]):
            if message.role == "user":
                show_question(message, f"{message.id}", longest=LONGEST, ready=can_ask)
            else:
                _show_reply(engine, scenario, message, question if can_ask else "")
            show_earlier(engine.store, turn)


def _welcome(engine: Backend, collection: str, documents: "Sequence[DocumentInfo]", *, ready: bool) -> None:
    st.caption("Ask in plain words. You get an answer that shows its sources, or an honest “not in your documents”.")
    if engine.library and ready:
        offer_questions(engine.library, collection, documents)


def _ask(engine: Backend, scenario: "Scenario", talk: "Talk | None", collection: str, wish: NextQuestion) -> None:
    """Keep a question and answer it; one that stands in the talk already is only answered."""
    for name in ("reports", SAME):
        st.session_state.pop(name, None)
    try:
        talk = talk or _start(engine, scenario, collection, wish.question)
        if not wish.again:
            engine.store.add_message(talk.id, "user", wish.question, replaces=wish.replaces)
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
        request = wish.request(collection, [turn.message for turn in standing(engine.store.messages(talk.id))])
        with _announce_answering(talk):
            answer = _run(engine, scenario, talk, request, draft, replaces=wish.replaces if wish.again else None)
            try:
                if answer:
                    _keep_answer(engine, scenario, talk, wish, answer, collection=collection)
            except Exception as error:  # noqa: BLE001 - such as a text that can't be searched for personal data
                draft.fail(in_words(error))
                return
    if answer:
        st.rerun()


def _keep_answer(
    engine: Backend, scenario: "Scenario", talk: "Talk", wish: NextQuestion, answer: Answer, *, collection: str
) -> None:
    """Keep an answer; one that was asked for again and came out the same is only told to be the same."""
    replaces = wish.replaces if wish.again else None
    old = next((m.answer_id for m in engine.store.messages(talk.id) if m.id and m.id == replaces), None)
    if old and _alike(engine.store.answer(old), answer):
        st.session_state[SAME] = replaces
        return
    request = wish.kept(collection, answer)
    engine.store.save_answer(answer, scenario=scenario.name, request=request, talk_id=talk.id)
    engine.store.add_message(talk.id, "assistant", answer.text, answer_id=answer.id, replaces=replaces)


def _alike(old: Answer, new: Answer) -> bool:
    """Tell whether two answers read the same, to a question that was understood as the same."""
    questions = [answer.trace.question if answer.trace else "" for answer in (old, new)]
    return questions[0] == questions[1] and with_sources(old) == with_sources(new)


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


def _run(
    engine: Backend, scenario: "Scenario", talk: "Talk", request: dict[str, Any], draft: Draft, *, replaces: int | None
) -> Answer | None:
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
            _keep_draft(engine, talk, draft.text, replaces)


def _keep_draft(engine: Backend, talk: "Talk", text: str, replaces: int | None) -> None:
    """Keep what was written until the stop, or only that it was stopped."""
    if engine.funnel(talk.scenario).on("answers"):
        text = text.rpartition(" ")[0]  # half a number is not found
    try:
        engine.store.add_message(talk.id, "assistant", text, stopped=True, replaces=replaces)
    except Exception:  # noqa: BLE001 - a text that can't be searched is not kept; the stop itself must go on
        engine.store.add_message(talk.id, "assistant", "", stopped=True, replaces=replaces)


def _show_reply(engine: Backend, scenario: "Scenario", message: "Message", question: str) -> None:
    """Show what was said to `question`, which can be answered again unless it is empty."""
    if message.stopped:
        st.caption(":material/stop_circle: You stopped this answer. The draft was not checked, so do not rely on it.")
        if message.text.strip():
            with st.expander("Show the unfinished draft", type="compact"):
                st.text(message.text)
        if question:
            offer_another(question, message.id)
    elif message.answer_id:
        _show_saved(engine, scenario, message.answer_id, message.id, question)
    else:
        st.text(message.text)


@st.fragment
def _show_saved(engine: Backend, scenario: "Scenario", answer_id: str, message: int, question: str) -> None:
    answer, key = engine.store.answer(answer_id), answer_id
    collection = answer.trace.collection if answer.trace else ""

    def show(place: Place) -> None:
        if engine.library:
            show_source(engine.library, place)

    offer_as_typed(answer, key, message)
    if answer.action == "answer":
        show_answer(answer, collection, key, on_open=show)
        for step in answer.trace.steps if answer.trace else ():
            st.caption(f":material/calculate: {plain(step)}")
    else:
        show_refusal(answer, len(_documents(engine, collection)), key, on_open=show)
    with st.container(gap=None, key=f"below-{key}"):
        with st.container(horizontal=True, vertical_alignment="center", key=f"tools-{key}"):
            about = "Copies the answer, its sources and what they say"
            copy_button("Copy with sources", with_sources(answer), f"copy-{key}", tooltip=about)
            if question:
                offer_another(question, message)
        _show_why(engine, answer, collection, key)
        _ask_to_rate(engine, scenario, answer)


def _ask_to_rate(engine: Backend, scenario: "Scenario", answer: Answer) -> None:
    if rater := known_name(engine.settings):
        show_rating(engine.store, answer, scenario.criteria, rater)
        return
    with st.popover("Rate this answer", icon=":material/thumbs_up_down:", type="tertiary", key=f"who-{answer.id}"):
        st.text("Ratings are saved with a name, which you give once.")
        if ask_name(engine.settings, key=f"name-{answer.id}"):
            st.rerun()


def _show_why(engine: Backend, answer: Answer, collection: str, key: str) -> None:
    label = "Why this answer?" if answer.action == "answer" else "Why no answer?"
    why = st.expander(label, type="compact", key=f"why-{key}", on_change="rerun")
    if not why.open:
        return
    with why:
        documents = _documents(engine, collection)
        show_trace(answer, documents)
        if engine.library and documents:
            ask_why_ignored(engine.library, answer, [info.name for info in documents], key)


def _documents(engine: Backend, collection: str) -> "list[DocumentInfo]":
    if engine.library and collection in {info.name for info in engine.library.collections()}:
        return engine.library.documents(collection)
    return []
