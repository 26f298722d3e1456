"""Say who comes to the door: under which names this box answers, from where somebody comes, and who asks."""

from minigiants.security.asking import Asker, address, asker, owner
from minigiants.security.half_open import SECONDS, end_half_open
from minigiants.security.hosts import Hosts
from minigiants.security.pages import PageDoor, page_door

__all__ = ["SECONDS", "Asker", "Hosts", "PageDoor", "address", "asker", "end_half_open", "owner", "page_door"]
