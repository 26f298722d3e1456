"""Keep talks, answers, ratings, reviews, and campaigns in one database that the user owns."""

from minigiants.store._assignment import disagree
from minigiants.store._campaign_values import Campaign, Item, Progress, Result, Task
from minigiants.store._campaigns import Campaigns
from minigiants.store._database import Database
from minigiants.store._open import require_readable
from minigiants.store._reviews import Judged, Review, Verdict
from minigiants.store._store import Store
from minigiants.store._usage import cited
from minigiants.store._values import OPEN, Kept, Mark, Message, Rating, StoreError, Talk, Through, same_name
from minigiants.store.tables import Base

__all__ = [
    "OPEN",
    "Base",
    "Campaign",
    "Campaigns",
    "Database",
    "Item",
    "Judged",
    "Kept",
    "Mark",
    "Message",
    "Progress",
    "Rating",
    "Result",
    "Review",
    "Store",
    "StoreError",
    "Talk",
    "Task",
    "Through",
    "Verdict",
    "cited",
    "disagree",
    "require_readable",
    "same_name",
]
