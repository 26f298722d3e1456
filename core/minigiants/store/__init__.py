"""Keep talks, answers, ratings, reviews, campaigns and notes in one database that the user owns."""

from minigiants.store._assignment import disagree
from minigiants.store._campaign_values import Campaign, Item, Progress, Result, Task
from minigiants.store._campaigns import Campaigns
from minigiants.store._note_book import NoteBook
from minigiants.store._notes import Addendum, ConflictError, Signed, Version, Visit
from minigiants.store._reviews import Judged, Review, Verdict
from minigiants.store._store import Store
from minigiants.store._usage import cited
from minigiants.store._values import Kept, Mark, Message, Rating, StoreError, Talk, Through
from minigiants.store.tables import Base

__all__ = [
    "Addendum",
    "Base",
    "Campaign",
    "Campaigns",
    "ConflictError",
    "Item",
    "Judged",
    "Kept",
    "Mark",
    "Message",
    "NoteBook",
    "Progress",
    "Rating",
    "Result",
    "Review",
    "Signed",
    "Store",
    "StoreError",
    "Talk",
    "Task",
    "Through",
    "Verdict",
    "Version",
    "Visit",
    "cited",
    "disagree",
]
