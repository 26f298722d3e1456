"""Say to a customer that something failed: what to do now, nothing of how the machine is built or run."""

import logging

from minigiants.store import StoreError

_LOG = logging.getLogger(__name__)

NOT_KEPT = "Nothing can be saved here just now, so this was not sent on. Please try again in a few minutes."
WENT_WRONG = "Something went wrong on our side. Please ask again, or ask for a person."


def apology(error: Exception) -> str:
    """Return one or two sentences for the customer, and tell the log what kind of failure it was.

    >>> apology(StoreError("the disk is full, nothing was saved")) == NOT_KEPT
    True
    """
    kept = isinstance(error, StoreError)
    # The store's own sentence holds no text of anybody.
    _LOG.warning("a customer could not be served (%s)", str(error) if kept else type(error).__name__)
    return NOT_KEPT if kept else WENT_WRONG
