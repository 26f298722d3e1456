"""Find personal data in texts, take it out by a policy, and put it back exactly."""

from minigiants.privacy._fields import field_entity, field_type
from minigiants.privacy._finder import Finder, open_finder
from minigiants.privacy._funnel import Funnel
from minigiants.privacy._keys import KEY_VARIABLE
from minigiants.privacy._labels import held
from minigiants.privacy._logs import quiet_logs, where
from minigiants.privacy._policies import PolicyError, load_policy, policies
from minigiants.privacy._restore import Restored, restore
from minigiants.privacy._rules import PLACES, Place, Rules, load_rules
from minigiants.privacy._scrub import Scrubber
from minigiants.privacy._scrubbed import Replacement, Scrubbed
from minigiants.privacy._session import Names
from minigiants.privacy._told import known_of
from minigiants.privacy._types import TYPES, Act, Find, Known, Policy, PrivacyError
from minigiants.privacy._vault import KEPT, Vault
from minigiants.privacy._vault_folder import change_key, open_vault, vault_writer
from minigiants.types import Entity

__all__ = [
    "KEPT",
    "KEY_VARIABLE",
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
    "Replacement",
    "Restored",
    "Rules",
    "Scrubbed",
    "Scrubber",
    "Vault",
    "change_key",
    "field_entity",
    "field_type",
    "held",
    "known_of",
    "load_policy",
    "load_rules",
    "open_finder",
    "open_vault",
    "policies",
    "quiet_logs",
    "restore",
    "vault_writer",
    "where",
]
