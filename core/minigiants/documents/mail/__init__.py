"""Read mails as their reader sees them, with what is attached."""

from minigiants.documents.mail.message import is_message
from minigiants.documents.mail.message import read as read_message
from minigiants.documents.mail.outlook import opened
from minigiants.documents.mail.outlook import read as read_outlook

__all__ = ["is_message", "opened", "read_message", "read_outlook"]
