"""Bring handovers out of the outbox: at least once, with growing pauses, until they arrive or a person must look."""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta

from ._handovers import LONGEST_PAUSE, Handovers, Parcel

_LOG = logging.getLogger(__name__)

ATTEMPTS = 12
"""Tries until a delivery is dead: with the pauses below, after about four hours."""
AT_A_TIME = 2
"""Deliveries that are taken together: patience with all of them fits into the lease that keeps other couriers off."""

Send = Callable[[Parcel], None]
"""Deliver one parcel, or raise DeliveryError."""


class DeliveryError(Exception):
    """The receiver could not be reached or did not take it; one sentence without anything of the packet."""

    def __init__(self, words: str, *, hopeless: bool = False, unreachable: bool = False) -> None:
        super().__init__(words)
        self.hopeless = hopeless
        """Trying again would change nothing."""
        self.unreachable = unreachable
        """Nobody is there: the next parcel to the same place would fare no better just now."""


class Courier:
    """Sends what is due; several may work on one outbox, and any may be killed at any time."""

    def __init__(
        self,
        handovers: Handovers,
        send: Send,
        *,
        pause: timedelta = timedelta(seconds=15),
        attempts: int = ATTEMPTS,
    ) -> None:
        """Wait `pause` after the first failure and twice as long after each further one, `attempts` times in all."""
        self._handovers = handovers
        self._send = send
        self._pause = pause
        self._attempts = attempts

    def round(self) -> int:
        """Try every delivery that is due, and return how many those were.

        A place that can't be reached is tried once a round: its other parcels fail with the first, so that they keep no
        other site waiting.
        """
        due = 0
        away: dict[tuple[str, str], DeliveryError] = {}
        while parcels := self._handovers.due(AT_A_TIME):
            for parcel in parcels:
                self._deliver(parcel, away)
            due += len(parcels)
        return due

    def run(self, stop: threading.Event, *, every: float = 5.0) -> None:
        """Make rounds until `stop` is set; one that fails, such as at a full disk, is made again later."""
        while not stop.is_set():
            try:
                self.round()
            except Exception as error:  # noqa: BLE001 - nothing is lost, and nobody else would bring the handovers out
                _LOG.warning("the outbox waits (%s)", type(error).__name__)
            stop.wait(every)

    def start(self) -> threading.Event:
        """Run beside everything else; returns what ends it."""
        stop = threading.Event()
        threading.Thread(target=self.run, args=(stop,), name="courier", daemon=True).start()
        return stop

    def _deliver(self, parcel: Parcel, away: dict[tuple[str, str], DeliveryError]) -> None:
        place = parcel.handover.site, parcel.channel
        if place in away:
            self._failed(parcel, away[place])
            return
        try:
            self._send(parcel)
        except DeliveryError as error:
            if error.unreachable:
                away[place] = error
            self._failed(parcel, error)
        except Exception as error:  # noqa: BLE001 - whatever it is, one delivery must not end the others
            self._failed(parcel, DeliveryError(f"it could not be sent ({type(error).__name__})"))
        else:
            self._handovers.sent(parcel)

    def _failed(self, parcel: Parcel, error: DeliveryError) -> None:
        self._handovers.failed(parcel, str(error), again_after=self._again(parcel, error))

    def _again(self, parcel: Parcel, error: DeliveryError) -> timedelta | None:
        if error.hopeless or parcel.attempts + 1 >= self._attempts:
            return None
        doublings: int = 1 << min(parcel.attempts, 20)
        return min(self._pause * doublings, LONGEST_PAUSE)
