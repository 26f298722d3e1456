"""Keep talks, answers, ratings, reviews, and campaigns in one database that the user owns."""

from minigiants.store._database import Database
from minigiants.store._open import require_readable
from minigiants.store._reviews import Review, ReviewedMark, Verdict
from minigiants.store._store import Store
from minigiants.store._usage import cited
from minigiants.store._values import OPEN, Kept, Mark, Message, Rating, StoreError, Talk, Through, Use, same_name
from minigiants.store._versions import StandingMessage, standing
from minigiants.store.campaigns import Campaign, CampaignProgress, Campaigns, Item, Result, Task, disagree
from minigiants.store.tables import Base

__all__ = [
    "OPEN",
    "Base",
    "Campaign",
    "CampaignProgress",
    "Campaigns",
    "Database",
    "Item",
    "Kept",
    "Mark",
    "Message",
    "Rating",
    "Result",
    "Review",
    "ReviewedMark",
    "StandingMessage",
    "Store",
    "StoreError",
    "Talk",
    "Task",
    "Through",
    "Use",
    "Verdict",
    "cited",
    "disagree",
    "require_readable",
    "same_name",
    "standing",
]
