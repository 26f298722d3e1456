"""The page of customer support."""

from minigiants import scenario, ui


def page() -> None:
    """Show the customer's talk, and the knowledge base behind it."""
    ui.support_page(scenario.load("customer_support"))
