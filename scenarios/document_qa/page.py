"""The page of document questions."""

from minigiants import scenario, ui


def page() -> None:
    """Show collections, uploads, the conversation, its sources and its ratings."""
    ui.document_page(scenario.load("document_qa"))
