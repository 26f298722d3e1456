"""What a site owns of customer support: its rules, standard answers, costs, keys and where handovers go."""

from minigiants.sites._read import NEUTRAL, key_hash, load_site, load_sites, site_of
from minigiants.sites._values import REASONS, Costs, Delivery, Reason, Rule, Site, SiteError, Smtp, Standard

__all__ = [
    "NEUTRAL",
    "REASONS",
    "Costs",
    "Delivery",
    "Reason",
    "Rule",
    "Site",
    "SiteError",
    "Smtp",
    "Standard",
    "key_hash",
    "load_site",
    "load_sites",
    "site_of",
]
