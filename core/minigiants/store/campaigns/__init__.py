"""Hand out rating work to many raters at once, nothing twice by mistake, and keep what comes of it."""

from minigiants.store.campaigns.assignment import disagree
from minigiants.store.campaigns.campaigns import Campaigns
from minigiants.store.campaigns.values import Campaign, CampaignProgress, Item, Result, Task

__all__ = ["Campaign", "CampaignProgress", "Campaigns", "Item", "Result", "Task", "disagree"]
