"""Keep talks, answers and ratings in one database that the user owns."""

from minigiants.store._rows import Base
from minigiants.store._store import Store
from minigiants.store._values import Message, Rating, StoreError, Talk

__all__ = ["Base", "Message", "Rating", "Store", "StoreError", "Talk"]
