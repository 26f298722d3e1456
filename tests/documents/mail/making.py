"""Mails as Outlook saves them, written stream by stream."""

import struct
from collections.abc import Mapping

_SECTOR = 512
_LEAST = 4096
"""Bytes below which a stream would stand among the small ones: all are filled up to it."""
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD

Folder = Mapping[str, "bytes | Folder"]
"""Streams and folders by name."""


def ole(root: Folder) -> bytes:
    """Return a compound file that holds `root`; streams are filled with zeros."""
    entries: list[bytes] = []
    sectors: list[bytes] = []
    fat: list[int] = []
    _entry(entries, sectors, fat, "Root Entry", root, kind=5)
    directory = b"".join(entries)
    first = len(sectors)
    _stored(sectors, fat, directory.ljust(-len(directory) % _SECTOR + len(directory), b"\0"))
    tables = next(n for n in range(1, 50) if n * _SECTOR // 4 >= len(fat) + n)
    places = list(range(len(sectors), len(sectors) + tables))
    fat += [_FAT] * tables
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(tables * _SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, tables, first, 0, _LEAST, _END, 0, _END, 0)
    header += struct.pack("<109I", *places, *[_FREE] * (109 - tables))
    return header + b"".join(sectors) + table


def _stored(sectors: list[bytes], fat: list[int], data: bytes) -> int:
    """Put data into sectors of its own and return the first one's number."""
    first = len(sectors)
    for start in range(0, len(data), _SECTOR):
        sectors.append(data[start : start + _SECTOR])
        fat.append(len(sectors))
    fat[-1] = _END
    return first


def _entry(
    entries: list[bytes], sectors: list[bytes], fat: list[int], name: str, content: "bytes | Folder", *, kind: int = 1
) -> None:
    number = len(entries)
    entries.append(b"")
    child, start, size = _FREE, _END if kind == 5 else 0, 0
    if isinstance(content, bytes):
        data = content.ljust(max(_LEAST, -len(content) % _SECTOR + len(content)), b"\0")
        kind, start, size = 2, _stored(sectors, fat, data), len(data)
    else:
        children = []
        for own, inner in content.items():
            children.append(len(entries))
            _entry(entries, sectors, fat, own, inner)
        for one, following in zip(children, [*children[1:], _FREE], strict=True):
            entries[one] = entries[one][:72] + struct.pack("<I", following) + entries[one][76:]
        child = children[0] if children else _FREE
    wide = name.encode("utf-16-le")
    entries[number] = (
        wide.ljust(64, b"\0")
        + struct.pack("<HBB3I", len(wide) + 2, kind, 1, _FREE, _FREE, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def outlook(*, sent: int = 0, attached: Mapping[str, bytes] | None = None, **texts: str) -> bytes:
    """Return a mail; `texts` by the four hexadecimal figures of their property after a p, `sent` in Windows' ticks."""
    streams: dict[str, bytes | Folder] = {
        f"__substg1.0_{number[1:].upper()}001F": text.encode("utf-16-le") for number, text in texts.items()
    }
    streams["__properties_version1.0"] = bytes(32) + struct.pack("<HHIQ", 0x40, 0x39, 6, sent)
    for number, (name, data) in enumerate((attached or {}).items()):
        streams[f"__attach_version1.0_#{number:08X}"] = {
            "__properties_version1.0": bytes(8),
            "__substg1.0_3707001F": name.encode("utf-16-le"),
            "__substg1.0_37010102": data.ljust(_LEAST, b"\n"),
        }
    return ole(streams)
