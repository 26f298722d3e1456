"""Keep talks, answers, ratings and reviews in one database that the user owns."""

from minigiants.store._reviews import Judged, Review, Verdict
from minigiants.store._rows import Base
from minigiants.store._store import Store
from minigiants.store._values import Message, Rating, StoreError, Talk, Through

__all__ = ["Base", "Judged", "Message", "Rating", "Review", "Store", "StoreError", "Talk", "Through", "Verdict"]
