"""The pages of customer support: the customer's talk, and the desk of those who take customers over."""

from minigiants import scenario

from ._customer import support_page
from ._desk import desk_page

__all__ = ["desk_page", "page", "support_page"]


def page() -> None:
    """Show the customer's talk; the knowledge base is kept on the support desk."""
    support_page(scenario.load("customer_support"))
