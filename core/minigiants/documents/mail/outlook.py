"""Read a mail as Outlook saves it."""

import datetime
import io
import struct
from typing import Any

from minigiants.documents.inside import Inside
from minigiants.documents.mail.letter import Letter, pages
from minigiants.documents.mail.packed import unpacked
from minigiants.documents.office import rtf_blocks
from minigiants.documents.tally import Tally
from minigiants.documents.values import Page, Unreadable

_MARK = "__properties_version1.0"
_SUBJECT, _SENDER, _ADDRESS, _SENDER_ADDRESS = 0x0037, 0x0C1A, 0x0C1F, 0x5D01
_TO, _COPY, _BODY, _RICH, _HTML = 0x0E04, 0x0E03, 0x1000, 0x1009, 0x1013
_DATA, _NAME, _SHORT_NAME, _EMBEDDED = 0x3701, 0x3707, 0x3704, "__substg1.0_3701000D"
_SENT, _ARRIVED, _CODE_PAGE = 0x0039, 0x0E06, 0x3FFD
_MOST = 1000
_EPOCH = datetime.datetime(1601, 1, 1, tzinfo=datetime.UTC)


def read(file: Any, tally: Tally, inside: Inside) -> tuple[Page, ...]:
    """Make a page of the mail in an opened OLE file, and pages of what is attached; raises Unreadable."""
    try:
        return pages(_Mail(file, "", tally).letter(), tally, inside)
    except (OSError, ValueError, struct.error, IndexError) as error:
        raise Unreadable("corrupt", "The mail is damaged: save it again from the mail program.") from error


class _Mail:
    """The properties below one folder of the file."""

    def __init__(self, file: Any, folder: str, tally: Tally) -> None:
        self._file = file
        self._folder = folder
        self._tally = tally
        self._fixed = self._properties()
        page = self._fixed.get(_CODE_PAGE, b"")
        self._encoding = f"cp{struct.unpack('<I', page[:4])[0]}" if page else "cp1252"

    def letter(self) -> Letter:
        """Return the mail."""
        sender, address = self._text(_SENDER), self._text(_SENDER_ADDRESS) or self._text(_ADDRESS)
        sender_line = f"{sender} <{address}>" if "@" in address and address != sender else sender or address
        text, html = self._text(_BODY), self._html()
        if not text.strip() and not html.strip() and (rich := self._stream(_RICH, "0102")):
            text = "\n\n".join(block.text for block in rtf_blocks(unpacked(rich), self._tally))
        return Letter(
            subject=self._text(_SUBJECT),
            head=[("From", sender_line), ("To", self._text(_TO)), ("Cc", self._text(_COPY)), ("Date", self._date())],
            text=text,
            html=html,
            attachments=list(self._attachments()),
        )

    def _stream(self, number: int, kind: str) -> bytes:
        path = f"{self._folder}__substg1.0_{number:04X}{kind}"
        return bytes(self._file.openstream(path).read()) if self._file.exists(path) else b""

    def _text(self, number: int) -> str:
        if wide := self._stream(number, "001F"):
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        return _decoded(self._stream(number, "001E"), self._encoding).rstrip("\0")

    def _html(self) -> str:
        return _decoded(self._stream(_HTML, "0102"), self._encoding) or self._text(_HTML)

    def _properties(self) -> dict[int, bytes]:
        """Return the values of fixed length."""
        path = f"{self._folder}{_MARK}"
        data = self._file.openstream(path).read() if self._file.exists(path) else b""
        head = 8 if self._folder else 32
        return {
            struct.unpack("<H", data[i + 2 : i + 4])[0]: data[i + 8 : i + 16] for i in range(head, len(data) - 15, 16)
        }

    def _date(self) -> str:
        for number in (_SENT, _ARRIVED):
            ticks = struct.unpack("<Q", self._fixed[number])[0] if number in self._fixed else 0
            if 0 < ticks < 2**62:
                return f"{_EPOCH + datetime.timedelta(microseconds=ticks // 10):%a, %d %b %Y %H:%M} UTC"
        return ""

    def _attachments(self) -> list[tuple[str, bytes]]:
        files = []
        for number in range(_MOST):
            folder = f"__attach_version1.0_#{number:08X}/"
            if not self._file.exists(folder.rstrip("/")):
                break
            part = _Mail(self._file, folder, self._tally)
            name = part._text(_NAME) or part._text(_SHORT_NAME) or "attachment"
            if self._file.exists(folder + _EMBEDDED):
                self._tally.add("attachment")
            else:
                files.append((name, part._stream(_DATA, "0102")))
        return files


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding, "replace")
    except LookupError:
        return data.decode("cp1252", "replace")


def opened(data: bytes) -> Any:
    """Open an OLE file; raises Unreadable."""
    import olefile

    try:
        return olefile.OleFileIO(io.BytesIO(data))
    except (OSError, ValueError, IndexError, struct.error, TypeError) as error:
        raise Unreadable("corrupt", "The file is damaged or was copied only in part: get a fresh copy.") from error
