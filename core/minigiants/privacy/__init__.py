"""Find personal data in texts, take it out by a policy, and put it back exactly."""

from minigiants.privacy._finder import Finder, open_finder
from minigiants.privacy._funnel import Funnel
from minigiants.privacy._logs import quiet_logs, where
from minigiants.privacy._policies import PolicyError, load_policy, policies
from minigiants.privacy._rules import PLACES, Place, Rules, load_rules
from minigiants.privacy._scrub import Scrubber
from minigiants.privacy._scrubbed import Scrubbed
from minigiants.privacy._session import Names
from minigiants.privacy._types import TYPES, Act, Find, Known, Policy, PrivacyError
from minigiants.types import Entity

__all__ = [
    "PLACES",
    "TYPES",
    "Act",
    "Entity",
    "Find",
    "Finder",
    "Funnel",
    "Known",
    "Names",
    "Place",
    "Policy",
    "PolicyError",
    "PrivacyError",
    "Rules",
    "Scrubbed",
    "Scrubber",
    "load_policy",
    "load_rules",
    "open_finder",
    "policies",
    "quiet_logs",
    "where",
]
