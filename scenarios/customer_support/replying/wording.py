"""The few sentences that support says by itself; none is written by a model."""

from ..sites import Reason

OFFER = "Would you like a person to help you?"
EMPTY = "Please type your question."
TOO_LONG = "That is more than I can read at once. Please put your question in a few sentences."
NOT_FOUND = f"I could not find this in our information, so I would rather not guess. {OFFER}"
OUTSIDE = f"This is not something that I can help with here. {OFFER}"
UNSURE = f"I found something on this, but nothing that I am sure of. {OFFER}"
NO_DOCUMENTS = f"I have no information to look this up in yet. {OFFER}"
ENGLISH = f"I understand English only. {OFFER}"
"""After the same in the customer's own language."""
OPENING = "Of course. What is it about?"
NUMBER = f"If this is the number of an order or a customer, I can't look it up, but a person can. {OFFER}"
SORRY = f"I am sorry that something is wrong. Tell me what happened, in a few words. {OFFER}"
WORDS = "I did not understand that. Could you put it in a few words?"
ANYTHING_ELSE = "Is there anything else I can help with?"
DECLINED = f"All right. {ANYTHING_ELSE}"
NOT_IT = f"I am sorry that this was not it. Tell me in a few words what you need to know, or what went wrong. {OFFER}"
"""To who says so of a reply, and in the place of an answer that was given before."""
STILL_NOT_IT = "I am sorry, I can't find what you need. I am passing you on to a person. Your messages go along."
NO_PERSON = "All right, no person. What would you like to know?"
DIFFER = f"Our information says different things on this: {{quotes}} {OFFER}"
PREMISE = "Our information does not say that {clause}."
"""Before an answer whose question takes something for granted that no article holds."""
MISSING = "I found nothing on “{part}”; a person can help with that."
REST = "I am not sure that this is all of it; a person can tell you more."

HANDOVER: dict[Reason, str] = {
    "asked for a person": "I am passing you on to a person. Your messages go along, so you need not repeat them.",
    "complaint": "I am sorry about that. I am passing this on to a person who can put it right.",
    "out of scope": "This is not something that I can help with. I am passing you on to a person.",
    "safety or fraud": (
        "This needs a person at once, so I am passing you on. "
        "If anybody is in danger, call the emergency services first."
    ),
    "account-specific": (
        "This is about your own order or account, which I can't see. I am passing you on to a person who can."
    ),
    "not in the knowledge base": "I still can't find this in our information. I am passing you on to a person.",
    "low confidence": "I am not sure enough of an answer. I am passing you on to a person.",
}
"""What the customer reads when a talk is handed over, by reason."""

REFUSALS = (NOT_FOUND, OUTSIDE, UNSURE, NO_DOCUMENTS)


def refuses(reply: str) -> bool:
    """Tell whether a reply says that nothing can be answered.

    >>> refuses(UNSURE), refuses(f"Solo entiendo inglés. {ENGLISH}"), refuses(OPENING)
    (True, True, False)
    """
    return reply in REFUSALS or reply.endswith(ENGLISH)
