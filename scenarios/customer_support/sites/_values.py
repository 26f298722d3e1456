"""What a site's file says, typed."""

import re
from dataclasses import dataclass, field
from typing import Literal, get_args

Reason = Literal[
    "asked for a person",
    "complaint",
    "out of scope",
    "safety or fraud",
    "account-specific",
    "not in the knowledge base",
    "low confidence",
]
"""Why a talk goes to a person: the whole list."""

REASONS: tuple[Reason, ...] = get_args(Reason)


class SiteError(ValueError):
    """A site's file has a mistake; one sentence says which and what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """Words that hand a talk over, whatever the model or the search would say."""

    reason: Reason
    pattern: re.Pattern[str]
    sure: bool = True
    """Whether its words suffice; else the message's embedding must not speak against it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Standard:
    """An approved answer that is given word for word."""

    questions: tuple[str, ...]
    """Ways in which customers ask for it."""
    answer: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Costs:
    """What mistakes cost the site, in any unit: thresholds follow from their ratios."""

    missed_handover: float = 1.0
    """A customer who needed a person got the machine."""
    needless_handover: float = 1.0
    wrong_answer: float = 1.0
    """A question was answered that should not have been."""
    needless_refusal: float = 1.0

    @property
    def handover_from(self) -> float:
        """Return the probability from which handing over is the cheaper mistake.

        >>> Costs(missed_handover=3.0).handover_from
        0.25
        """
        return self.needless_handover / (self.needless_handover + self.missed_handover)

    @property
    def refusal_from(self) -> float:
        """Return the probability that there is nothing to answer from which refusing is the cheaper mistake.

        >>> Costs(wrong_answer=3.0).refusal_from
        0.25
        """
        return self.needless_refusal / (self.needless_refusal + self.wrong_answer)


@dataclass(frozen=True, kw_only=True, slots=True)
class Smtp:
    """A mail server that takes handovers."""

    host: str
    to: str
    sender: str
    port: int = 0
    """0 is the usual one: 587 with a login, else 25; 465 speaks TLS from the first byte."""
    tls: bool = False
    """Ask for TLS before anything is said; the server's certificate must be good."""
    user: str = ""
    """Who logs in; nobody when empty."""
    password_env: str = ""
    """The environment variable that holds the password."""
    password_file: str = ""
    """Or the file whose first line it is."""
    ca_file: str = ""
    """Certificates to trust instead of the machine's own, for a server within the house."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """Where handovers are sent beside the desk on this machine; neither is fine."""

    webhook: str = ""
    secret: str = ""
    """Signs each webhook by HMAC-SHA256; empty sends none."""
    smtp: Smtp | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """One shop, desk or hall that customers talk to."""

    name: str
    collection: str = ""
    """Its knowledge base."""
    greeting: str = "Hello! What can I help you with?"
    colour: str = ""
    """Of buttons and of the customer's own words, as #rrggbb; empty is the suite's own."""
    key: str = ""
    """SHA-256 of the key that its web pages send, in hexadecimal; empty: no pages of its own."""
    origins: tuple[str, ...] = ()
    """Web origins that may carry its widget."""
    per_minute: int = 20
    """Messages a minute that one visitor may send through the API."""
    costs: Costs = field(default_factory=Costs)
    rules: tuple[Rule, ...] = ()
    standards: tuple[Standard, ...] = ()
    inside: tuple[str, ...] = ()
    """Questions that belong here; with a few of them, what is far from all is out of scope."""
    outside: tuple[str, ...] = ()
    """Questions that were asked here and do not belong here."""
    delivery: Delivery = field(default_factory=Delivery)
    replies: tuple[str, ...] = ()
    """What its agents say often: the desk offers them to begin a reply with."""
    labels: tuple[str, ...] = ()
    """What its agents sort their queue by: the desk offers them."""
    pause: float = 2.0
    """Seconds that a message waits for another one, for customers write in bursts; 0 answers each at once."""
    stale_days: int = 365
    """Days after its last change from which an article counts as old."""
    unused_days: int = 90
    """Days without an answer that rests on it from which an article counts as unused."""
    latency_goal: float = 10.0
    """Seconds to the first word of an answer that the site's customers accept."""

    def rule_for(self, text: str, *, sure: bool = False) -> Reason | None:
        """Return the reason of the first rule that `text` meets; `sure` leaves out those whose words do not suffice."""
        rules = (rule for rule in self.rules if rule.sure or not sure)
        # Rules have optional words with room before each: a customer's thousand spaces would be shared out among them.
        close = re.sub(r"(\s)\s+", r"\1", text)
        return next((rule.reason for rule in rules if rule.pattern.search(close)), None)
