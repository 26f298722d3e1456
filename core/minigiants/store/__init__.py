"""Keep talks, answers, ratings, reviews and handovers in one database that the user owns."""

from minigiants.store._handovers import Channel, Handover, Handovers, Outcome, Parcel
from minigiants.store._proposals import Proposal, Proposals
from minigiants.store._reviews import Judged, Review, Verdict
from minigiants.store._rows import Base
from minigiants.store._store import Store
from minigiants.store._values import Message, Rating, StoreError, Talk, Through

__all__ = [
    "Base",
    "Channel",
    "Handover",
    "Handovers",
    "Judged",
    "Message",
    "Outcome",
    "Parcel",
    "Proposal",
    "Proposals",
    "Rating",
    "Review",
    "Store",
    "StoreError",
    "Talk",
    "Through",
    "Verdict",
]
