"""Refuse the kinds of files that are not read, by their name and with what to do."""

import json
import re

from minigiants.documents.values import Unreadable

_OCR = "run text recognition (OCR) on it and add the PDF that it gives"
_AS_TEXT = "save what is to be read as PDF, DOCX or text"
_BY_START = (
    ((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM"), "a picture, not a text", _OCR),
    ((b"%!PS", b"\xc5\xd0\xd3\xc6"), "a PostScript file", "save it as PDF"),
    ((b"7z\xbc\xaf\x27\x1c",), "a 7-Zip archive", "unpack it and add the folder"),
    ((b"Rar!",), "a RAR archive", "unpack it and add the folder"),
    ((b"\x1f\x8b",), "a gzip archive", "unpack it and add what is in it"),
    ((b"BZh",), "a bzip2 archive", "unpack it and add what is in it"),
    ((b"\xfd7zXZ",), "an XZ archive", "unpack it and add what is in it"),
    ((b"SQLite format 3",), "a database", "export its tables as CSV"),
    ((b"ID3", b"OggS", b"fLaC", b"\xff\xfb"), "a sound file", "add a transcript of it"),
    ((b"\x1aE\xdf\xa3",), "a video", "add a transcript of it"),
    ((b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe"), "a program", "add the documents only"),
    ((b"wOFF", b"wOF2", b"\x00\x01\x00\x00\x00", b"OTTO"), "a font", "add the documents only"),
    ((b"BOOKMOBI", b"TPZ3"), "a Kindle book", "convert it to EPUB"),
)
_BY_TEXT = (
    (re.compile(rb"\s*-----BEGIN "), "a key or certificate", "keep it out of documents"),
    (re.compile(rb"\s*BEGIN:VCARD", re.IGNORECASE), "a contact card", _AS_TEXT),
    (re.compile(rb"\s*BEGIN:VCALENDAR", re.IGNORECASE), "a calendar file", _AS_TEXT),
    (re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]"), "a drawing (SVG)", "save it as PDF"),
)
_BY_NAME = {
    "a program's source": "c cc cpp cs css go h java js jsx kt php pl py rb rs sh sql swift ts tsx",
    "a notebook": "ipynb",
    "data or settings of programs": "ini json jsonl toml xml xsd yaml yml",
}
_KINDS = {ending: kind for kind, endings in _BY_NAME.items() for ending in endings.split()}
_OLD = (
    ("WordDocument", "an old Word file (.doc)", "DOCX"),
    ("Workbook", "an old Excel workbook (.xls)", "XLSX"),
    ("Book", "an old Excel workbook (.xls)", "XLSX"),
    ("PowerPoint Document", "an old PowerPoint file (.ppt)", "PPTX"),
    ("VisioDocument", "a Visio drawing", "PDF"),
    ("Quill", "a Publisher file", "PDF"),
)
_XML = re.compile(rb"\s*(?:\xef\xbb\xbf)?<\?xml\s")
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>:]", re.IGNORECASE)


def refuse(data: bytes, name: str) -> None:
    """Raise Unreadable when `data` is of a kind that is not read.

    >>> refuse(b"%!PS-Adobe-3.0", "sheet.txt")
    Traceback (most recent call last):
    minigiants.documents.values.Unreadable: This is a PostScript file: save it as PDF.
    """
    for starts, kind, advice in _BY_START:
        if data.startswith(starts):
            raise _unread(kind, advice)
    if data[4:8] == b"ftyp":
        picture = data[8:12] in (b"heic", b"heix", b"mif1", b"avif")
        raise (
            _unread("a picture, not a text", _OCR) if picture else _unread("a video or sound file", "add a transcript")
        )
    if data[:4] == b"RIFF":
        raise _unread(
            *(("a picture, not a text", _OCR) if data[8:12] == b"WEBP" else ("a sound file", "add a transcript"))
        )
    for pattern, kind, advice in _BY_TEXT:
        if pattern.match(data[:500]):
            raise _unread(kind, advice)
    if _XML.match(data[:100]) and not _HTML.search(data[:4000]):
        raise _unread("data or settings of programs (XML)", _AS_TEXT)
    _refuse_by_name(data, name)


def _refuse_by_name(data: bytes, name: str) -> None:
    """Refuse what only its name tells from text, unless it is prose all the same."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    kind = _KINDS.get(ending, "")
    if ending in ("json", "ipynb") or (not kind and data.lstrip()[:1] in (b"{", b"[")):
        try:
            json.loads(data)
        except (ValueError, RecursionError):
            return
        raise _unread(kind or "data or settings of programs (JSON)", _AS_TEXT)
    if kind:
        raise _unread(f"{kind} (.{ending})", _AS_TEXT)


def refuse_old(data: bytes) -> None:
    """Raise Unreadable for an OLE file that is no mail, by the names of the streams that it holds."""
    if _holds(data, "__properties_version1.0"):
        return
    if _holds(data, "EncryptedPackage"):
        raise Unreadable("encrypted", "The file is protected by a password: save a copy without one.")
    for stream, kind, better in _OLD:
        if _holds(data, stream):
            raise _unread(kind, f"open it and save it as {better}")
    raise _unread("a file of an old Office version", "open it and save it as DOCX, XLSX or PDF")


def _holds(data: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") in data


def _unread(kind: str, advice: str) -> Unreadable:
    return Unreadable("unsupported", f"This is {kind}: {advice}.")
