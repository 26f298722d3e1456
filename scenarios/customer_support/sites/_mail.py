"""Read where a site's mails go; a login without TLS, and a password in the file itself, are mistakes."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from ._values import SiteError, Smtp

SMTPS = 465
SUBMISSION = 587
_HERE = ("localhost", "127.0.0.1", "::1")
_TYPES = {"port": int, "tls": bool}
_SAID = {int: "a whole number", bool: "true or false", str: "a text in quotes"}


def read_smtp(read: Mapping[str, Any]) -> Smtp:
    """Return the mail server of a site's file, its port and TLS filled in; raises SiteError.

    >>> made = read_smtp({"host": "mail.example", "to": "a@b.c", "sender": "d@e.f", "user": "d", "password_env": "P"})
    >>> made.port, made.tls
    (587, True)
    """
    known = [field.name for field in fields(Smtp)]
    if strange := sorted(set(read) - set(known)):
        words = "a password stands in an environment variable or a file, " if "password" in strange else ""
        raise SiteError(f"the mail server has no setting {strange[0]!r}; {words}there are: {', '.join(known)}")
    for name, value in read.items():
        wanted = _TYPES.get(name, str)
        if type(value) is not wanted:
            raise SiteError(f"{name!r} of the mail server must be {_SAID[wanted]}")
    login = bool(read.get("user"))
    if login != bool(read.get("password_env") or read.get("password_file")):
        raise SiteError("a mail server's login needs 'user', and 'password_env' or 'password_file'")
    port = read.get("port") or (SUBMISSION if login else 25)
    tls = read.get("tls", login or port == SMTPS)
    if login and not tls and port != SMTPS and read["host"] not in _HERE:
        raise SiteError("a mail server's login needs TLS: leave 'tls' out, or set it to true")
    return Smtp(**{**read, "port": port, "tls": tls})
