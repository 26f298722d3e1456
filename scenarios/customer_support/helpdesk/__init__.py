"""Carry a customer's talk: to the machine, to a person, and out of the house when the line is back."""

from ._apology import apology
from ._approved import approved_document
from ._courier import Courier, DeliveryError, Send
from ._handovers import Channel, Handover, Handovers, Outcome, Parcel
from ._health import Health, health
from ._helpdesk import Helpdesk
from ._packet import SPEAKERS, packet
from ._proposals import Proposal, Proposals
from ._senders import Sender, deliver
from ._thumb import REASONS, thumb

__all__ = [
    "REASONS",
    "SPEAKERS",
    "Channel",
    "Courier",
    "DeliveryError",
    "Handover",
    "Handovers",
    "Health",
    "Helpdesk",
    "Outcome",
    "Parcel",
    "Proposal",
    "Proposals",
    "Send",
    "Sender",
    "apology",
    "approved_document",
    "deliver",
    "health",
    "packet",
    "thumb",
]
