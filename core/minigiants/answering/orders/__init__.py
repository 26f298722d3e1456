"""Keep out of the evidence what documents say to programs, and name it: orders, and calls for a reader's password."""

from minigiants.answering.orders.model import addressed, order, orders
from minigiants.answering.orders.passages import Cleared, without_orders

__all__ = ["Cleared", "addressed", "order", "orders", "without_orders"]
