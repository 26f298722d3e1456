"""Keep talks, answers, ratings, reviews, campaigns and handovers in one database that the user owns."""

from minigiants.store._assignment import disagree
from minigiants.store._campaign_values import Campaign, Item, Progress, Result, Task
from minigiants.store._campaigns import Campaigns
from minigiants.store._handovers import Channel, Handover, Handovers, Outcome, Parcel
from minigiants.store._proposals import Proposal, Proposals
from minigiants.store._reviews import Judged, Review, Verdict
from minigiants.store._rows import Base
from minigiants.store._store import Store
from minigiants.store._values import Kept, Mark, Message, Rating, StoreError, Talk, Through

__all__ = [
    "Base",
    "Campaign",
    "Campaigns",
    "Channel",
    "Handover",
    "Handovers",
    "Item",
    "Judged",
    "Kept",
    "Mark",
    "Message",
    "Outcome",
    "Parcel",
    "Progress",
    "Proposal",
    "Proposals",
    "Rating",
    "Result",
    "Review",
    "Store",
    "StoreError",
    "Talk",
    "Task",
    "Through",
    "Verdict",
    "disagree",
]
