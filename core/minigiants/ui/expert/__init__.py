"""Rate answers as work: blind, in an order of their own, by keyboard."""

from minigiants.ui.expert.page import DESCRIPTION, TITLE, Panel, expert_page

__all__ = [
    "DESCRIPTION",
    "TITLE",
    "Panel",
    "expert_page",
]
