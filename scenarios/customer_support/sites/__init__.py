"""What a site owns of customer support: its rules, standard answers, costs, keys and where handovers go."""

from ._colour import USUAL, ink
from ._folder import Mistaken, Sites, load_sites, read_sites, site_of
from ._read import NEUTRAL, key_hash, load_site
from ._values import REASONS, Costs, Delivery, Reason, Rule, Site, SiteError, Smtp, Standard

__all__ = [
    "NEUTRAL",
    "REASONS",
    "USUAL",
    "Costs",
    "Delivery",
    "Mistaken",
    "Reason",
    "Rule",
    "Site",
    "SiteError",
    "Sites",
    "Smtp",
    "Standard",
    "ink",
    "key_hash",
    "load_site",
    "load_sites",
    "read_sites",
    "site_of",
]
