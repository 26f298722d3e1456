"""Say by policy what happens to each type of personal data, and at which places."""

from minigiants.privacy.policies.policy import PolicyError, load_policy, policies
from minigiants.privacy.policies.rules import PLACES, Place, Rules, load_rules

__all__ = ["PLACES", "Place", "PolicyError", "Rules", "load_policy", "load_rules", "policies"]
