"""Let a person approve what was said to a customer as an article of the knowledge base."""

from typing import TYPE_CHECKING

import streamlit as st

from minigiants.ui.shell import Backend, in_words, plain

from ._closed import show_talk

if TYPE_CHECKING:
    from ..helpdesk import Helpdesk, Proposal


def proposals_view(engine: Backend, desk: "Helpdesk", person: str) -> None:
    """List the proposals; what is approved is in the knowledge base at once."""
    proposals = desk.proposals.listed("proposed")
    if not proposals:
        st.caption(
            "No proposals yet. When you close a conversation as solved, its question and your answer are proposed here."
        )
    for proposal in proposals:
        with st.container(border=True, key=f"proposal-{proposal.id}"):
            _form(engine, desk, proposal, person)


def _form(engine: Backend, desk: "Helpdesk", proposal: "Proposal", person: str) -> None:
    question = st.text_input("Question", value=proposal.question, key=f"question-{proposal.id}", max_chars=500)
    answer = st.text_area("Answer", value=proposal.answer, key=f"answer-{proposal.id}", max_chars=4000)
    st.caption(f"For “{proposal.collection}”. Remove anything that concerns one customer only.")
    _origin(desk, proposal)
    with st.container(horizontal=True):
        if st.button("Approve", type="primary", key=f"approve-{proposal.id}") and question.strip() and answer.strip():
            desk.proposals.settle(proposal.id, "approved", question=question, answer=answer, person=person)
            _publish(engine, desk, proposal.collection)
            st.rerun()
        if st.button("Reject", key=f"refuse-{proposal.id}"):
            desk.proposals.settle(proposal.id, "refused", question=question, answer=answer, person=person)
            st.rerun()


def _origin(desk: "Helpdesk", proposal: "Proposal") -> None:
    """Show what a proposal comes from: the conversation, and the articles that the machine used in it."""
    handover = desk.handovers.last(proposal.talk_id)
    if handover is None:  # the conversation was deleted since
        st.caption("The conversation that this comes from was deleted.")
        return
    used = dict.fromkeys(
        f"{source['document']}, page {source['page']}" for source in handover.packet.get("sources", ())
    )
    st.caption(f"Articles used in this conversation: {plain('; '.join(used))}" if used else "No article was used.")
    with st.expander("Show the conversation", type="compact", key=f"origin-{proposal.id}"):
        show_talk(desk, proposal.talk_id)


def _publish(engine: Backend, desk: "Helpdesk", collection: str) -> None:
    """Write all approved answers of a knowledge base as one article."""
    from minigiants.ingestion import ingest

    from ..helpdesk import approved_document

    if engine.library is None:
        st.session_state["notice"] = (
            "Approved, and added to the articles once they are loaded: approve the next one then."
        )
        return
    pairs = desk.proposals.listed("approved", collection)
    try:
        for report in ingest(engine.library, [approved_document(pairs)], collection=collection, funnel=engine.funnel()):
            if report.status == "failed":
                st.session_state["notice"] = report.reason
    except Exception as error:  # noqa: BLE001 - such as a full disk: the approval itself is kept
        st.session_state["notice"] = in_words(error)
