"""Carry a customer's talk: to the machine, to a person, and out of the house when the line is back."""

from minigiants.helpdesk._apology import apology
from minigiants.helpdesk._approved import approved_document
from minigiants.helpdesk._courier import Courier, DeliveryError, Send
from minigiants.helpdesk._health import Health, health
from minigiants.helpdesk._helpdesk import Helpdesk
from minigiants.helpdesk._packet import packet
from minigiants.helpdesk._senders import Sender
from minigiants.helpdesk._thumb import REASONS, thumb

__all__ = [
    "REASONS",
    "Courier",
    "DeliveryError",
    "Health",
    "Helpdesk",
    "Send",
    "Sender",
    "apology",
    "approved_document",
    "health",
    "packet",
    "thumb",
]
