"""The page of customer support."""

from minigiants import scenario, ui


def page() -> None:
    """Show the customer's talk; the knowledge base is kept on the support desk."""
    ui.support_page(scenario.load("customer_support"))
