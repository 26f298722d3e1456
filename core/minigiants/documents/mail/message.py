"""Read a mail in the form in which it is sent."""

import contextlib
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from minigiants.documents import plain
from minigiants.documents.inside import Inside, attached
from minigiants.documents.mail.letter import Letter, pages
from minigiants.documents.tally import Tally
from minigiants.documents.values import Page, Unreadable

_FIELD = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{1,40}):", re.MULTILINE)
_OWN = frozenset((b"mime-version", b"message-id", b"received", b"return-path", b"delivered-to"))
_USUAL = frozenset((b"from", b"to", b"subject", b"date"))
_SHOWN = ("From", "To", "Cc", "Date")
_FOR_LOOKS = frozenset(("text/css", "text/javascript", "application/javascript", "application/x-javascript"))
"""Parts of a saved page that no reader sees."""
_SAVED = ("<Saved by", '"Saved by')
"""How the sender of a page begins that a browser saved."""
_BETWEEN = re.compile(rb"^From [^\r\n]*\r?\n(?=[A-Za-z][A-Za-z0-9-]{1,40}:|>From )", re.MULTILINE)
"""The line before each mail of a mailbox."""
_FEW = 0.2
"""A plain part with less than this share of the HTML part's words only says to look at the other."""


def is_message(data: bytes, name: str) -> bool:
    r"""Tell a mail by the fields of its head.

    >>> is_message(b"From: a@b.example\nSubject: Rent\nMIME-Version: 1.0\n\nDue.", "x"), is_message(b"To: do", "x")
    (True, False)
    """
    head = re.split(rb"\r?\n\r?\n", data[:20_000].lstrip(b"\r\n\xef\xbb\xbf"), maxsplit=1)[0]
    fields = {field.lower() for field in _FIELD.findall(head)}
    first = _FIELD.match(head) or head.startswith(b"From ")
    enough = len(fields & _USUAL) >= 2
    return bool(first) and (bool(fields & _OWN and fields & _USUAL) or (enough and name.lower().endswith(".eml")))


def read(data: bytes, tally: Tally, inside: Inside) -> tuple[Page, ...]:
    """Make a page of the mail and pages of what is attached; raises Unreadable."""
    try:
        message = message_from_bytes(data.lstrip(b"\r\n\xef\xbb\xbf"), policy=policy.default)
        return pages(_letter(message), tally, inside)
    except Unreadable:
        raise
    except (LookupError, ValueError, AttributeError, TypeError) as error:
        raise Unreadable("corrupt", "The mail is damaged: save it again from the mail program.") from error


def is_mailbox(data: bytes) -> bool:
    r"""Tell a file of several mails, one behind the other.

    >>> is_mailbox(b"From a@b Mon\nSubject: 1\nTo: c@d\n\nOne.\n\nFrom a@b Tue\nSubject: 2\nTo: c@d\n\nTwo.\n")
    True
    """
    return data.startswith(b"From ") and len(_BETWEEN.findall(data)) > 1


def read_mailbox(data: bytes, tally: Tally, inside: Inside) -> tuple[Page, ...]:
    """Make pages of each mail, under its subject; raises Unreadable."""
    return attached((), _mails(data), tally, inside)


def _mails(data: bytes) -> Iterator[tuple[str, bytes]]:
    starts = [match.span() for match in _BETWEEN.finditer(data)]
    ends = [start for start, _ in starts[1:]] + [len(data)]
    for number, ((_, start), end) in enumerate(zip(starts, ends, strict=True), start=1):
        mail = re.sub(rb"(?m)^>(>*From )", rb"\1", data[start:end])
        subject = _line(message_from_bytes(mail[:20_000], policy=policy.default), "Subject")
        yield f"{subject or number}.eml", mail


def _letter(message: EmailMessage) -> Letter:
    text, html = (_content(message.get_body((kind,))) for kind in ("plain", "html"))
    if html and len(text.split()) < _FEW * len(re.sub(r"<[^<>]*>", " ", html).split()):
        text = ""
    parts = message.iter_attachments() if message.is_multipart() else []
    attachments = [_file(part) for part in parts if part.get_content_type() not in _FOR_LOOKS]
    if not message.is_multipart() and not text and not html:
        attachments = [_file(message)]
    return Letter(
        subject=_line(message, "Subject"),
        head=[(name, line) for name in _SHOWN if not (line := _line(message, name)).startswith(_SAVED)],
        text=text,
        html=html,
        attachments=attachments,
    )


def _line(message: EmailMessage, name: str) -> str:
    return " ".join(str(message.get(name, "")).split())


def _content(part: Any) -> str:
    """Return a part's text, whatever its label of the encoding is worth."""
    if part is None:
        return ""
    if part.get_content_charset():
        with contextlib.suppress(LookupError, ValueError):
            return str(part.get_content())
    return plain.decode(part.get_payload(decode=True) or b"")


def _file(part: Any) -> tuple[str, bytes]:
    name = " ".join(str(part.get_filename() or "attachment").split())
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        if not isinstance(inner, list):
            return name, b""
        subject = "" if part.get_filename() else _line(inner[0], "Subject")
        return f"{(subject or name).removesuffix('.eml')}.eml", inner[0].as_bytes()
    return name, part.get_payload(decode=True) or b""
