"""Keep what stands for what, encrypted, for those who may put it back."""

from minigiants.privacy.vault.folder import change_key, open_vault, vault_writer
from minigiants.privacy.vault.keys import KEY_VARIABLE, create_key, load_key
from minigiants.privacy.vault.vault import KEPT, Vault

__all__ = ["KEPT", "KEY_VARIABLE", "Vault", "change_key", "create_key", "load_key", "open_vault", "vault_writer"]
