"""Say who comes to the door: under which names this box answers, from where somebody comes, and who asks."""

from minigiants.security.asking import address, owner
from minigiants.security.half_open import SECONDS, end_half_open
from minigiants.security.hosts import Hosts
from minigiants.security.pages import PageDoor, page_door

__all__ = ["SECONDS", "Hosts", "PageDoor", "address", "end_half_open", "owner", "page_door"]
