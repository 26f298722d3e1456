"""Look over the personal data that was found in texts, decide, and take it out."""

from minigiants.ui.review.page import DESCRIPTION, TITLE, review_page

__all__ = [
    "DESCRIPTION",
    "TITLE",
    "review_page",
]
