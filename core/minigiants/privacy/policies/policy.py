"""Read policies from TOML files, the shipped ones by name."""

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

from minigiants.privacy.types import TYPES, Act, Policy

_SHIPPED = Path(__file__).parent


class PolicyError(ValueError):
    """A policy file can't be used; the message is one sentence that says what to change."""


def policies() -> list[str]:
    """List the shipped policies.

    >>> policies()
    ['find-all', 'hipaa', 'redact', 'substitute']
    """
    return sorted(file.stem for file in _SHIPPED.glob("*.toml"))


def load_policy(path: Path | str) -> Policy:
    """Read the policy file at `path`, or the shipped policy of this name; raises PolicyError when it has a mistake.

    >>> load_policy("hipaa").act("AGE")
    'generalize'
    """
    file = _SHIPPED / f"{path}.toml" if path in policies() else Path(path)
    try:
        read = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        raise PolicyError(f"there is no policy {str(path)!r}: name a file, or one of {', '.join(policies())}") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PolicyError(f"the policy {file.name!r} can't be read: {error}") from None
    try:
        return _policy(read, file.stem)
    except ValueError as error:
        raise PolicyError(f"the policy {file.name!r} {error}") from None


def _policy(read: Mapping[str, Any], name: str) -> Policy:
    _among(read, [field.name for field in fields(Policy)], "setting")
    values = {"name": name, **read}
    if not isinstance(values["name"], str):
        raise ValueError("has a name that is no text")
    if "default" in read:
        _act(read["default"])
    for table in ("acts", "least"):
        _among(_of(read, table, dict), list(TYPES), "type")
    for act in read.get("acts", {}).values():
        _act(act)
    for type_, score in read.get("least", {}).items():
        if isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= 1:
            raise ValueError(f"has no score from 0 to 1 as the least of {type_!r}")
    for texts in ("deny", "allow"):
        if not all(isinstance(text, str) and text.strip() for text in _of(read, texts, list)):
            raise ValueError(f"has something under {texts!r} that is no text")
    return Policy(**values)


def _of(read: Mapping[str, Any], name: str, kind: type[dict[str, Any]] | type[list[Any]]) -> Any:
    value = read.get(name, kind())
    if not isinstance(value, kind):
        raise ValueError(f"has no {'table' if kind is dict else 'list'} under {name!r}")
    return value


def _among(given: Mapping[str, Any], known: list[str], what: str) -> None:
    for name in given:
        if name not in known:
            raise ValueError(f"has an unknown {what} {name!r}: there are {', '.join(known)}")


def _act(act: Any) -> None:
    if act not in get_args(Act):
        raise ValueError(f"has an unknown act {act!r}: there are {', '.join(get_args(Act))}")
