"""Read mails as their reader sees them, with what is attached."""

from minigiants.documents.mail.message import is_mailbox, is_message, read_mailbox
from minigiants.documents.mail.message import read as read_message
from minigiants.documents.mail.outlook import opened
from minigiants.documents.mail.outlook import read as read_outlook

__all__ = ["is_mailbox", "is_message", "opened", "read_mailbox", "read_message", "read_outlook"]
