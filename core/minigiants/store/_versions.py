"""Tell what stands in a talk from earlier versions of it: edited questions, answers that were given again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from minigiants.store._values import Message


@dataclass(frozen=True, kw_only=True, slots=True)
class StandingMessage:
    """A message as the talk reads now, with what stood in its place before, the oldest first."""

    message: Message
    earlier: tuple[Message, ...] = ()


def standing(messages: Iterable[Message]) -> list[StandingMessage]:
    """Return a talk as it reads now; no message is lost, each is there or among the `earlier` of another.

    An edited question takes the place of the old one and of all that followed it. An answer given again takes the place
    of that answer alone, but a draft that was stopped does not take the place of a whole answer.
    """
    talk: list[StandingMessage] = []
    for message in messages:
        at = next((n for n, one in enumerate(talk) if one.message.id == message.replaces), None)
        if message.replaces is None or at is None:
            talk.append(StandingMessage(message=message))
        elif message.role == "user":
            talk[at:] = [StandingMessage(message=message, earlier=_in_order(talk[at:]))]
        elif message.stopped and not talk[at].message.stopped:
            talk[at] = StandingMessage(message=talk[at].message, earlier=(*talk[at].earlier, message))
        else:
            talk[at] = StandingMessage(message=message, earlier=_in_order(talk[at : at + 1]))
    return talk


def _in_order(replaced: Sequence[StandingMessage]) -> tuple[Message, ...]:
    """Return the messages with those that they had replaced, in the order in which they came."""
    every = [message for one in replaced for message in (*one.earlier, one.message)]
    return tuple(sorted(every, key=lambda message: message.id))
