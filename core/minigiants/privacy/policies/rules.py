"""Say at which places a scenario's texts lose their personal data, and by which policy."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from minigiants.privacy.policies.policy import PolicyError, load_policy, policies
from minigiants.privacy.types import Policy

Place = Literal["model", "index", "answers", "ratings", "exports", "logs"]
"""Before the model; before the index; in stored questions, drafts, answers and titles; in comments and corrections; in
what leaves as a file; in log lines and error messages."""

PLACES: frozenset[Place] = frozenset(get_args(Place))


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """What is taken out of a scenario's texts, and where."""

    policy: Policy
    where: frozenset[Place] = frozenset()

    def everywhere(self, policy: str = "") -> "Rules":
        """Return the same for all places, by `policy` when one is named; raises PolicyError."""
        return Rules(policy=load_policy(policy) if policy else self.policy, where=PLACES)

    def only(self, *places: Place) -> "Rules":
        """Return the same for no places but these."""
        return replace(self, where=self.where & set(places))


@cache
def load_rules(file: Path) -> Rules:
    """Read a scenario's `privacy.toml`; raises PolicyError, in one sentence, when it has a mistake."""
    try:
        read = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PolicyError(f"the rules {str(file)!r} can't be read ({type(error).__name__}): mend the file") from None
    try:
        return _rules(read, file.parent)
    except PolicyError as error:
        raise PolicyError(f"the rules {str(file)!r}: {error}") from None


def _rules(read: Mapping[str, Any], folder: Path) -> Rules:
    _exactly(read, {"policy", "where"}, "setting")
    policy, where = read["policy"], read["where"]
    if not isinstance(policy, str) or not isinstance(where, dict):
        raise PolicyError("`policy` must be a text and `where` a table")
    _exactly(where, set(PLACES), "place")
    if not all(isinstance(value, bool) for value in where.values()):
        raise PolicyError("a place in `where` is either true or false")
    return Rules(
        policy=load_policy(policy if policy in policies() else folder / policy),
        where=frozenset(place for place in PLACES if where[place]),
    )


def _exactly(read: Mapping[str, Any], wanted: set[Any], what: str) -> None:
    for name in sorted(read.keys() - wanted):
        raise PolicyError(f"there is no {what} {name!r}; there are {', '.join(sorted(wanted))}")
    for name in sorted(wanted - read.keys()):
        raise PolicyError(f"the {what} {name!r} is missing: say what holds for it")
