"""Find personal data in texts, take it out by a policy, and put it back exactly."""

import importlib
from typing import TYPE_CHECKING, Any

from minigiants.privacy.policies import PLACES, Place, PolicyError, Rules, load_policy, load_rules, policies
from minigiants.privacy.types import TYPES, Act, Find, Known, Policy, PrivacyError
from minigiants.types import Entity

if TYPE_CHECKING:
    from minigiants.privacy.files import field_entity, field_type
    from minigiants.privacy.find import Finder, open_finder
    from minigiants.privacy.find.known import known_of
    from minigiants.privacy.funnel import OPEN, Funnel
    from minigiants.privacy.logs import quiet_logs, where
    from minigiants.privacy.replace import (
        Names,
        Replacement,
        Restored,
        ReversibleAnonymizer,
        Scrubbed,
        Scrubber,
        held,
        restore,
    )
    from minigiants.privacy.vault import KEPT, KEY_VARIABLE, Vault, change_key, open_vault, vault_writer

__all__ = [
    "KEPT",
    "KEY_VARIABLE",
    "OPEN",
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
    "ReversibleAnonymizer",
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


_LATER = {
    "files": ("field_entity", "field_type"),
    "find": ("Finder", "open_finder"),
    "find.known": ("known_of",),
    "funnel": ("OPEN", "Funnel"),
    "logs": ("quiet_logs", "where"),
    "replace": (
        *("Names", "Replacement", "Restored", "ReversibleAnonymizer", "Scrubbed", "Scrubber", "held", "restore"),
    ),
    "vault": ("KEPT", "KEY_VARIABLE", "Vault", "change_key", "open_vault", "vault_writer"),
}
_HOME = {name: module for module, names in _LATER.items() for name in names}


def __getattr__(name: str) -> Any:
    """Import what searches and replaces on first use only: a scenario is declared by its rules alone."""
    if name in _HOME:
        return getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
