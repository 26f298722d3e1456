"""The customer's page: a talk with the machine, and the way to a person that is always there."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from minigiants.ui.documents.source import Place, show_source
from minigiants.ui.shell import Backend, enter, heading, in_words, model_status, notice, style, with_library

from ._engine import helpdesk
from ._progress import AnswerProgress
from ._reply import show_reply
from ._shop import branded, choose_shop, greeting_of, mistakes, sample_shop, sites

if TYPE_CHECKING:
    from minigiants.pipeline import Services
    from minigiants.retrieval import Library
    from minigiants.scenario import Scenario

    from ..helpdesk import Helpdesk

LONGEST = 4000
TALK = "support-talk"
NOTHING = (
    "**No shop is open yet.** To set up your own, run `minigiants support add` in a terminal. "
    "To look around first, load a made-up one."
)
_AVATARS = {"user": ":material/person:", "assistant": ":material/smart_toy:", "agent": ":material/support_agent:"}
_CSS = Path(__file__).with_name("customer.css").read_text("utf-8")


def support_page(scenario: "Scenario", engine: Backend | None = None) -> None:
    """Show the page of a scenario that answers customers; `engine` is for tests."""
    style()
    st.html(f"<style>\n{_CSS}</style>")
    engine = engine or enter()
    desk = helpdesk(engine, scenario)
    # All of this needs the store alone: a person is there while the articles open, and when they can't be opened.
    shops, (talk, about) = sites(engine), _current(desk)
    site = branded(engine, shops, about)
    heading(site.name if site else scenario.title, "" if site else scenario.description)
    with st.sidebar:
        st.button("New conversation", icon=":material/add:", width="stretch", on_click=_forget)
        if not site:  # what runs where is for those who set up a shop, not for its customers
            st.divider()
            model_status(engine)
    notice()
    shop = choose_shop(shops, about, _forget)
    _person(desk, talk, shop)
    if shop or not mistakes(engine):
        with_library(engine, lambda library: _offer(engine, library, scenario, shop))
    # A talk of a collection that is no shop's, or not any more, is read here and not answered by the machine.
    _conversation(engine, desk, talk, about if talk else shop, is_open=(about if talk else shop) in shops)


def _current(desk: "Helpdesk") -> tuple[str, str]:
    """Return the id of the talk on the page and its knowledge base, both empty before the first word."""
    talk = str(st.session_state.get(TALK) or st.query_params.get("talk", ""))
    try:
        return (talk, desk.collection(talk)) if talk else ("", "")
    except KeyError:
        return "", ""


def _offer(engine: Backend, library: "Library", scenario: "Scenario", shop: str) -> None:
    """Say what is missing where there is nothing to look things up in."""
    if not shop:
        sample_shop(engine, library, scenario, NOTHING)
    elif not _filled(library, shop):
        st.info("There is nothing to look things up in yet. A person can help you.", icon=":material/info:")


def _filled(library: "Library | None", shop: str) -> bool:
    return bool(library and any(info.name == shop and info.documents for info in library.collections()))


def _forget() -> None:
    st.session_state[TALK] = ""
    st.query_params.pop("talk", None)


def _begun(desk: "Helpdesk", talk: str, collection: str) -> str:
    """Return the talk, which begins now when there was none."""
    talk = talk or desk.start(collection)
    st.session_state[TALK] = talk
    st.query_params["talk"] = talk
    return talk


def _person(desk: "Helpdesk", talk: str, collection: str) -> None:
    """Offer a person at any time: no model, no search and no waiting stand in the way."""

    def hand_over() -> None:
        try:
            desk.hand_over(_begun(desk, talk, collection))
        except Exception as error:  # noqa: BLE001 - such as a full disk
            st.session_state["notice"] = _sorry(error)

    with st.container(key="person"):
        handover = desk.handovers.of_talk(talk) if talk else None
        if handover is None:
            st.button("Talk to a person", icon=":material/support_agent:", on_click=hand_over, key="talk-to-a-person")
        else:
            _watch(desk, talk, len(desk.messages(talk)))


@st.fragment(run_every=3.0)
def _watch(desk: "Helpdesk", talk: str, shown: int) -> None:
    """Say where the customer stands, and draw the page anew when a person has written."""
    handover = desk.handovers.of_talk(talk)
    if handover is None or len(desk.messages(talk)) != shown:
        st.rerun()
    elif handover.state == "taken":
        st.success("A person is with you. Write below.", icon=":material/support_agent:")
    else:
        place = desk.handovers.place(handover)
        st.info(f"A person will take over. Your place in the queue: {place}.", icon=":material/hourglass_top:")


def _conversation(engine: Backend, desk: "Helpdesk", talk: str, collection: str, *, is_open: bool) -> None:
    messages = desk.messages(talk) if talk else []

    def show(place: Place) -> None:
        if engine.library:
            show_source(engine.library, place)

    if greeting := greeting_of(engine, collection):
        with st.chat_message("assistant", avatar=_AVATARS["assistant"]):
            st.text(greeting)
    for number, message in enumerate(messages):
        with st.chat_message(message.role, avatar=_AVATARS[message.role]):
            show_reply(desk, message, f"{message.answer_id or number}", collection, on_open=show)
    handed = bool(talk and desk.handovers.of_talk(talk))
    ready = is_open and _filled(engine.library, collection)
    text = st.chat_input(
        "Write to the person" if handed else "Your question",
        disabled=not (handed or (ready and engine.state != "failed")),
        submit_mode="submit",  # a second message stops the answer to the first: both are read as one
        max_chars=LONGEST,
    )
    if text and text.strip():
        _say(engine, desk, talk, collection, text.strip())
    elif messages and messages[-1].role == "user" and not handed and ready:
        st.caption("This message has no answer yet.")
        if st.button("Ask it again", icon=":material/refresh:"):
            _answer(engine, desk, talk)


def _say(engine: Backend, desk: "Helpdesk", talk: str, collection: str, text: str) -> None:
    try:
        talk = _begun(desk, talk, collection)
        handed = desk.say(talk, text)
    except Exception as error:  # noqa: BLE001 - such as a full disk: what can't be kept is not asked
        st.error(_sorry(error), icon=":material/error:")
        return
    if handed:
        st.rerun()
    with st.chat_message("user", avatar=_AVATARS["user"]):
        st.text(text)
    _answer(engine, desk, talk)


def _answer(engine: Backend, desk: "Helpdesk", talk: str) -> None:
    """Run the pipeline under the customer's eyes, and show the page anew."""
    with st.chat_message("assistant", avatar=_AVATARS["assistant"]), st.container(key="draft"):
        # A click starts the page anew, which ends this run at the next event, and with it the model's work.
        st.button("Stop", icon=":material/stop_circle:", key="stop")
        progress = AnswerProgress()
        try:
            _let_them_finish(desk, talk, progress)
            desk.answer(talk, _services(engine, progress), progress)
        except Exception as error:  # noqa: BLE001 - the page says it; the message stays and can be asked again
            progress.fail(_sorry(error))
            return
    st.rerun()


def _let_them_finish(desk: "Helpdesk", talk: str, progress: AnswerProgress) -> None:
    """Wait for the site's pause: customers write in bursts, and the next message ends this run."""
    until = time.monotonic() + desk.site(talk).pause
    while (left := until - time.monotonic()) > 0:
        progress.wait("One moment…")
        time.sleep(min(left, 0.2))


def _sorry(error: Exception) -> str:
    """Say a failure in the customer's words when it is the disk's or the database's, else as everywhere."""
    from minigiants.store import StoreError

    from ..helpdesk import apology

    return apology(error) if isinstance(error, StoreError) else in_words(error)


def _services(engine: Backend, progress: AnswerProgress) -> "Services":
    while engine.state in ("opening", "loading"):
        progress.wait("The model is still being loaded. Your question comes next.")
        time.sleep(0.2)
    if engine.services is None:
        raise RuntimeError(engine.problem)
    return engine.services
